package org.aegisnet.runtime;

import java.time.Duration;

/**
 * The activity of a processor within the last five minutes.
 *
 * @param name its name on the canvas
 * @param runStatus for example Running or Stopped
 * @param flowFilesIn FlowFiles taken from its incoming connections
 * @param flowFilesOut FlowFiles given to its outgoing connections
 * @param taskTime total duration of its tasks; a task counts when it has ended
 * @param activeTasks number of its tasks that run now
 */
public record ProcessorStatus(
        String name, String runStatus, long flowFilesIn, long flowFilesOut, Duration taskTime, int activeTasks) {}

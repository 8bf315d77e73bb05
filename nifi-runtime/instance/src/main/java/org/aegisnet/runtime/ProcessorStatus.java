package org.aegisnet.runtime;

import java.time.Duration;

/**
 * What a processor did within the last five minutes.
 *
 * @param name its name on the canvas
 * @param runStatus for example Running or Stopped
 * @param flowFilesIn FlowFiles taken from its incoming connections
 * @param flowFilesOut FlowFiles given to its outgoing connections
 * @param taskTime how long its tasks took, all together; a task counts when it has ended
 * @param activeTasks how many of its tasks run now
 */
public record ProcessorStatus(
        String name, String runStatus, long flowFilesIn, long flowFilesOut, Duration taskTime, int activeTasks) {}

package org.aegisnet.runtime;

/**
 * What a processor did within the last five minutes.
 *
 * @param name its name on the canvas
 * @param runStatus for example Running or Stopped
 * @param flowFilesIn FlowFiles taken from its incoming connections
 * @param flowFilesOut FlowFiles given to its outgoing connections
 */
public record ProcessorStatus(String name, String runStatus, long flowFilesIn, long flowFilesOut) {}

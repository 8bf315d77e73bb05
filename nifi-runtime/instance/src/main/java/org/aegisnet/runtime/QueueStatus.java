package org.aegisnet.runtime;

/**
 * What waits in one connection.
 *
 * @param source the name of the component that feeds it
 * @param relationships the relationships it holds, as the canvas names them
 * @param destination the name of the component that is fed
 * @param flowFiles how many FlowFiles wait
 */
public record QueueStatus(String source, String relationships, String destination, long flowFiles) {}

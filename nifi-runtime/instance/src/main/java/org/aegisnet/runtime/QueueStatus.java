package org.aegisnet.runtime;

/**
 * The queue of one connection.
 *
 * @param source the name of the component that feeds it
 * @param relationships the relationships it holds, as the canvas names them
 * @param destination the name of the component that is fed
 * @param flowFiles number of FlowFiles that wait
 */
public record QueueStatus(String source, String relationships, String destination, long flowFiles) {}

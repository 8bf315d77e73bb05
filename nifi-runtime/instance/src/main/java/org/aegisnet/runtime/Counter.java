package org.aegisnet.runtime;

/**
 * A counter of a processor.
 *
 * @param processor the name of the processor
 * @param name the name of the counter
 * @param value the count since NiFi was started or the counter was reset
 */
public record Counter(String processor, String name, long value) {}

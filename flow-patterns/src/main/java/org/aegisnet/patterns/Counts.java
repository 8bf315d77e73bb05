package org.aegisnet.patterns;

/**
 * What a detector has seen and holds.
 *
 * @param counted flows counted
 * @param late flows that came too late
 * @param inTheFuture flows that cannot have ended yet
 * @param sources remembered
 * @param targets remembered
 * @param evictedSources forgotten to make room
 * @param evictedTargets forgotten to make room
 * @param clockResets how often all was forgotten because the clock was ahead
 * @param bytes of heap, as counted
 */
public record Counts(
        long counted,
        long late,
        long inTheFuture,
        int sources,
        int targets,
        long evictedSources,
        long evictedTargets,
        long clockResets,
        long bytes) {}

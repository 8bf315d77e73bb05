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
 * @param apart flows counted that were of another time than the present, and judged by themselves
 * @param stray flows among them that were far ahead while others went on in the present
 * @param clockMoves how often another time became the present, because most flows were of it
 * @param bytes of heap, as counted
 */
public record DetectorCounters(
        long counted,
        long late,
        long inTheFuture,
        int sources,
        int targets,
        long evictedSources,
        long evictedTargets,
        long apart,
        long stray,
        long clockMoves,
        long bytes) {}

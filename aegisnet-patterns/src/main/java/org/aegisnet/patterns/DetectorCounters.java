package org.aegisnet.patterns;

/**
 * Counters of a detector: the flows it has seen and the state it holds.
 *
 * @param counted flows counted
 * @param late flows that came too late
 * @param inTheFuture flows that cannot have ended yet
 * @param sources remembered
 * @param targets remembered
 * @param evictedSources sources removed because the table was full
 * @param evictedTargets targets removed because the table was full
 * @param apart flows counted that were of another time than the present, and judged by themselves
 * @param stray flows among them that were far ahead while other flows were still of the present
 * @param clockMoves number of times that another time became the present, because most flows were of it
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

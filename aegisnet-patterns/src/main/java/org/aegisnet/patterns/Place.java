package org.aegisnet.patterns;

/** Where a flow stands to the clock that the flows agree on. */
public enum Place {
    /** In the time of the other flows. */
    PRESENT,
    /** Ahead of them by more than flows of one time are apart: a wrong clock, or the first flows after a pause. */
    AHEAD,
    /** So long before them that it is late, or of an older file. */
    BEHIND
}

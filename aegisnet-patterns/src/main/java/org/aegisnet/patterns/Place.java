package org.aegisnet.patterns;

/** Place of a flow in time, relative to the clock on which the flows agree. */
public enum Place {
    /** In the time of the other flows. */
    PRESENT,
    /** Ahead of them by more than flows of one time are apart: a wrong clock, or the first flows after a pause. */
    AHEAD,
    /** So long before them that it is late, or of an older file. */
    BEHIND
}

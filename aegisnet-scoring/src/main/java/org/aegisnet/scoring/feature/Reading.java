package org.aegisnet.scoring.feature;

/** A way to read a field's value as a number. */
enum Reading {
    /** A number, or text that is one. */
    NUMBER,
    /** A number where 0 means that the exporter did not count, for example the reverse direction of a one-way flow. */
    NUMBER_UNLESS_ZERO,
    /** A number that the exporter leaves out where it is 0. */
    NUMBER_OR_ZERO,
    /** A point in time: seconds since 1970 as a number, or a date and time as text or as a date type. */
    TIME
}

package org.aegisnet.scoring.feature;

/** A way to read a field's value as a number. */
enum Reading {
    /** A number, or text that is one. */
    NUMBER,
    /** A number where 0 means that the exporter did not count, for example the reverse direction of a one-way flow. */
    NUMBER_UNLESS_ZERO,
    /** A number that the exporter leaves out where it is 0. */
    NUMBER_OR_ZERO,
    /** A number where a value below 0 means that the exporter had nothing to count, for example the ICMP type of a flow of TCP. */
    NUMBER_UNLESS_NEGATIVE,
    /** A count with a decimal suffix, as nfdump writes it for people: {@code 1.4 M} is 1,400,000. */
    COUNT_WITH_SUFFIX,
    /** The duration of a flow in a unit that {@link FlowTimeUnit} tells; it becomes seconds. */
    FLOW_DURATION,
    /** A time between packets of a flow in a unit that {@link FlowTimeUnit} tells; it becomes seconds. */
    TIME_BETWEEN_PACKETS,
    /** A point in time ({@link TimeValue}): a number, a date and time as text, or a date type. The factor is the unit of small numbers. */
    TIME,
    /** A point in time whose numbers have the unit that their size tells. */
    INSTANT,
    /** A point in time if it is a date or a Unix time by its size, otherwise nothing. */
    UNIX_TIME,
    /** A time of day as text, such as {@code 10:00:00}, or as a type of times. */
    TIME_OF_DAY;

    /** Tells whether the value is a point in time, or a part of one, instead of an amount. */
    boolean isTime() {
        return this == TIME || this == INSTANT || this == UNIX_TIME || this == TIME_OF_DAY;
    }
}

package org.aegisnet.scoring.feature;

import java.util.Locale;

/**
 * A kind of value in flow records, with the bounds of its values. The bounds are defined only here. A value outside of them is a fault of the
 * exporter, of the reader or of the columns' order. It never becomes part of a score.
 */
public enum Quantity {
    /** A port of TCP, UDP or SCTP: 16 bits. */
    PORT(0, 0xffff, true, "a port is a whole number from 0 to 65535"),
    /** A protocol of IP by its IANA number: 8 bits. */
    PROTOCOL(0, 0xff, true, "a protocol is a whole number from 0 to 255"),
    /** The type or the code of ICMP: 8 bits. */
    ICMP(0, 0xff, true, "types and codes of ICMP are whole numbers from 0 to 255"),
    /** Flags of TCP: 16 bits in IPFIX (RFC 7125). */
    TCP_FLAGS(0, 0xffff, true, "flags of TCP are a whole number from 0 to 65535"),
    /** A count of bytes; a double tells counts apart up to 2^53. */
    BYTES(0, Quantity.MAX_COUNT, true, "bytes are whole, 0 or more and fewer than 2^53"),
    /** A count of packets of one direction. */
    PACKETS(0, Quantity.MAX_COUNT, true, "packets are whole, 0 or more and fewer than 2^53"),
    /** The packets of a whole flow. */
    PACKETS_OF_FLOW(1, Quantity.MAX_COUNT, true, "a flow has one packet or more, whole and fewer than 2^53"),
    /** Any other count. */
    COUNT(0, Quantity.MAX_COUNT, true, "a count is whole, 0 or more and less than 2^53"),
    /**
     * The time between a flow's first and last packet. Counters of milliseconds with 32 bits start again after 49.7 days, and an end before its start
     * shows as a duration just below that.
     */
    SECONDS(0, Quantity.MAX_SECONDS, false, "a flow lasts between 0 s and 48 days"),
    /** The same in microseconds. */
    MICROSECONDS(0, 1e6 * Quantity.MAX_SECONDS, false, "times within a flow lie between 0 s and 48 days"),
    /** The window that TCP's header announces: 16 bits, or -1 where CICFlowMeter has seen no window. */
    WINDOW(-1, 0xffff, true, "a window of TCP is a whole number from 0 to 65535, or -1 where there was none"),
    /** The length of one packet, at most a jumbogram's (RFC 2675). */
    LENGTH(0, 0xffff_ffffL, true, "the length of a packet is whole and below 2^32"),
    /** A mean or standard deviation of the lengths of packets. */
    MEAN_LENGTH(0, 0xffff_ffffL, false, "means of the lengths of packets lie between 0 and 2^32"),
    /** A variance of the lengths of packets. */
    LENGTH_VARIANCE(0, 0x1p64, false, "variances of the lengths of packets lie between 0 and 2^64"),
    /** A number with no bounds of its own. */
    NUMBER(-Double.MAX_VALUE, Double.MAX_VALUE, false, "it must be a finite number"),
    /** Text, such as an address or a point in time; its values are not numbers with bounds. */
    TEXT(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, false, "it is a text");

    private static final double MAX_COUNT = (1L << 53) - 1;
    private static final double MAX_SECONDS = 48 * 86_400;

    private final double minimum;
    private final double maximum;
    private final boolean whole;
    private final String bounds;

    Quantity(final double minimum, final double maximum, final boolean whole, final String bounds) {
        this.minimum = minimum;
        this.maximum = maximum;
        this.whole = whole;
        this.bounds = bounds;
    }

    /**
     * Tells whether a value is within the bounds, and whole if the quantity requires it.
     *
     * @param value in the unit of the quantity; NaN is not allowed
     */
    public boolean allows(final double value) {
        return value >= minimum && value <= maximum && (!whole || value == Math.rint(value));
    }

    /** Tells whether the values are whole numbers. */
    boolean isWhole() {
        return whole;
    }

    /** The smallest value that can be. */
    public double minimum() {
        return minimum;
    }

    /** The largest value that can be. */
    public double maximum() {
        return maximum;
    }

    /** The bounds, as the end of a sentence. */
    public String bounds() {
        return bounds;
    }

    /** The quantity of one summand, where this one is of their sum: a direction may have no packets, a flow may not. */
    Quantity ofSummand() {
        return this == PACKETS_OF_FLOW ? PACKETS : this;
    }

    /** The quantity of a name in lower case. */
    static Quantity named(final String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}

package org.aegisnet.netflow.element;

/**
 * NTP's 64-bit time (RFC 5905; RFC 7011, sections 6.1.9 and 6.1.10): seconds since 1900 and a binary fraction. Stateless.
 *
 * <p>Seconds with the highest bit clear belong to NTP's next era, which begins on 7 February 2036.
 */
public final class NetworkTime {
    private static final long SECONDS_FROM_1900_TO_1970 = 2_208_988_800L;
    private static final long ERA = 1L << 32;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private NetworkTime() {}

    /** Nanoseconds since 1970, rounded down, of a 64-bit NTP time. */
    public static long epochNanos(long networkTime) {
        long seconds = networkTime >>> 32;
        if (seconds < ERA / 2) {
            seconds += ERA;
        }
        long fraction = networkTime & 0xffff_ffffL;
        long nanos = (fraction * NANOS_PER_SECOND) >>> 32;
        return (seconds - SECONDS_FROM_1900_TO_1970) * NANOS_PER_SECOND + nanos;
    }
}

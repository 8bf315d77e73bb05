package org.aegisnet.pairing;

/**
 * The bounds of pairing. Immutable.
 *
 * @param timeoutMillis time that a half waits for its other half; more than 0
 * @param toleranceMillis maximum gap between two halves that do not overlap; 0 or more. A question and its answer, a packet each, never overlap:
 *     the answer comes a round trip later
 * @param capacity maximum number of halves that wait; more than 0
 */
public record PairingRules(long timeoutMillis, long toleranceMillis, int capacity) {
    /** Halves that both last longer than so many tolerances are pieces of a long conversation. */
    private static final int LONG_IN_TOLERANCES = 4;

    /**
     * @throws IllegalArgumentException if a bound is out of its range
     */
    public PairingRules {
        if (timeoutMillis <= 0 || toleranceMillis < 0 || capacity <= 0) {
            throw new IllegalArgumentException(
                    "Timeout and capacity must be more than 0 and the tolerance 0 or more, but they are %d, %d and %d"
                            .formatted(timeoutMillis, capacity, toleranceMillis));
        }
    }

    /**
     * Tells whether two halves were seen at the same time. Exporters report a long conversation in pieces, one after the other. Two long halves must
     * share at least the tolerance, so that a piece is not paired with its neighbour's other half.
     *
     * @param overlap the time they share, in milliseconds; negative for the gap between them
     * @param shorter the duration of the shorter half, in milliseconds
     */
    boolean meet(final long overlap, final long shorter) {
        final boolean bothLong = shorter > LONG_IN_TOLERANCES * toleranceMillis;
        return bothLong ? overlap >= toleranceMillis : overlap >= -toleranceMillis;
    }
}

package org.aegisnet.training.data;

/** Parts of a whole, as splits take them. */
final class Shares {
    private Shares() {}

    static void check(final double share) {
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException("The share of flows to test with lies between 0 and 1, not at " + share);
        }
    }

    static int of(final double share, final int size) {
        return (int) Math.round(share * size);
    }
}

package org.aegisnet.patterns.table;

/**
 * Approximate counts of how often keys came recently. Each key has four counters of four bits, which it shares with other keys. It is a count-min
 * sketch (Cormode and Muthukrishnan, "An improved data stream summary", J. Algorithms 55(1), 2005). The counters are halved from time to time, as
 * in TinyLFU (Einziger, Friedman and Manes, "TinyLFU: a highly efficient cache admission policy", ACM Trans. Storage 13(4), 2017). A count may be
 * too high, but never too low since the last halving. For one thread.
 */
final class FrequencySketch {
    private static final int ROWS = 4;
    private static final int COUNTER_BITS = 4;
    private static final int COUNTERS_OF_A_WORD = Long.SIZE / COUNTER_BITS;
    private static final long MAX = 15;
    private static final long LOWER_BITS = 0x7777_7777_7777_7777L;
    private static final int COUNTERS_FOR_A_KEY = 8;
    private static final int KEYS_UNTIL_HALVING = 10;
    private static final int FEWEST_COUNTERS = 64;
    private static final int OBJECT_BYTES = 64;
    private static final long GOLDEN = 0x9e37_79b9_7f4a_7c15L;

    private final long[] words;
    private final int mask;
    private final int sample;
    private int additions;

    /** @param keys how many keys the table holds that this serves */
    FrequencySketch(final int keys) {
        final int counters =
                Integer.highestOneBit(Math.max(FEWEST_COUNTERS, Math.min(keys, 1 << 24) * COUNTERS_FOR_A_KEY));
        this.words = new long[ROWS * counters / COUNTERS_OF_A_WORD];
        this.mask = counters - 1;
        this.sample = Math.max(FEWEST_COUNTERS, Math.min(keys, 1 << 24) * KEYS_UNTIL_HALVING);
    }

    /** Counts a key; returns how often it had come before, 0 to 15. */
    int add(final Object key) {
        final long hash = mixed(key.hashCode());
        final int first = (int) hash;
        final int step = (int) (hash >>> 32) | 1;
        long lowest = MAX;
        for (int row = 0; row < ROWS; row++) {
            lowest = Math.min(lowest, counter(row, first + row * step));
        }
        if (lowest < MAX) {
            for (int row = 0; row < ROWS; row++) {
                // Only the lowest counters tell anything of this key; to raise the others would only blur what they
                // tell of others.
                if (counter(row, first + row * step) == lowest) {
                    raise(row, first + row * step);
                }
            }
        }
        additions++;
        if (additions >= sample) {
            halve();
        }
        return (int) lowest;
    }

    private int word(final int row, final int slot) {
        return (row * (mask + 1) + (slot & mask)) / COUNTERS_OF_A_WORD;
    }

    private static int shift(final int slot) {
        return slot % COUNTERS_OF_A_WORD * COUNTER_BITS;
    }

    private long counter(final int row, final int slot) {
        return words[word(row, slot)] >>> shift(slot & mask) & MAX;
    }

    private void raise(final int row, final int slot) {
        words[word(row, slot)] += 1L << shift(slot & mask);
    }

    private void halve() {
        for (int word = 0; word < words.length; word++) {
            words[word] = words[word] >>> 1 & LOWER_BITS;
        }
        additions = 0;
    }

    long bytes() {
        return OBJECT_BYTES + (long) Long.BYTES * words.length;
    }

    /** The finaliser of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014). */
    private static long mixed(final int value) {
        long mixed = value * GOLDEN + GOLDEN;
        mixed = (mixed ^ (mixed >>> 30)) * 0xbf58_476d_1ce4_e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d0_49bb_1331_11ebL;
        return mixed ^ (mixed >>> 31);
    }
}

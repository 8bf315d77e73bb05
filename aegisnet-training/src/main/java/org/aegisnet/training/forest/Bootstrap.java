package org.aegisnet.training.forest;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Sampler that draws a tree's sample, with replacement. Immutable. */
final class Bootstrap {
    private final double[] cumulated;

    /** @param chances of each flow to be drawn, summing to 1 */
    Bootstrap(final double[] chances) {
        this.cumulated = chances.clone();
        for (int i = 1; i < cumulated.length; i++) {
            cumulated[i] += cumulated[i - 1];
        }
    }

    /**
     * Draws as many flows as there are.
     *
     * @return how often each flow was drawn
     */
    int[] draw(final SplittableRandom random) {
        final int[] counts = new int[cumulated.length];
        final double total = cumulated[cumulated.length - 1];
        for (int i = 0; i < counts.length; i++) {
            final int found = Arrays.binarySearch(cumulated, random.nextDouble() * total);
            counts[Math.min(found >= 0 ? found + 1 : -found - 1, counts.length - 1)]++;
        }
        return counts;
    }
}

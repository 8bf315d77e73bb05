package org.aegisnet.scoring.explain;

import java.util.Objects;

/**
 * One feature's part in a flow's score.
 *
 * @param feature the feature's name
 * @param share the part of the score. For an autoencoder it is the share of the reconstruction error, 0 to 1. For a forest it is the difference
 *     that the feature makes to the probability, negative if it speaks for a safe flow. The shares of all of a forest's features sum to the
 *     difference between the flow's probability and the reference flow's
 * @param seen the flow's value, in the feature's unit
 * @param expected the normal value of this feature to the model; NaN if unknown
 * @param text all of that in words
 */
public record Reason(String feature, double share, double seen, double expected, String text) {
    public Reason {
        Objects.requireNonNull(feature, "feature");
        Objects.requireNonNull(text, "text");
    }
}

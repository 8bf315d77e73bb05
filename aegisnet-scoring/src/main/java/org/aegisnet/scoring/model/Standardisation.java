package org.aegisnet.scoring.model;

import java.util.List;

/**
 * The scaling of an autoencoder's inputs if its graph does not do it itself: (value - mean) / scale, feature by feature. The score is then the
 * mean of the squared differences between the scaled flow and its reconstruction. Immutable.
 *
 * @param mean one for each feature
 * @param scale one for each feature, above 0
 */
public record Standardisation(List<Float> mean, List<Float> scale) {
    public Standardisation {
        mean = List.copyOf(mean);
        scale = List.copyOf(scale);
        if (mean.size() != scale.size()) {
            throw new IllegalArgumentException(
                    "The standardisation has %d means but %d scales".formatted(mean.size(), scale.size()));
        }
        for (int i = 0; i < mean.size(); i++) {
            if (!Float.isFinite(mean.get(i)) || !(scale.get(i) > 0) || Float.isInfinite(scale.get(i))) {
                throw new IllegalArgumentException(
                        "The standardisation's means are finite and its scales above 0; entry %d is %s and %s"
                                .formatted(i, mean.get(i), scale.get(i)));
            }
        }
    }
}

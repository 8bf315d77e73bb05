package org.aegisnet.scoring.feature;

import java.util.Objects;

/**
 * One input of a model, as the model declares it.
 *
 * @param name the feature's name, for example {@code bytes_in} or {@code Fwd Packet Length Mean}; vocabularies supply a feature by this name
 * @param unit the unit of the values the model expects
 * @param required whether a flow without the feature cannot be scored; a model gets NaN for an optional feature that a flow lacks
 * @param minimum the smallest value that can be; a smaller one is a fault of the exporter, and the flow is not scored
 */
public record Feature(String name, FeatureUnit unit, boolean required, double minimum) {

    public Feature {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(unit, "unit");
        if (name.isBlank()) {
            throw new IllegalArgumentException("A feature needs a name");
        }
        if (Double.isNaN(minimum)) {
            throw new IllegalArgumentException("The minimum of feature %s is not a number".formatted(name));
        }
    }

    /** The value with its name and unit, for example {@code bytes_out 53.1 MB}. */
    public String describe(final double value) {
        return name + " " + unit.format(value);
    }
}

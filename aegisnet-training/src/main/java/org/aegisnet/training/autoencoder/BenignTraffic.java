package org.aegisnet.training.autoencoder;

import java.util.Objects;
import org.aegisnet.training.data.FlowSet;

/**
 * Benign flows of one network.
 *
 * @param name of the network, for messages and tables
 * @param flows in the features of {@link AutoencoderFeatures}
 * @param weight how much this network counts beside the others, whatever the number of its flows; above 0
 */
public record BenignTraffic(String name, FlowSet flows, double weight) {
    public BenignTraffic {
        Objects.requireNonNull(name, "name");
        if (!flows.features().equals(AutoencoderFeatures.all())) {
            throw new IllegalArgumentException(
                    "The flows of %s have other features than the autoencoder".formatted(name));
        }
        if (!(weight > 0)) {
            throw new IllegalArgumentException("The weight of %s lies above 0, not at %s".formatted(name, weight));
        }
    }

    /** The weight of one of its flows. */
    double weightOfFlow() {
        return weight / flows.size();
    }
}

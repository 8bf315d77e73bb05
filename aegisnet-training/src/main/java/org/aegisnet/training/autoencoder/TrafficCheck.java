package org.aegisnet.training.autoencoder;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Refuses flows from which nothing could be learnt, before time is spent on them. */
final class TrafficCheck {
    /** With fewer flows the rarest hundredth, which sets the threshold, is a handful of flows. */
    static final int FEWEST_FLOWS = 500;

    /** Numbers; a network where only one port or protocol is in use is a network all the same. */
    private static final List<Integer> MUST_VARY = List.of(
            AutoencoderFeatures.BYTES_IN,
            AutoencoderFeatures.BYTES_OUT,
            AutoencoderFeatures.PACKETS,
            AutoencoderFeatures.DURATION);

    /** @throws UnfitFlowsException naming what is missing */
    void check(final List<BenignTraffic> networks) throws UnfitFlowsException {
        if (networks.isEmpty()) {
            throw new UnfitFlowsException("Flows to learn from are missing");
        }
        for (final BenignTraffic network : networks) {
            if (network.flows().size() < FEWEST_FLOWS) {
                throw new UnfitFlowsException(
                        "%s has %d benign flows to learn from; %d is the fewest, and some thousands from several days are better"
                                .formatted(network.name(), network.flows().size(), FEWEST_FLOWS));
            }
            for (final int feature : MUST_VARY) {
                checkVaries(network, feature);
            }
        }
    }

    private static void checkVaries(final BenignTraffic network, final int feature) throws UnfitFlowsException {
        final Set<Float> values = new HashSet<>();
        network.flows().flows().forEach(flow -> {
            if (!Float.isNaN(flow.feature(feature))) {
                values.add(flow.feature(feature));
            }
        });
        if (values.size() == 1) {
            throw new UnfitFlowsException(
                    "In %s, %s is %s in every flow. Real traffic varies, so the column is wrong: leave it out or mend it"
                            .formatted(
                                    network.name(),
                                    AutoencoderFeatures.all().get(feature).name(),
                                    values.iterator().next()));
        }
    }
}

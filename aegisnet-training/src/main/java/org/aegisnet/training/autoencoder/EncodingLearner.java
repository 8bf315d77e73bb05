package org.aegisnet.training.autoencoder;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.aegisnet.training.data.Flow;

/** Chooses how features are encoded: amounts on fixed knots, and ports with a class of their own for each that the traffic uses often. */
final class EncodingLearner {
    /**
     * The order in which features are read: first the purpose of a flow, then its size. Each feature is judged with knowledge of those before
     * it.
     */
    private static final int[] READING_ORDER = {
        AutoencoderFeatures.DST_PORT,
        AutoencoderFeatures.PROTOCOL,
        AutoencoderFeatures.SRC_PORT,
        AutoencoderFeatures.PACKETS,
        AutoencoderFeatures.BYTES_IN,
        AutoencoderFeatures.BYTES_OUT,
        AutoencoderFeatures.DURATION
    };

    private static final int MAX_LISTED_PORTS = 32;

    /** The share of the traffic that a port has to have for a class of its own. */
    private static final double SHARE_OF_LISTED_PORT = 5e-4;

    /** Port 0 stands for none; then the well-known ports, the registered ones, and the two ranges that systems take source ports from. */
    private static final int[] DESTINATION_PORT_RANGES = {0, 1, 1024, 32768, 49152, 65536};

    /** Which of the ports above the well-known ones a client's system took says nothing. */
    private static final int[] SOURCE_PORT_RANGES = {0, 1, 1024, 65536};

    private static final int[] LISTED_PROTOCOLS = {1, 6, 17};
    private static final int[] PROTOCOL_RANGES = {0, 256};

    FlowEncoding learn(final List<BenignTraffic> networks) {
        final ValueEncoding bytes = KnotEncoding.evenly(1, 0, 65e6, 0.4);
        final List<ValueEncoding> encodings = new ArrayList<>();
        encodings.add(bytes);
        encodings.add(bytes);
        encodings.add(KnotEncoding.evenly(1, 1, 22_000, 0.3));
        encodings.add(KnotEncoding.evenly(1e6, 0, 3.6e9, 0.6));
        encodings.add(ports(networks, AutoencoderFeatures.SRC_PORT, SOURCE_PORT_RANGES));
        encodings.add(ports(networks, AutoencoderFeatures.DST_PORT, DESTINATION_PORT_RANGES));
        encodings.add(new ClassEncoding(LISTED_PROTOCOLS, PROTOCOL_RANGES));
        return new FlowEncoding(READING_ORDER, encodings);
    }

    private static ClassEncoding ports(final List<BenignTraffic> networks, final int feature, final int[] ranges) {
        final Map<Integer, Double> shares = new TreeMap<>();
        double known = 0;
        for (final BenignTraffic network : networks) {
            for (final Flow flow : network.flows().flows()) {
                final float port = flow.feature(feature);
                if (!Float.isNaN(port)) {
                    known += network.weightOfFlow();
                    shares.merge((int) port, network.weightOfFlow(), Double::sum);
                }
            }
        }
        final double least = SHARE_OF_LISTED_PORT * known;
        final int[] listed = shares.entrySet().stream()
                .filter(entry -> entry.getKey() > 0 && entry.getValue() >= least)
                .sorted(Map.Entry.<Integer, Double>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(MAX_LISTED_PORTS)
                .mapToInt(Map.Entry::getKey)
                .sorted()
                .toArray();
        return new ClassEncoding(listed, ranges);
    }
}

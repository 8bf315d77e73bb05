package org.aegisnet.training.autoencoder;

import java.util.List;
import org.aegisnet.scoring.feature.Feature;
import org.aegisnet.scoring.feature.FeatureUnit;

/** The seven features that the autoencoder reads, and their positions in a flow. */
public final class AutoencoderFeatures {
    static final int BYTES_IN = 0;
    static final int BYTES_OUT = 1;
    static final int PACKETS = 2;
    static final int DURATION = 3;
    static final int SRC_PORT = 4;
    static final int DST_PORT = 5;
    static final int PROTOCOL = 6;
    static final int COUNT = 7;

    private static final List<Feature> ALL = List.of(
            new Feature("bytes_in", FeatureUnit.BYTES, true, 0),
            new Feature("bytes_out", FeatureUnit.BYTES, false, 0),
            new Feature("packets", FeatureUnit.PACKETS, true, 0),
            new Feature("duration", FeatureUnit.SECONDS, true, 0),
            new Feature("src_port", FeatureUnit.PORT, false, 0),
            new Feature("dst_port", FeatureUnit.PORT, false, 0),
            new Feature("protocol", FeatureUnit.PROTOCOL, false, 0));

    private AutoencoderFeatures() {}

    /**
     * The features in the order of the model's input. Published flow files lack ports or the protocol, and one half of a NetFlow
     * conversation lacks {@code bytes_out}; those need not be known.
     */
    public static List<Feature> all() {
        return ALL;
    }
}

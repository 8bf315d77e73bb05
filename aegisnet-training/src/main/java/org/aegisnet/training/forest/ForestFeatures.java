package org.aegisnet.training.forest;

import java.util.List;
import java.util.Set;
import org.aegisnet.scoring.feature.Feature;
import org.aegisnet.scoring.feature.FeatureUnit;

/**
 * The eleven CICFlowMeter features of the bundled forest. All versions of CICFlowMeter write them, and they are never infinite and never
 * overflow. The destination port is left out, because it reveals the attacks of published data sets. The two windows tell hosts apart as much as
 * attacks. They are included because a forest without them, made from one extraction of a network, fails on the other extraction.
 */
public final class ForestFeatures {
    /** CICFlowMeter writes -1 if it has seen no TCP window; no other of these features can be negative. */
    private static final double NO_WINDOW = -1;

    private static final String FORWARD_WINDOW = "Init_Win_bytes_forward";
    private static final String BACKWARD_WINDOW = "Init_Win_bytes_backward";

    /** The names of the two features that only TCP flows have. */
    static final Set<String> WINDOWS = Set.of(FORWARD_WINDOW, BACKWARD_WINDOW);

    /** The features in the order of the model's columns. */
    public List<Feature> list() {
        return List.of(
                feature("Flow Duration", FeatureUnit.MICROSECONDS),
                feature("Total Backward Packets", FeatureUnit.PACKETS),
                feature("Total Length of Bwd Packets", FeatureUnit.BYTES),
                feature("Fwd Packet Length Max", FeatureUnit.BYTES),
                feature("Fwd Packet Length Mean", FeatureUnit.BYTES),
                feature("Fwd IAT Std", FeatureUnit.MICROSECONDS),
                feature("Fwd IAT Min", FeatureUnit.MICROSECONDS),
                feature("Bwd IAT Max", FeatureUnit.MICROSECONDS),
                feature("Packet Length Variance", FeatureUnit.NUMBER),
                new Feature(FORWARD_WINDOW, FeatureUnit.BYTES, true, NO_WINDOW),
                new Feature(BACKWARD_WINDOW, FeatureUnit.BYTES, true, NO_WINDOW));
    }

    private static Feature feature(final String name, final FeatureUnit unit) {
        return new Feature(name, unit, true, 0);
    }
}

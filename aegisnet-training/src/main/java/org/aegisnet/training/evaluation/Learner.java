package org.aegisnet.training.evaluation;

import org.aegisnet.training.data.FlowSet;

/** A way to make a detector of flows, to be compared with other ways. */
public interface Learner {
    /** For tables. */
    String name();

    /** Learns, without setting thresholds: for figures that need none. */
    Scorer fit(FlowSet training, long seed);

    /** Learns, and freezes thresholds on flows held out from the given ones; it gets no others. */
    Detector learn(FlowSet training, long seed);
}

package org.aegisnet.training.evaluation;

import org.aegisnet.training.data.FlowSet;

/** Function that gives a score to each flow. */
@FunctionalInterface
public interface Scorer {
    /** A score for each flow, higher if it is more suspicious. */
    double[] scores(FlowSet flows);
}

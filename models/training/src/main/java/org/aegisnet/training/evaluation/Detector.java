package org.aegisnet.training.evaluation;

import org.aegisnet.training.data.FlowSet;

/** A trained model as a judge sees it: it scores flows, and its thresholds are frozen. */
public interface Detector {
    /** A score for each flow, higher where it is more suspicious. */
    double[] scores(FlowSet flows);

    /** The model's own threshold: from this score on a flow is suspicious. */
    double defaultThreshold();

    /** The threshold frozen on held-out benign flows for a rate of false positives, one of {@link BenignScores#FALSE_POSITIVE_RATES}. */
    double threshold(double falsePositiveRate);
}

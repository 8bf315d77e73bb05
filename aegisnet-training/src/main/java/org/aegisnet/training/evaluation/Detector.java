package org.aegisnet.training.evaluation;

/** A trained model as a judge sees it: it scores flows, and its thresholds are frozen. */
public interface Detector extends Scorer {
    /** The model's own threshold: from this score on a flow is suspicious. */
    double defaultThreshold();

    /** The threshold frozen on held-out benign flows for a rate of false positives, one of {@link BenignScores#FALSE_POSITIVE_RATES}. */
    double threshold(double falsePositiveRate);
}

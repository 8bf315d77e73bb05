package org.aegisnet.training.autoencoder;

/** The reconstruction of a flow with its errors. Immutable. */
public final class Reconstruction {
    private final double score;
    private final double[] featureErrors;
    private final double[] expected;

    Reconstruction(final double score, final double[] featureErrors, final double[] expected) {
        this.score = score;
        this.featureErrors = featureErrors.clone();
        this.expected = expected.clone();
    }

    /** The reconstruction error, 0 or more; above 1 for 2 % of the benign flows learnt from, whichever features are known. */
    public double score() {
        return score;
    }

    /** A feature's part of the score, 0 or more; 0 for an unknown feature. All parts sum to the score. */
    public double featureError(final int feature) {
        return featureErrors[feature];
    }

    /**
     * The normal value of a feature, in its unit, given the features read before it. For an amount it is the median. For a port or protocol it
     * is the value that is likelier than all others together, or NaN if such a value does not exist.
     */
    public double expected(final int feature) {
        return expected[feature];
    }
}

package org.aegisnet.processors.scoring;

/** The counts of scored, suspicious and unscored records of one FlowFile. For one thread. */
final class ScoringCounts {
    private long scored;
    private long suspicious;
    private long unscored;
    private double highestScore = Double.NEGATIVE_INFINITY;

    void addScored(final double score, final boolean isSuspicious) {
        scored++;
        if (isSuspicious) {
            suspicious++;
        }
        highestScore = Math.max(highestScore, score);
    }

    void addUnscored() {
        unscored++;
    }

    long read() {
        return scored + unscored;
    }

    long scored() {
        return scored;
    }

    long suspicious() {
        return suspicious;
    }

    long unscored() {
        return unscored;
    }

    /** The highest score; negative infinity if nothing was scored. */
    double highestScore() {
        return highestScore;
    }
}

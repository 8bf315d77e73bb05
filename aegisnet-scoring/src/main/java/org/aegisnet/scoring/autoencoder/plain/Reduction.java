package org.aegisnet.scoring.autoencoder.plain;

/** What becomes of several numbers that become one; in the order of the units. */
enum Reduction {
    SUM(BinaryOperator.ADD, false),
    MEAN(BinaryOperator.ADD, true),
    MAX_SIZE(BinaryOperator.MAXIMUM, false),
    MIN(BinaryOperator.MINIMUM, false);

    private final BinaryOperator operator;
    private final boolean shared;

    Reduction(final BinaryOperator operator, final boolean shared) {
        this.operator = operator;
        this.shared = shared;
    }

    BinaryOperator operator() {
        return operator;
    }

    /** Whether the result is divided by the number of units. */
    boolean shared() {
        return shared;
    }
}

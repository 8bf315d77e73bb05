package org.aegisnet.scoring.autoencoder.plain;

/** A way to reduce several numbers to one, in the order of the units. */
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

    /** Tells whether the result is divided by the number of units. */
    boolean shared() {
        return shared;
    }
}

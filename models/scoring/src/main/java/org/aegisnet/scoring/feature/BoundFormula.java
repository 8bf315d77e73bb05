package org.aegisnet.scoring.feature;

/** A formula whose fields have been found in a record's schema. Immutable. */
final class BoundFormula {
    private final int[] positions;
    private final double factor;

    /**
     * @param positions of the fields to sum
     * @param factor to the feature's unit
     */
    BoundFormula(final int[] positions, final double factor) {
        this.positions = positions.clone();
        this.factor = factor;
    }

    int summands() {
        return positions.length;
    }

    int position(final int summand) {
        return positions[summand];
    }

    double factor() {
        return factor;
    }
}

package org.aegisnet.scoring.feature;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A feature with all the ways that records of a schema offer to get it, best first. A schema has the fields of all its records, and one
 * record may have few of them. So a record that lacks a value for one way is tried with the next one. Immutable.
 */
final class BoundFeature {
    private final BoundFormula[] ways;

    /** @param ways one or more */
    BoundFeature(final List<BoundFormula> ways) {
        this.ways = ways.toArray(BoundFormula[]::new);
    }

    /** The feature's value, or NaN. It is never infinite and never outside of its bounds. */
    double evaluate(final FlowValues values) {
        final double first = ways[0].evaluate(values);
        return Double.isNaN(first) && ways.length > 1 ? way(values).evaluate(values) : first;
    }

    /** Tells whether the record lacks a value for every way. */
    boolean isMissing(final FlowValues values) {
        return way(values).missingPosition(values).isPresent();
    }

    /** Tells whether the record names a protocol that is not one of IP, such as ARP, so that it is not a flow. */
    boolean isOutsideIp(final FlowValues values) {
        return way(values).isOutsideIp(values);
    }

    /** The reason that the record's values are impossible, as {@link BoundFormula#impossible} tells it. */
    Optional<String> impossible(final FlowValues values) {
        return way(values).impossible(values);
    }

    /** The first field that keeps the feature from having a value because it has none itself. */
    OptionalInt missingPosition(final FlowValues values) {
        return way(values).missingPosition(values);
    }

    /** The fault of a record's values, as {@link BoundFormula#fault} tells it. */
    String fault(final FlowValues values) {
        return way(values).fault(values);
    }

    /** The value of the first field that the feature comes from, as the record holds it, or null if it has none. */
    Object firstValue(final FlowValues values) {
        return way(values).firstValue(values);
    }

    /** The first way whose fields all have values, or the best way if a value is missing for all. */
    private BoundFormula way(final FlowValues values) {
        for (final BoundFormula way : ways) {
            if (way.missingPosition(values).isEmpty()) {
                return way;
            }
        }
        return ways[0];
    }
}

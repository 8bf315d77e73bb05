package org.aegisnet.scoring.feature;

import java.util.List;

/**
 * One field in a formula. Immutable.
 *
 * @param names the names the field goes by in records, best first; the first one found is used
 * @param factor from the field's unit to the feature's, for example 1e-6 from microseconds to seconds; negative where the field is subtracted
 * @param reading how the field's value becomes a number
 * @param quantity the bounds of the field's value in the feature's unit
 */
record Term(List<String> names, double factor, Reading reading, Quantity quantity) {
    Term {
        names = List.copyOf(names);
    }

    static Term of(final String... names) {
        return new Term(List.of(names), 1, Reading.NUMBER, Quantity.NUMBER);
    }

    Term times(final double more) {
        return new Term(names, factor * more, reading, quantity);
    }

    Term read(final Reading otherReading) {
        return new Term(names, factor, otherReading, quantity);
    }

    Term of(final Quantity otherQuantity) {
        return new Term(names, factor, reading, otherQuantity);
    }
}

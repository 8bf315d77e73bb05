package org.aegisnet.scoring.feature;

import java.util.List;

/** One field in a formula. Immutable. */
final class Term {
    private final List<String> names;
    private final List<String> keys;
    private final double factor;
    private final Reading reading;
    private final Quantity quantity;

    private Term(
            final List<String> names,
            final List<String> keys,
            final double factor,
            final Reading reading,
            final Quantity quantity) {
        this.names = names;
        this.keys = keys;
        this.factor = factor;
        this.reading = reading;
        this.quantity = quantity;
    }

    /** A number as it stands in the first field that has a value. */
    static Term of(final String... names) {
        final List<String> all = List.of(names);
        return new Term(all, all.stream().map(FieldIndex::key).distinct().toList(), 1, Reading.NUMBER, Quantity.NUMBER);
    }

    Term times(final double more) {
        return new Term(names, keys, factor * more, reading, quantity);
    }

    Term read(final Reading otherReading) {
        return new Term(names, keys, factor, otherReading, quantity);
    }

    Term of(final Quantity otherQuantity) {
        return new Term(names, keys, factor, reading, otherQuantity);
    }

    /** The names of the field in records, best first; the first one that has a value is used. */
    List<String> names() {
        return names;
    }

    /** The names without case, blanks and punctuation ({@link FieldIndex#key}), each one once. */
    List<String> keys() {
        return keys;
    }

    /** From the field's unit to the feature's, for example 1e-6 from microseconds to seconds; negative where the field is subtracted. */
    double factor() {
        return factor;
    }

    /** The way to read the field's value as a number. */
    Reading reading() {
        return reading;
    }

    /** The bounds of the field's value in the feature's unit. */
    Quantity quantity() {
        return quantity;
    }
}

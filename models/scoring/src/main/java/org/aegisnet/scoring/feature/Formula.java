package org.aegisnet.scoring.feature;

import java.util.List;

/**
 * How a vocabulary gets a feature out of a record's fields: the sum of one or more fields, times a factor that brings it to the feature's
 * unit. Immutable.
 *
 * @param summands for each summand the names it goes by in records; the first name found is used
 * @param factor from the field's unit to the feature's, for example 1e-6 from microseconds to seconds
 */
record Formula(List<List<String>> summands, double factor) {
    Formula {
        summands = summands.stream().map(List::copyOf).toList();
    }

    static Formula field(final String... names) {
        return new Formula(List.of(List.of(names)), 1);
    }

    static Formula scaled(final double factor, final String... names) {
        return new Formula(List.of(List.of(names)), factor);
    }

    static Formula sum(final List<String> first, final List<String> second) {
        return new Formula(List.of(first, second), 1);
    }
}

package org.aegisnet.scoring.feature;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The field names from which some vocabulary reads a number, whatever their case, blanks and punctuation. Immutable. */
public final class NumericFieldNames {
    private final Map<String, Kind> kinds = new HashMap<>();

    /** Kind of number. */
    public enum Kind {
        /** Whole numbers: counts, ports, protocols. */
        WHOLE,
        /** Any numbers, such as durations, rates and means. */
        DECIMAL
    }

    /** @param vocabularies whose names are known */
    public NumericFieldNames(final List<Vocabulary> vocabularies) {
        for (final Vocabulary vocabulary : vocabularies) {
            vocabulary
                    .terms()
                    .filter(NumericFieldNames::isNumber)
                    .forEach(term -> term.names()
                            .forEach(
                                    name -> kinds.merge(FieldIndex.key(name), kindOf(term), NumericFieldNames::wider)));
        }
    }

    /** A point in time is read as a number only if a duration is computed from it. */
    private static boolean isNumber(final Term term) {
        return term.quantity() != Quantity.TEXT && (!term.reading().isTime() || term.reading() == Reading.TIME);
    }

    private static Kind kindOf(final Term term) {
        return term.reading() != Reading.TIME
                        && Math.abs(term.factor()) == 1
                        && term.quantity().isWhole()
                ? Kind.WHOLE
                : Kind.DECIMAL;
    }

    private static Kind wider(final Kind one, final Kind other) {
        return one == other ? one : Kind.DECIMAL;
    }

    /** The kind of the numbers in a field of this name; empty if no vocabulary reads numbers from it. */
    public Optional<Kind> kindOf(final String name) {
        return Optional.ofNullable(kinds.get(FieldIndex.key(name)));
    }
}

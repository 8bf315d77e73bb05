package org.aegisnet.scoring.feature;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Finds a record's fields by the names that vocabularies use. Case, blanks and punctuation do not count: {@code " Flow Duration"},
 * {@code flow_duration} and {@code Flow Duration} are one name. A field of a nested record goes by its path, {@code flow.bytes_toserver}. Where a record holds a name twice, the first field is meant. Immutable.
 */
public final class FieldIndex {
    private final List<String> names;
    private final Map<String, Integer> positions;

    /** @param names the record's field names, in the order of its values */
    public FieldIndex(final List<String> names) {
        this.names = List.copyOf(names);
        this.positions = HashMap.newHashMap(names.size());
        for (int position = 0; position < names.size(); position++) {
            positions.putIfAbsent(fold(names.get(position)), position);
        }
    }

    /** The position of a field. */
    public OptionalInt position(final String name) {
        final Integer position = positions.get(fold(name));
        return position == null ? OptionalInt.empty() : OptionalInt.of(position);
    }

    /** The position of the first of some names that a record has. */
    OptionalInt firstPosition(final List<String> fieldNames) {
        return fieldNames.stream()
                .map(this::position)
                .flatMapToInt(OptionalInt::stream)
                .findFirst();
    }

    /** The name of a field as the record spells it, without blanks around it. */
    public String name(final int position) {
        return names.get(position).strip();
    }

    private static String fold(final String name) {
        final StringBuilder folded = new StringBuilder(name.length());
        name.toLowerCase(Locale.ROOT)
                .codePoints()
                .filter(Character::isLetterOrDigit)
                .forEach(folded::appendCodePoint);
        return folded.toString();
    }
}

package org.aegisnet.scoring.feature;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Index of a record's fields by the names that vocabularies use. Case, blanks and punctuation do not count: {@code " Flow Duration"},
 * {@code flow_duration} and {@code Flow Duration} are one name. A field of a nested record is named by its path, {@code flow.bytes_toserver}. If
 * a record holds a name more than once, the first of these fields that has a value counts. {@link #contradiction} tells whether the others have
 * a different value. Immutable.
 */
public final class FieldIndex {
    private static final int MAX_QUOTE = 40;
    private static final int[] ALONE = {};

    private final List<String> names;
    private final Map<String, Integer> positions;
    private final Map<Integer, int[]> namesakes;

    /** @param names the record's field names, in the order of its values */
    public FieldIndex(final List<String> names) {
        this.names = List.copyOf(names);
        this.positions = HashMap.newHashMap(names.size());
        final Map<Integer, List<Integer>> later = new HashMap<>();
        for (int position = 0; position < names.size(); position++) {
            final Integer first = positions.putIfAbsent(fold(names.get(position)), position);
            if (first != null) {
                later.computeIfAbsent(first, any -> new ArrayList<>()).add(position);
            }
        }
        this.namesakes = HashMap.newHashMap(later.size());
        later.forEach((first, others) ->
                namesakes.put(first, others.stream().mapToInt(Integer::intValue).toArray()));
    }

    /** The position of a field; the first where the record holds the name more than once. */
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

    /** Tells whether the record holds the name of a field found by {@link #position} only once. */
    public boolean isAlone(final int position) {
        return !namesakes.containsKey(position);
    }

    /** The value of a field found by {@link #position}: where it is empty, that of the next field of its name. */
    Object valueAt(final int position, final FlowValues values) {
        final Object value = values.valueAt(position);
        if (namesakes.isEmpty() || !isEmpty(value)) {
            return value;
        }
        for (final int other : namesakes.getOrDefault(position, ALONE)) {
            final Object otherValue = values.valueAt(other);
            if (!isEmpty(otherValue)) {
                return otherValue;
            }
        }
        return value;
    }

    /**
     * Two fields of one name that have different values.
     *
     * @param position found by {@link #position}
     * @return a sentence that names both fields; empty where the record does not contradict itself
     */
    public Optional<String> contradiction(final int position, final FlowValues values) {
        if (isAlone(position)) {
            return Optional.empty();
        }
        int known = position;
        for (final int other : namesakes.get(position)) {
            final Object value = values.valueAt(known);
            final Object otherValue = values.valueAt(other);
            if (isEmpty(value)) {
                known = other;
            } else if (!isEmpty(otherValue) && !isSame(value, otherValue)) {
                return Optional.of("%s is %s and %s is %s, but both names mean the same field; keep the right one"
                        .formatted(name(known), shortened(value), name(other), shortened(otherValue)));
            }
        }
        return Optional.empty();
    }

    private static boolean isEmpty(final Object value) {
        return value == null
                || (value instanceof CharSequence text && text.toString().isBlank());
    }

    private static boolean isSame(final Object one, final Object other) {
        final String text = one.toString().strip();
        final String otherText = other.toString().strip();
        if (text.equalsIgnoreCase(otherText)) {
            return true;
        }
        // NaN is the same as nothing.
        return NumberText.parse(text, FeatureUnit.NUMBER) == NumberText.parse(otherText, FeatureUnit.NUMBER);
    }

    /** A value as a sentence may quote it. */
    static String shortened(final Object value) {
        final String text = value.toString();
        return text.length() > MAX_QUOTE ? text.substring(0, MAX_QUOTE) + "…" : text;
    }

    /** Tells whether two names are the same, apart from case, blanks and punctuation. */
    static boolean isOneName(final String name, final String other) {
        return fold(name).equals(fold(other));
    }

    /** A name in lower case without blanks and punctuation. */
    static String folded(final String name) {
        return fold(name);
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

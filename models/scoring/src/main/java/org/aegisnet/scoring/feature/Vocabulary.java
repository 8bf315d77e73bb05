package org.aegisnet.scoring.feature;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The names, units and directions in which one kind of exporter writes flows, and how a model's features come out of them. Immutable.
 */
public final class Vocabulary {
    private final String name;
    private final Map<String, List<Formula>> formulas;

    /**
     * @param name as a user reads it, for example {@code CICFlowMeter}
     * @param formulas for each feature the ways to get it, best first
     */
    Vocabulary(final String name, final Map<String, List<Formula>> formulas) {
        this.name = name;
        this.formulas = Map.copyOf(formulas);
    }

    /** The name as a user reads it. */
    public String name() {
        return name;
    }

    /** This vocabulary, but with a feature taken as it stands from a field of the user's choice. */
    public Vocabulary withField(final String feature, final String field) {
        final Map<String, List<Formula>> changed = new HashMap<>(formulas);
        changed.put(feature, List.of(Formula.field(field)));
        return new Vocabulary(name, changed);
    }

    /** Whether records of this vocabulary can supply a feature. */
    public boolean knows(final Feature feature) {
        return formulas.containsKey(feature.name());
    }

    /** The first formula whose fields the record has, all of them. */
    Optional<BoundFormula> bind(final Feature feature, final FieldIndex fields) {
        for (final Formula formula : formulasFor(feature)) {
            final Optional<BoundFormula> bound = bind(formula, fields);
            if (bound.isPresent()) {
                return bound;
            }
        }
        return Optional.empty();
    }

    /** A feature that no vocabulary knows, of a user's own model, comes from the field of its name. */
    private List<Formula> formulasFor(final Feature feature) {
        return formulas.getOrDefault(feature.name(), List.of(Formula.field(feature.name())));
    }

    private static Optional<BoundFormula> bind(final Formula formula, final FieldIndex fields) {
        final int[] positions = new int[formula.summands().size()];
        for (int summand = 0; summand < positions.length; summand++) {
            final OptionalInt position = formula.summands().get(summand).stream()
                    .map(fields::position)
                    .flatMapToInt(OptionalInt::stream)
                    .findFirst();
            if (position.isEmpty()) {
                return Optional.empty();
            }
            positions[summand] = position.getAsInt();
        }
        return Optional.of(new BoundFormula(positions, formula.factor()));
    }

    /** The field names that would supply a feature, for a sentence that tells a user what is missing. */
    List<String> namesFor(final Feature feature) {
        final List<String> names = new ArrayList<>();
        for (final Formula formula : formulasFor(feature)) {
            names.add(String.join(
                    " + ", formula.summands().stream().map(List::getFirst).toList()));
        }
        return names;
    }
}

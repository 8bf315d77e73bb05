package org.aegisnet.scoring.feature;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/**
 * The way from records of one schema to the features of one model: found once, used for every record. Immutable.
 *
 * <p>A value that is missing, not a number, not finite, or outside of its bounds ({@link Quantity}) is never replaced. The record cannot be
 * scored, and {@link #extract} gives the reason. The bounds also hold for the other facts of a flow, if they are numbers. For example, a record
 * with an impossible port is not a flow, even to a model that does not use ports. Only a feature that the model does not require may be missing;
 * it becomes NaN. The port field of an ICMP flow also becomes NaN if it does not hold a port.
 */
public final class FeatureMapping {
    private final List<Feature> features;
    private final FieldIndex fields;
    private final Vocabulary vocabulary;
    private final BoundFormula[] formulas;
    private final Optional<String> gap;
    private final FactCheck facts;

    private FeatureMapping(final List<Feature> features, final FieldIndex fields, final Vocabulary vocabulary) {
        this.features = List.copyOf(features);
        this.fields = fields;
        this.vocabulary = vocabulary;
        this.formulas = new BoundFormula[features.size()];
        for (int column = 0; column < formulas.length; column++) {
            formulas[column] = vocabulary.bind(features.get(column), fields).orElse(null);
        }
        this.gap = describeGap();
        this.facts = new FactCheck(
                vocabulary, fields, features.stream().map(Feature::name).collect(Collectors.toSet()));
    }

    /**
     * Maps with the vocabulary that supplies most of the features the model requires, then most of all its features. Among equals, it takes the
     * vocabulary that knows most of them by name, then the earliest.
     *
     * @param vocabularies one or more
     * @param fields of the records' schema
     */
    public static FeatureMapping detect(
            final List<Feature> features, final List<Vocabulary> vocabularies, final FieldIndex fields) {
        FeatureMapping best = new FeatureMapping(features, fields, vocabularies.getFirst());
        for (final Vocabulary vocabulary : vocabularies.subList(1, vocabularies.size())) {
            final FeatureMapping other = new FeatureMapping(features, fields, vocabulary);
            final long more = other.supplied() - best.supplied();
            if (more > 0 || (more == 0 && other.known() > best.known())) {
                best = other;
            }
        }
        return best;
    }

    private long supplied() {
        long weight = 0;
        for (int column = 0; column < formulas.length; column++) {
            if (formulas[column] != null) {
                weight += features.get(column).required() ? features.size() + 1L : 1;
            }
        }
        return weight;
    }

    /** The features that the vocabulary itself tells the bounds and facts of; any vocabulary takes an unknown feature from the field of its name. */
    private long known() {
        return supplied() == 0 ? 0 : features.stream().filter(vocabulary::knows).count();
    }

    /** The vocabulary in use. */
    public Vocabulary vocabulary() {
        return vocabulary;
    }

    /** The required features that no field of the records supplies; empty where every record with sound values can be scored. */
    public List<Feature> missing() {
        final List<Feature> missing = new ArrayList<>();
        for (int column = 0; column < formulas.length; column++) {
            if (formulas[column] == null && features.get(column).required()) {
                missing.add(features.get(column));
            }
        }
        return missing;
    }

    private Optional<String> describeGap() {
        final List<Feature> missing = missing();
        if (missing.isEmpty()) {
            return Optional.empty();
        }
        final StringJoiner sentence = new StringJoiner(", ", "No field supplies ", "");
        for (final Feature feature : missing) {
            final List<String> names = vocabulary.namesFor(feature);
            sentence.add(
                    names.isEmpty() || names.equals(List.of(feature.name()))
                            ? feature.name()
                            : "%s (%s)".formatted(feature.name(), String.join(" or ", names)));
        }
        return Optional.of(sentence.toString());
    }

    /**
     * Takes the features out of a record.
     *
     * @param values the record's values
     * @param flow receives one value for each feature, in the model's order; undefined where a reason is returned
     * @return why the record cannot be scored, naming fields and features; empty where it can
     */
    public Optional<String> extract(final FlowValues values, final float[] flow) {
        if (gap.isPresent()) {
            return gap;
        }
        StringJoiner faults = null;
        for (int column = 0; column < formulas.length; column++) {
            final String fault = extract(values, column, flow);
            if (fault != null) {
                faults = faults == null ? new StringJoiner("; ") : faults;
                faults.add(fault);
            }
        }
        if (faults == null) {
            return facts.fault(values);
        }
        return faults == null ? Optional.empty() : Optional.of(faults.toString());
    }

    /** Null where the feature was taken; an Optional for each of a record's features would be most of the work. */
    private String extract(final FlowValues values, final int column, final float[] flow) {
        final Feature feature = features.get(column);
        final BoundFormula formula = formulas[column];
        if (formula == null) {
            flow[column] = Float.NaN;
            return null;
        }
        final double value = formula.evaluate(values);
        if (Double.isNaN(value)) {
            return withoutValue(values, column, flow);
        }
        final float single = (float) value;
        if (single < feature.minimum() || Float.isInfinite(single)) {
            return "%s is %s, which cannot be".formatted(feature.name(), value);
        }
        flow[column] = single;
        return null;
    }

    /** Null where the model can do without. */
    private String withoutValue(final FlowValues values, final int column, final float[] flow) {
        final Feature feature = features.get(column);
        final BoundFormula formula = formulas[column];
        final Optional<String> impossible = formula.impossible(values);
        if (impossible.isPresent()) {
            if (feature.required() || feature.unit() != FeatureUnit.PORT || !facts.isIcmp(values)) {
                return impossible.get();
            }
        } else {
            final OptionalInt missing = formula.missingPosition(values);
            if (missing.isEmpty()) {
                return formula.fault(values);
            }
            if (feature.required()) {
                return "%s is empty".formatted(fields.name(missing.getAsInt()));
            }
        }
        flow[column] = Float.NaN;
        return null;
    }
}

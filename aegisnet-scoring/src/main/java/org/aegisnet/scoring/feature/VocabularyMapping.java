package org.aegisnet.scoring.feature;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The way from records of one schema to the features of one model, in the words of one vocabulary. Immutable. */
final class VocabularyMapping {
    private static final int NONE = -1;

    private final VocabularyFit fit;
    private final List<Feature> features;
    private final FieldIndex fields;
    private final Optional<String> gap;
    private final FactCheck facts;
    private final int[] portColumns;
    private final int protocolColumn;
    private final int[] known;
    private final int[] contrary;
    private final int[] support;

    VocabularyMapping(final VocabularyFit fit, final List<Feature> features, final FieldIndex fields) {
        this.fit = fit;
        this.features = List.copyOf(features);
        this.fields = fields;
        this.gap = describeGap();
        this.facts = new FactCheck(
                vocabulary(), fields, features.stream().map(Feature::name).collect(Collectors.toSet()));
        this.portColumns = columns(Quantity.PORT).toArray();
        this.protocolColumn = columns(Quantity.PROTOCOL).findFirst().orElse(NONE);
        this.known = fit.known().stream().toArray();
        this.contrary = fit.contrary().stream().toArray();
        this.support = fit.support().stream().toArray();
    }

    private IntStream columns(final Quantity quantity) {
        return IntStream.range(0, features.size())
                .filter(column -> formula(column) != null && vocabulary().quantityOf(features.get(column)) == quantity);
    }

    /** Null where no field of the records supplies the feature. */
    private BoundFeature formula(final int column) {
        return fit.formulas()[column];
    }

    Vocabulary vocabulary() {
        return fit.vocabulary();
    }

    /** The positions of the fields that the vocabulary names. */
    BitSet known() {
        return fit.known();
    }

    /** The required features that no field of the records supplies; empty where every record with sound values can be scored. */
    List<Feature> missing() {
        final List<Feature> missing = new ArrayList<>();
        for (int column = 0; column < features.size(); column++) {
            if (formula(column) == null && features.get(column).required()) {
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
            final List<String> names = vocabulary().namesFor(feature);
            sentence.add(
                    names.isEmpty() || names.equals(List.of(feature.name()))
                            ? feature.name()
                            : "%s (%s)".formatted(feature.name(), String.join(" or ", names)));
        }
        return Optional.of(sentence.toString());
    }

    /**
     * The evidence in a record that it is in this vocabulary. The required features that it has a value for count most, then the vocabulary's fields
     * that have a value. Of equals, an earlier vocabulary counts more.
     *
     * @return -1 if the record also has a field beside which the vocabulary's names mean another thing, or lacks the fields that it needs
     */
    long evidence(final FlowValues values) {
        if (hasAny(contrary, values) || (vocabulary().needsSupport() && !hasAny(support, values))) {
            return NONE;
        }
        int supplied = 0;
        for (int column = 0; column < features.size(); column++) {
            if (features.get(column).required() && hasFeature(column, values)) {
                supplied++;
            }
        }
        int named = 0;
        for (final int position : known) {
            if (hasValue(position, values)) {
                named++;
            }
        }
        return ((long) supplied << Integer.SIZE) + ((long) named << Short.SIZE) + Short.MAX_VALUE - fit.order();
    }

    private boolean hasAny(final int[] positions, final FlowValues values) {
        for (final int position : positions) {
            if (hasValue(position, values)) {
                return true;
            }
        }
        return false;
    }

    /** Tells whether a record has a value for every feature that the model requires. */
    boolean suppliesRequired(final FlowValues values) {
        for (int column = 0; column < features.size(); column++) {
            if (features.get(column).required() && !hasFeature(column, values)) {
                return false;
            }
        }
        return true;
    }

    private boolean hasFeature(final int column, final FlowValues values) {
        return formula(column) != null && !formula(column).isMissing(values);
    }

    private boolean hasValue(final int position, final FlowValues values) {
        return !FieldIndex.isEmpty(
                fields.valueAt(position, values), vocabulary().missingMarkers());
    }

    /**
     * Takes the features out of a record.
     *
     * @param flow receives one value for each feature, in the model's order; undefined where a reason is returned
     * @return the reason that the record cannot be scored, naming fields and features; empty where it can
     */
    Optional<String> extract(final FlowValues values, final float[] flow) {
        if (gap.isPresent()) {
            return gap;
        }
        StringJoiner faults = null;
        for (int column = 0; column < features.size(); column++) {
            final String fault = extract(values, column, flow);
            if (fault != null) {
                faults = faults == null ? new StringJoiner("; ") : faults;
                faults.add(fault);
            }
        }
        if (faults != null) {
            return Optional.of(faults.toString());
        }
        if (portColumns.length > 0 && isIcmp(values, flow)) {
            for (final int column : portColumns) {
                if (features.get(column).required()) {
                    return Optional.of(
                            "%s is empty".formatted(features.get(column).name()));
                }
                flow[column] = Float.NaN;
            }
        }
        return facts.fault(values);
    }

    private boolean isIcmp(final FlowValues values, final float[] flow) {
        return protocolColumn == NONE ? facts.isIcmp(values) : IcmpPorts.isIcmp(flow[protocolColumn]);
    }

    /** Null where the feature was taken; an Optional for each of a record's features would be most of the work. */
    private String extract(final FlowValues values, final int column, final float[] flow) {
        final BoundFeature formula = formula(column);
        if (formula == null) {
            flow[column] = Float.NaN;
            return null;
        }
        final double value = formula.evaluate(values);
        if (Double.isNaN(value)) {
            return withoutValue(values, column, flow);
        }
        final float single = (float) value;
        if (single < features.get(column).minimum() || Float.isInfinite(single)) {
            return "%s is %s, which cannot be".formatted(features.get(column).name(), value);
        }
        flow[column] = single;
        return null;
    }

    /** Null where the model can do without. */
    private String withoutValue(final FlowValues values, final int column, final float[] flow) {
        final Feature feature = features.get(column);
        final BoundFeature formula = formula(column);
        final Optional<String> impossible = formula.impossible(values);
        if (impossible.isPresent()) {
            if (feature.required() || feature.unit() != FeatureUnit.PORT || !facts.isIcmp(values)) {
                return impossible.get();
            }
        } else if (feature.required() || formula.isOutsideIp(values)) {
            final OptionalInt missing = formula.missingPosition(values);
            return missing.isPresent()
                    ? "%s is empty".formatted(fields.name(missing.getAsInt()))
                    : formula.fault(values);
        }
        flow[column] = Float.NaN;
        return null;
    }
}

package org.aegisnet.training.data;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.aegisnet.scoring.feature.Feature;

/**
 * Flows as rows of the same features, in the order of their files and lines. Immutable.
 *
 * @param features the columns of every flow
 * @param flows the rows
 */
public record FlowSet(List<Feature> features, List<Flow> flows) {
    private static final MathContext FIVE_DIGITS = new MathContext(5);

    public FlowSet {
        features = List.copyOf(features);
        flows = List.copyOf(flows);
    }

    public int size() {
        return flows.size();
    }

    /** The flows that fulfil a condition, in the same order. */
    public FlowSet where(final Predicate<Flow> condition) {
        return new FlowSet(features, flows.stream().filter(condition).toList());
    }

    /** The flows known to be harmless. */
    public FlowSet benign() {
        return where(flow -> flow.label().isBenign());
    }

    /** The flows known to be attacks. */
    public FlowSet attacks() {
        return where(flow -> flow.label().isAttack());
    }

    /** The flows of one file. */
    public FlowSet from(final String source) {
        return where(flow -> flow.source().equals(source));
    }

    /**
     * These flows, then the other's.
     *
     * @throws IllegalArgumentException if the features differ
     */
    public FlowSet and(final FlowSet other) {
        if (!features.equals(other.features)) {
            throw new IllegalArgumentException("Flows of other features cannot be added to these");
        }
        final List<Flow> both = new ArrayList<>(flows);
        both.addAll(other.flows);
        return new FlowSet(features, both);
    }

    /** The first of flows that have the same label and the same features, so that a model cannot tell them apart. */
    public FlowSet distinct() {
        final Set<List<Object>> seen = new HashSet<>();
        return where(flow -> {
            final List<Object> key = new ArrayList<>();
            key.add(flow.label());
            for (final float value : flow.features()) {
                key.add(value);
            }
            return seen.add(key);
        });
    }

    /**
     * The flows whose features, rounded to five digits, differ from those of every flow in the other set. Rounding is needed because files that
     * were published twice are rounded differently.
     */
    public FlowSet without(final FlowSet other) {
        final Set<List<Float>> left = new HashSet<>();
        other.flows.forEach(flow -> left.add(rounded(flow)));
        return where(flow -> !left.contains(rounded(flow)));
    }

    private static List<Float> rounded(final Flow flow) {
        final List<Float> values = new ArrayList<>();
        for (final float value : flow.features()) {
            values.add(
                    Float.isFinite(value)
                            ? new BigDecimal(value).round(FIVE_DIGITS).floatValue() + 0f
                            : value);
        }
        return values;
    }

    /**
     * The same flows with fewer columns.
     *
     * @param names of the features to leave out; names that these flows do not have are ignored
     */
    public FlowSet withoutFeatures(final Set<String> names) {
        if (names.isEmpty()) {
            return this;
        }
        final int[] kept = IntStream.range(0, features.size())
                .filter(column -> !names.contains(features.get(column).name()))
                .toArray();
        return new FlowSet(
                IntStream.of(kept).mapToObj(features::get).toList(),
                flows.stream().map(flow -> flow.withColumns(kept)).toList());
    }

    /** The features of all flows: [flows][features], a copy. */
    public float[][] matrix() {
        return flows.stream().map(Flow::features).toArray(float[][]::new);
    }
}

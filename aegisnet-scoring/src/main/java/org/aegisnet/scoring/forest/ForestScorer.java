package org.aegisnet.scoring.forest;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.aegisnet.scoring.engine.BatchScorer;
import org.aegisnet.scoring.engine.FeatureBatch;
import org.aegisnet.scoring.explain.Reason;
import org.aegisnet.scoring.feature.Feature;
import org.aegisnet.scoring.model.ModelMetadata;

/** Scores batches with a flat forest; everything it needs for a batch is made once. For one thread. */
final class ForestScorer implements BatchScorer {
    private final ModelMetadata metadata;
    private final FlatForest forest;
    private final ForestOutput output;
    private final FeatureBatch batch;
    private final ForestSums forestSums;
    private final double[] sums;

    ForestScorer(final ModelMetadata metadata, final FlatForest forest, final ForestOutput output, final int rows) {
        this.metadata = metadata;
        this.forest = forest;
        this.output = output;
        this.batch = new FeatureBatch(metadata.features().size(), rows);
        this.forestSums = new ForestSums(forest, batch.capacity());
        this.sums = new double[batch.capacity()];
    }

    @Override
    public FeatureBatch batch() {
        return batch;
    }

    @Override
    public void score(final int rows) {
        forestSums.sum(batch, rows, sums);
    }

    @Override
    public double scoreOf(final int row) {
        return output.probability(sums[row]);
    }

    @Override
    public List<List<Reason>> explain(final int[] rows, final int limit) {
        final Optional<List<Float>> referenceFlow = metadata.referenceFlow();
        if (referenceFlow.isEmpty()) {
            return Collections.nCopies(rows.length, List.of());
        }
        final List<Float> reference = referenceFlow.get();
        final FeatureBatch referenceBatch = new FeatureBatch(reference.size(), 1);
        final float[] referenceValues = new float[reference.size()];
        for (int feature = 0; feature < reference.size(); feature++) {
            referenceValues[feature] = reference.get(feature);
        }
        referenceBatch.put(0, referenceValues);
        final OrderedFloatBlock sortableReference = new OrderedFloatBlock(forest, 1);
        sortableReference.put(referenceBatch, 0, 0);
        final double[] referenceSum = new double[1];
        new ForestSums(forest, 1).sum(referenceBatch, 1, referenceSum);
        final OrderedFloatBlock sortableFlow = new OrderedFloatBlock(forest, 1);
        final BaselineShapley shapley = new BaselineShapley(forest, sortableReference);
        final List<List<Reason>> reasons = new ArrayList<>(rows.length);
        for (final int row : rows) {
            final double scale = probabilityPerSum(sums[row], referenceSum[0]);
            sortableFlow.put(batch, row, 0);
            reasons.add(reasons(row, shapley.explain(sortableFlow), scale, reference, limit));
        }
        return reasons;
    }

    /** Of a forest in log-odds the parts are brought to probabilities in proportion, so that they sum to the difference all the same. */
    private double probabilityPerSum(final double sum, final double referenceSum) {
        if (!output.logistic() || sum == referenceSum) {
            return output.complement() ? -1 : 1;
        }
        return (output.probability(sum) - output.probability(referenceSum)) / (sum - referenceSum);
    }

    private List<Reason> reasons(
            final int row, final double[] parts, final double scale, final List<Float> reference, final int limit) {
        final List<Integer> strongest = new ArrayList<>(parts.length);
        for (int column = 0; column < parts.length; column++) {
            if (parts[column] * scale != 0) {
                strongest.add(column);
            }
        }
        strongest.sort(Comparator.comparingDouble((Integer column) -> parts[column] * scale)
                .reversed());
        return strongest.stream()
                .limit(limit)
                .map(column -> reason(row, column, parts[column] * scale, reference.get(column)))
                .toList();
    }

    private Reason reason(final int row, final int column, final double part, final double expected) {
        final Feature feature = metadata.features().get(column);
        final double seen = batch.get(row, column);
        final String text = String.format(
                Locale.ROOT,
                "%s, typically %s (%+.2f)",
                feature.describe(seen),
                feature.unit().format(expected),
                part);
        return new Reason(feature.name(), part, seen, expected, text);
    }

    @Override
    public void close() {
        // Nothing of it is native but the batch's buffer, which the garbage collector takes.
    }
}

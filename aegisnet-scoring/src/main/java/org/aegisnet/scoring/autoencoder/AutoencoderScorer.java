package org.aegisnet.scoring.autoencoder;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.aegisnet.scoring.engine.BatchScorer;
import org.aegisnet.scoring.engine.FeatureBatch;
import org.aegisnet.scoring.explain.Reason;
import org.aegisnet.scoring.feature.Feature;
import org.aegisnet.scoring.model.ModelMetadata;

/** Scores batches with a graph and puts its errors into words. For one thread; owns the graph that is open for it. */
final class AutoencoderScorer implements BatchScorer {
    /** Reasons are computed this many flows at a time. */
    static final int EXPLAINED_AT_ONCE = 64;

    /** A feature with less of the error explains nothing to anybody. */
    private static final double MIN_SHARE = 0.05;

    private final ModelMetadata metadata;
    private final GraphSession graph;
    private final FeatureBatch batch;
    private final FeatureBatch explainedBatch;
    private boolean closed;

    AutoencoderScorer(final ModelMetadata metadata, final GraphSession graph) {
        this.metadata = metadata;
        this.graph = graph;
        this.batch = graph.batch();
        this.explainedBatch = graph.explained();
    }

    @Override
    public FeatureBatch batch() {
        return batch;
    }

    @Override
    public void score(final int rows) {
        checkOpen();
        if (rows > 0) {
            graph.score(rows);
        }
    }

    @Override
    public double scoreOf(final int row) {
        return graph.scoreOf(row);
    }

    @Override
    public List<List<Reason>> explain(final int[] rows, final int limit) {
        checkOpen();
        final List<List<Reason>> reasons = new ArrayList<>(rows.length);
        final float[] flow = new float[batch.features()];
        for (int start = 0; start < rows.length; start += EXPLAINED_AT_ONCE) {
            final int count = Math.min(EXPLAINED_AT_ONCE, rows.length - start);
            for (int i = 0; i < count; i++) {
                batch.copyRow(rows[start + i], flow);
                explainedBatch.put(i, flow);
            }
            graph.reconstruct(count);
            for (int i = 0; i < count; i++) {
                reasons.add(reasons(i, limit));
            }
        }
        return reasons;
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("This scorer of model %s has been closed".formatted(metadata.id()));
        }
    }

    private List<Reason> reasons(final int explained, final int limit) {
        final List<Feature> features = metadata.features();
        double total = 0;
        for (int column = 0; column < features.size(); column++) {
            total += graph.featureError(explained, column);
        }
        final double[] shares = new double[features.size()];
        final List<Integer> strongest = new ArrayList<>(shares.length);
        for (int column = 0; column < shares.length; column++) {
            shares[column] = graph.featureError(explained, column) / total;
            if (shares[column] >= MIN_SHARE) {
                strongest.add(column);
            }
        }
        strongest.sort(
                Comparator.comparingDouble((Integer column) -> shares[column]).reversed());
        return strongest.stream()
                .limit(limit)
                .map(column -> reason(
                        features.get(column),
                        shares[column],
                        explainedBatch.get(explained, column),
                        graph.expected(explained, column)))
                .toList();
    }

    private static Reason reason(final Feature feature, final double share, final double seen, final double expected) {
        final String expectation = Double.isNaN(expected)
                ? "unusual"
                : "expected about " + feature.unit().format(expected);
        final String text = String.format(
                Locale.ROOT, "%s, %s (%.0f %% of the error)", feature.describe(seen), expectation, 100 * share);
        return new Reason(feature.name(), share, seen, expected, text);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            graph.close();
        }
    }
}

package org.aegisnet.scoring.autoencoder;

import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.aegisnet.scoring.engine.BatchScorer;
import org.aegisnet.scoring.engine.FeatureBatch;
import org.aegisnet.scoring.engine.ScoringException;
import org.aegisnet.scoring.explain.Reason;
import org.aegisnet.scoring.feature.Feature;

/** Scores batches in buffers that ONNX Runtime reads and writes in place. For one thread; owns its tensors. */
final class AutoencoderScorer implements BatchScorer {
    /** Reasons are computed this many flows at a time. */
    private static final int EXPLAINED_AT_ONCE = 64;

    /** A feature with less of the error explains nothing to anybody. */
    private static final double SMALLEST_SHARE = 0.05;

    private final AutoencoderModel model;
    private final FeatureBatch batch;
    private final NativeMatrix input;
    private final NativeMatrix scores;
    private final FeatureBatch explainedBatch;
    private final NativeMatrix explainedInput;
    private final NativeMatrix featureErrors;
    private final NativeMatrix expectedValues;
    private boolean closed;

    AutoencoderScorer(final AutoencoderModel model, final int rows) {
        final OrtEnvironment environment = model.environment();
        final int features = model.metadata().features().size();
        this.model = model;
        this.batch = new FeatureBatch(features, rows);
        this.input = NativeMatrix.over(environment, batch.buffer(), features);
        this.scores = NativeMatrix.vector(environment, batch.capacity());
        this.explainedBatch = new FeatureBatch(features, EXPLAINED_AT_ONCE);
        this.explainedInput = NativeMatrix.over(environment, explainedBatch.buffer(), features);
        this.featureErrors = NativeMatrix.matrix(environment, EXPLAINED_AT_ONCE, features);
        this.expectedValues = NativeMatrix.matrix(environment, EXPLAINED_AT_ONCE, features);
    }

    @Override
    public FeatureBatch batch() {
        return batch;
    }

    @Override
    public void score(final int rows) {
        if (rows == 0) {
            return;
        }
        batch.pad(rows);
        final int padded = FeatureBatch.padded(rows);
        try {
            run(Map.of(AutoencoderModel.SCORE, scores.rows(padded)), input, padded);
        } catch (final OrtException e) {
            throw failure(e);
        }
    }

    @Override
    public double scoreOf(final int row) {
        return scores.get(row, 0);
    }

    @Override
    public List<List<Reason>> explain(final int[] rows, final int limit) {
        final List<List<Reason>> reasons = new ArrayList<>(rows.length);
        final float[] flow = new float[batch.features()];
        for (int start = 0; start < rows.length; start += EXPLAINED_AT_ONCE) {
            final int count = Math.min(EXPLAINED_AT_ONCE, rows.length - start);
            for (int i = 0; i < count; i++) {
                batch.copyRow(rows[start + i], flow);
                explainedBatch.put(i, flow);
            }
            explainedBatch.pad(count);
            final int padded = FeatureBatch.padded(count);
            try {
                run(
                        Map.of(
                                AutoencoderModel.FEATURE_ERROR, featureErrors.rows(padded),
                                AutoencoderModel.EXPECTED, expectedValues.rows(padded)),
                        explainedInput,
                        padded);
            } catch (final OrtException e) {
                throw failure(e);
            }
            for (int i = 0; i < count; i++) {
                reasons.add(reasons(i, limit));
            }
        }
        return reasons;
    }

    private void run(final Map<String, OnnxValue> outputs, final NativeMatrix flows, final int rows)
            throws OrtException {
        if (closed) {
            throw new IllegalStateException("This scorer of model %s has been closed"
                    .formatted(model.metadata().id()));
        }
        model.session()
                .run(Map.of(model.input(), flows.rows(rows)), Set.of(), outputs)
                .close();
    }

    private ScoringException failure(final OrtException e) {
        return new ScoringException(
                "Model %s failed on a batch: %s".formatted(model.metadata().id(), e.getMessage()), e);
    }

    private List<Reason> reasons(final int explained, final int limit) {
        final List<Feature> features = model.metadata().features();
        double total = 0;
        for (int column = 0; column < features.size(); column++) {
            total += featureErrors.get(explained, column);
        }
        final double[] shares = new double[features.size()];
        final List<Integer> strongest = new ArrayList<>(shares.length);
        for (int column = 0; column < shares.length; column++) {
            shares[column] = featureErrors.get(explained, column) / total;
            if (shares[column] >= SMALLEST_SHARE) {
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
                        expectedValues.get(explained, column)))
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
            input.close();
            scores.close();
            explainedInput.close();
            featureErrors.close();
            expectedValues.close();
            model.scorerClosed();
        }
    }
}

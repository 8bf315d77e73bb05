package org.aegisnet.scoring.autoencoder;

import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.util.Map;
import java.util.Set;
import org.aegisnet.scoring.engine.FeatureBatch;
import org.aegisnet.scoring.engine.ScoringException;

/** A graph in ONNX Runtime, over buffers that it reads and writes in place. For one thread; owns its tensors. */
final class NativeGraph implements GraphSession {
    private final NativeAutoencoder model;
    private final FeatureBatch batch;
    private final NativeMatrix input;
    private final NativeMatrix scores;
    private final FeatureBatch explained;
    private final NativeMatrix explainedInput;
    private final NativeMatrix featureErrors;
    private final NativeMatrix expectedValues;

    NativeGraph(final NativeAutoencoder model, final FeatureBatch batch, final FeatureBatch explained) {
        final OrtEnvironment environment = model.environment();
        final int features = batch.features();
        this.model = model;
        this.batch = batch;
        this.input = NativeMatrix.over(environment, batch.buffer(), features);
        this.scores = NativeMatrix.vector(environment, batch.capacity());
        this.explained = explained;
        this.explainedInput = NativeMatrix.over(environment, explained.buffer(), features);
        this.featureErrors = NativeMatrix.matrix(environment, explained.capacity(), features);
        this.expectedValues = NativeMatrix.matrix(environment, explained.capacity(), features);
    }

    @Override
    public FeatureBatch batch() {
        return batch;
    }

    @Override
    public FeatureBatch explained() {
        return explained;
    }

    @Override
    public void score(final int rows) {
        batch.pad(rows);
        final int padded = FeatureBatch.padded(rows);
        try {
            run(Map.of(AutoencoderModel.SCORE, scores.rows(padded)), input, padded);
        } catch (final OrtException e) {
            throw failure(e);
        }
    }

    @Override
    public float scoreOf(final int row) {
        return scores.get(row, 0);
    }

    @Override
    public void reconstruct(final int rows) {
        explained.pad(rows);
        final int padded = FeatureBatch.padded(rows);
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
    }

    @Override
    public float featureError(final int row, final int feature) {
        return featureErrors.get(row, feature);
    }

    @Override
    public float expected(final int row, final int feature) {
        return expectedValues.get(row, feature);
    }

    private void run(final Map<String, OnnxValue> outputs, final NativeMatrix flows, final int rows)
            throws OrtException {
        model.session()
                .run(Map.of(model.input(), flows.rows(rows)), Set.of(), outputs)
                .close();
        model.batchDone();
    }

    private ScoringException failure(final OrtException e) {
        return new ScoringException(
                "Model %s failed on a batch: %s".formatted(model.metadata().id(), e.getMessage()), e);
    }

    @Override
    public void close() {
        input.close();
        scores.close();
        explainedInput.close();
        featureErrors.close();
        expectedValues.close();
        model.scorerClosed();
    }
}

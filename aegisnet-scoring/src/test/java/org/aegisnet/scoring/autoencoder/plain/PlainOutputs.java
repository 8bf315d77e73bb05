package org.aegisnet.scoring.autoencoder.plain;

import org.aegisnet.scoring.engine.FeatureBatch;

/** The outputs of plain Java for flows. */
@SuppressWarnings("ArrayRecordComponent")
record PlainOutputs(float[] scores, float[][] errors, float[][] expected) {
    static PlainOutputs of(final CompiledGraph graph, final float[][] flows, final int batchSize) {
        final int features = flows[0].length;
        final FeatureBatch batch = new FeatureBatch(features, batchSize);
        final PlainGraphSession run = graph.open(batchSize, batchSize);
        final PlainOutputs outputs = new PlainOutputs(
                new float[flows.length], new float[flows.length][features], new float[flows.length][features]);
        for (int start = 0; start < flows.length; start += batchSize) {
            final int rows = Math.min(batchSize, flows.length - start);
            for (int row = 0; row < rows; row++) {
                batch.put(row, flows[start + row]);
            }
            run.score(batch, rows);
            run.reconstruct(batch, rows);
            for (int row = 0; row < rows; row++) {
                outputs.scores[start + row] = run.scoreOf(row);
                for (int feature = 0; feature < features; feature++) {
                    outputs.errors[start + row][feature] = run.featureError(row, feature);
                    outputs.expected[start + row][feature] = run.expected(row, feature);
                }
            }
        }
        return outputs;
    }
}

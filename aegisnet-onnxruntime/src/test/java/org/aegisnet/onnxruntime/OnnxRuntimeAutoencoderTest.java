package org.aegisnet.onnxruntime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.aegisnet.scoring.autoencoder.AutoencoderModel;
import org.aegisnet.scoring.autoencoder.GraphBuilder;
import org.aegisnet.scoring.engine.BatchScorer;
import org.aegisnet.scoring.engine.NativeTrial;
import org.aegisnet.scoring.engine.NativeTrials;
import org.aegisnet.scoring.model.ModelFile;
import org.aegisnet.scoring.model.ModelFileWriter;
import org.aegisnet.scoring.model.ModelMetadata;
import org.aegisnet.scoring.model.ModelRejectedException;
import org.aegisnet.scoring.model.SampleMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scores of an autoencoder in ONNX Runtime, and a native session that is neither leaked nor pulled away from under a batch. */
class OnnxRuntimeAutoencoderTest {
    private static final int FEATURES = 7;
    private static final String PLAIN = "plain Java";
    private static final String NATIVE = "ONNX Runtime";

    /** A leak of a hundred bytes a batch would be more. */
    private static final long FLAT_KILOBYTES = 8_000;

    private static AutoencoderModel load(final ModelProto graph) throws ModelRejectedException {
        return load(graph, SampleMetadata.autoencoder(FEATURES));
    }

    private static AutoencoderModel load(final ModelProto graph, final ModelMetadata metadata)
            throws ModelRejectedException {
        final ModelFile file = ModelFile.read(new ModelFileWriter().write(graph, metadata));
        return AutoencoderModel.load(
                file, Optional.of(new OnnxRuntimeNativeEngine()), new NativeTrial(NativeTrials.UNRECORDED, file));
    }

    private static AutoencoderModel sample(final String engine) throws ModelRejectedException {
        final GraphBuilder graph = GraphBuilder.autoencoder(FEATURES, 1);
        final AutoencoderModel model = load((engine.equals(PLAIN) ? graph : unknownToPlainJava(graph)).build());
        assertEquals(engine, model.engine());
        return model;
    }

    private static GraphBuilder unknownToPlainJava(final GraphBuilder graph) {
        return graph.node("Erf", List.of("features"), "unused");
    }

    private static float[][] flows(final int count) {
        final Random random = new Random(5);
        final float[][] flows = new float[count][FEATURES];
        for (final float[] flow : flows) {
            for (int feature = 0; feature < FEATURES; feature++) {
                flow[feature] = (float) random.nextGaussian();
            }
        }
        return flows;
    }

    private static double[] score(final AutoencoderModel model, final float[][] flows, final int batchSize) {
        final double[] scores = new double[flows.length];
        try (BatchScorer scorer = model.openScorer(batchSize)) {
            for (int start = 0; start < flows.length; start += batchSize) {
                final int rows = Math.min(batchSize, flows.length - start);
                for (int row = 0; row < rows; row++) {
                    scorer.batch().put(row, flows[start + row]);
                }
                scorer.score(rows);
                for (int row = 0; row < rows; row++) {
                    scores[start + row] = scorer.scoreOf(row);
                }
            }
        }
        return scores;
    }

    /** The identity of the first feature, twice that of the others: its errors are known without any arithmetic of floats. */
    private static GraphBuilder doubling() {
        return new GraphBuilder()
                .input("features", 3)
                .floats("factors", List.of(3L), 1, 2, 2)
                .integers("columns", 1)
                .node("Mul", List.of("features", "factors"), "expected")
                .node("Sub", List.of("features", "expected"), "difference")
                .node("Mul", List.of("difference", "difference"), "feature_error")
                .node("ReduceSum", List.of("feature_error", "columns"), "score", "keepdims", 0);
    }

    private static GraphBuilder withOutputs(final GraphBuilder graph) {
        return graph.output("score").output("feature_error").output("expected");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 8, 9, 64, 100, 999, 1000})
    void scoresDoNotDependOnTheSizeOfTheBatch(final int batchSize) throws Exception {
        try (AutoencoderModel model = sample(NATIVE)) {
            final float[][] flows = flows(1000);
            final double[] expected = score(model, flows, 24);
            final double[] actual = score(model, flows, batchSize);
            for (int row = 0; row < flows.length; row++) {
                assertEquals(Double.doubleToRawLongBits(expected[row]), Double.doubleToRawLongBits(actual[row]));
            }
        }
    }

    @Test
    void bothEnginesGiveTheSameScoresAndReasonsButForTheLastBits() throws Exception {
        try (AutoencoderModel plain = sample(PLAIN);
                AutoencoderModel onnxRuntime = sample(NATIVE)) {
            final float[][] flows = flows(1000);
            final double[] scores = score(plain, flows, 100);
            final double[] others = score(onnxRuntime, flows, 100);
            for (int row = 0; row < flows.length; row++) {
                assertEquals(others[row], scores[row], 1e-5 * others[row]);
            }
        }
    }

    @Test
    void whatABatchBeforeLeftBehindIsNotScoredAgain() throws Exception {
        try (AutoencoderModel model = sample(NATIVE);
                BatchScorer scorer = model.openScorer(8)) {
            for (int row = 0; row < 8; row++) {
                scorer.batch().put(row, flows(8)[row]);
            }
            scorer.score(8);
            scorer.score(1);
            assertEquals(scorer.scoreOf(0), scorer.scoreOf(7));
        }
    }

    @Test
    void aBatchOfNoFlowsIsNoWork() throws Exception {
        try (AutoencoderModel model = sample(NATIVE);
                BatchScorer scorer = model.openScorer(1)) {
            scorer.score(0);
            assertEquals(List.of(), scorer.explain(new int[0], 1));
        }
    }

    @Test
    void refusesAScoreOfAnotherType() {
        final GraphBuilder graph = new GraphBuilder()
                .input("features", FEATURES)
                .node("Identity", List.of("features"), "expected")
                .node("Neg", List.of("features"), "feature_error")
                .node("ReduceMean", List.of("feature_error"), "mean", "axes", List.of(1L), "keepdims", 0)
                .node("Cast", List.of("mean"), "score", "to", TensorProto.DataType.DOUBLE.getNumber())
                .output("score", TensorProto.DataType.DOUBLE)
                .output("feature_error")
                .output("expected");
        assertTrue(refusal(graph.build()).startsWith("The autoencoder cannot score 8 flows of zeros: "));
    }

    @Test
    void refusesWhatOnnxRuntimeRefuses() {
        // In operators of version 15 the axes of ReduceSum are an input.
        final GraphBuilder graph = unknownToPlainJava(withOutputs(doubling()))
                .node("ReduceSum", List.of("features"), "never", "axes", List.of(1L));
        final String sentence = assertThrows(
                        ModelRejectedException.class, () -> load(graph.build(), SampleMetadata.autoencoder(3)))
                .getMessage();
        assertTrue(sentence.startsWith("ONNX Runtime does not take the model: "), sentence);
    }

    private static String refusal(final ModelProto graph) {
        return assertThrows(ModelRejectedException.class, () -> load(graph)).getMessage();
    }

    @Test
    void noScorerOpensAfterTheModelIsClosed() throws Exception {
        final AutoencoderModel model = sample(NATIVE);
        model.close();
        assertEquals(
                "Model sample 1.0.0 has been closed",
                assertThrows(IllegalStateException.class, () -> model.openScorer(1))
                        .getMessage());
    }

    @Test
    void closingTwiceIsHarmless() throws Exception {
        final AutoencoderModel model = sample(NATIVE);
        final BatchScorer scorer = model.openScorer(1);
        final BatchScorer other = model.openScorer(1);
        model.close();
        model.close();
        scorer.close();
        scorer.close();
        scorer.close();
        other.score(1);
        other.close();
        model.close();
    }

    @Test
    void aClosedScorerScoresNoMore() throws Exception {
        try (AutoencoderModel model = sample(NATIVE)) {
            final BatchScorer scorer = model.openScorer(1);
            scorer.close();
            assertThrows(IllegalStateException.class, () -> scorer.score(1));
            assertThrows(IllegalStateException.class, () -> scorer.explain(new int[] {0}, 1));
        }
    }

    @Test
    void aModelMayBeClosedUnderThreadsThatScore() throws Exception {
        final int threads = 3;
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            for (int round = 0; round < 100; round++) {
                final AutoencoderModel model = sample(NATIVE);
                final CountDownLatch scoring = new CountDownLatch(threads);
                final List<Future<Double>> scores = IntStream.range(0, threads)
                        .mapToObj(i -> pool.submit(() -> scoreUntilClosed(model, scoring)))
                        .toList();
                scoring.await();
                model.close();
                for (final Future<Double> score : scores) {
                    assertEquals(scores.getFirst().get(), score.get());
                }
            }
        }
    }

    private static double scoreUntilClosed(final AutoencoderModel model, final CountDownLatch scoring)
            throws InterruptedException {
        double score = 0;
        try (BatchScorer scorer = model.openScorer(64)) {
            scoring.countDown();
            for (int batch = 0; batch < 50; batch++) {
                scorer.score(64);
                score = scorer.scoreOf(63);
            }
        }
        return score;
    }

    @Test
    void aHundredThousandBatchesTakeNoMoreMemory() throws Exception {
        final Path status = Path.of("/proc/self/status");
        assumeTrue(Files.exists(status), "Resident memory is read from /proc, which this machine does not have");
        try (AutoencoderModel model = sample(NATIVE);
                BatchScorer scorer = model.openScorer(16)) {
            run(scorer, 20_000);
            long leastGrowth = Long.MAX_VALUE;
            for (int window = 0; window < 3 && leastGrowth >= FLAT_KILOBYTES; window++) {
                final long before = residentKilobytes(status);
                run(scorer, 100_000);
                leastGrowth = Math.min(leastGrowth, residentKilobytes(status) - before);
            }
            assertTrue(
                    leastGrowth < FLAT_KILOBYTES, "A leak grows in every window: by " + leastGrowth + " kB at least");
        }
    }

    private static void run(final BatchScorer scorer, final int batches) {
        final int[] explained = {0};
        for (int batch = 0; batch < batches; batch++) {
            scorer.score(batch % 2 == 0 ? 8 : 16);
            if (batch % 16 == 0) {
                scorer.explain(explained, 1);
            }
        }
    }

    /** After a full collection: a growing Java heap is not a leak, but its pages are resident, too. */
    private static long residentKilobytes(final Path status) throws IOException {
        System.gc();
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }
}

package org.aegisnet.scoring.autoencoder;

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
import org.aegisnet.scoring.engine.BatchScorer;
import org.aegisnet.scoring.engine.NativeTrial;
import org.aegisnet.scoring.engine.NativeTrials;
import org.aegisnet.scoring.explain.Reason;
import org.aegisnet.scoring.model.ModelFile;
import org.aegisnet.scoring.model.ModelFileWriter;
import org.aegisnet.scoring.model.ModelKind;
import org.aegisnet.scoring.model.ModelMetadata;
import org.aegisnet.scoring.model.ModelRejectedException;
import org.aegisnet.scoring.model.SampleMetadata;
import org.aegisnet.scoring.model.SelfTest;
import org.aegisnet.scoring.model.Standardisation;
import org.aegisnet.scoring.model.Training;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scores and reasons of an autoencoder in plain Java. Those in native code are in the module of ONNX Runtime. */
class AutoencoderModelTest {
    private static final int FEATURES = 7;

    /** A leak of a hundred bytes a batch would be more. */
    private static final long FLAT_KILOBYTES = 8_000;

    private static AutoencoderModel load(final ModelProto graph) throws ModelRejectedException {
        return load(graph, SampleMetadata.autoencoder(FEATURES));
    }

    private static AutoencoderModel load(final ModelProto graph, final ModelMetadata metadata)
            throws ModelRejectedException {
        final ModelFile file = ModelFile.read(new ModelFileWriter().write(graph, metadata));
        return AutoencoderModel.load(file, Optional.empty(), new NativeTrial(NativeTrials.UNRECORDED, file));
    }

    private static AutoencoderModel sample() throws ModelRejectedException {
        final AutoencoderModel model =
                load(GraphBuilder.autoencoder(FEATURES, 1).build());
        assertEquals("plain Java", model.engine());
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

    @Test
    void scoresAreWhatTheGraphComputes() throws Exception {
        try (AutoencoderModel model = load(withOutputs(doubling()).build(), SampleMetadata.autoencoder(3));
                BatchScorer scorer = model.openScorer(2)) {
            scorer.batch().put(0, new float[] {9, 1, 2});
            scorer.batch().put(1, new float[] {9, 3, 0});
            scorer.score(2);
            assertEquals(5, scorer.scoreOf(0));
            assertEquals(9, scorer.scoreOf(1));
            scorer.batch().put(0, new float[] {0, 0, 1});
            scorer.score(1);
            assertEquals(1, scorer.scoreOf(0));
        }
    }

    @Test
    void reasonsAreSharesOfTheErrorStrongestFirst() throws Exception {
        try (AutoencoderModel model = load(withOutputs(doubling()).build(), SampleMetadata.autoencoder(3));
                BatchScorer scorer = model.openScorer(2)) {
            scorer.batch().put(0, new float[] {9, 1, 3});
            scorer.batch().put(1, new float[] {9, 0, 0});
            scorer.score(2);
            final List<List<Reason>> reasons = scorer.explain(new int[] {0, 1}, 3);
            assertEquals(
                    List.of(
                            new Reason("f2", 0.9, 3, 6, "f2 3, expected about 6 (90 % of the error)"),
                            new Reason("f1", 0.1, 1, 2, "f1 1, expected about 2 (10 % of the error)")),
                    reasons.get(0));
            assertEquals(List.of(), reasons.get(1));
            assertEquals(1, scorer.explain(new int[] {0}, 1).getFirst().size());
        }
    }

    @Test
    void reasonsComeInTheOrderOfTheRowsAskedForHoweverMany() throws Exception {
        try (AutoencoderModel model = load(withOutputs(doubling()).build(), SampleMetadata.autoencoder(3));
                BatchScorer scorer = model.openScorer(200)) {
            final int[] rows = new int[200];
            for (int row = 0; row < 200; row++) {
                scorer.batch().put(row, new float[] {0, row + 1, 0});
                rows[row] = 199 - row;
            }
            scorer.score(200);
            final List<List<Reason>> reasons = scorer.explain(rows, 1);
            assertEquals(200, reasons.size());
            for (int i = 0; i < 200; i++) {
                assertEquals(200 - i, reasons.get(i).getFirst().seen());
            }
            assertEquals(7, scorer.scoreOf(6) / scorer.scoreOf(0) / 7);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 8, 9, 64, 100, 999, 1000})
    void scoresDoNotDependOnTheSizeOfTheBatch(final int batchSize) throws Exception {
        try (AutoencoderModel model = sample()) {
            final float[][] flows = flows(1000);
            final double[] expected = score(model, flows, 24);
            final double[] actual = score(model, flows, batchSize);
            for (int row = 0; row < flows.length; row++) {
                assertEquals(Double.doubleToRawLongBits(expected[row]), Double.doubleToRawLongBits(actual[row]));
            }
        }
    }

    @Test
    void refusesFlowsThatLeadBeyondATable() {
        final GraphBuilder graph = withOutputs(new GraphBuilder()
                .input("features", FEATURES)
                .floats("table", List.of(2L), 1, 2)
                .floats("low", List.of(), 0)
                .floats("high", List.of(), 2)
                .tensor(TensorProto.newBuilder()
                        .setName("second")
                        .setDataType(TensorProto.DataType.INT64.getNumber())
                        .addInt64Data(1)
                        .build())
                .node("Identity", List.of("features"), "expected")
                .node("Clip", List.of("features", "low", "high"), "far")
                .node("Cast", List.of("far"), "places", "to", TensorProto.DataType.INT64.getNumber())
                .node("Gather", List.of("table", "places"), "feature_error", "axis", 0)
                .node("Gather", List.of("feature_error", "second"), "score", "axis", 1));
        assertEquals(
                "Operator Gather may take a position outside of its 2; use constants, or positions whose bounds can be proven, as those of ArgMax",
                refusal(graph.build()));
    }

    @Test
    void anEmptyBatchNeedsNoWork() throws Exception {
        try (AutoencoderModel model = sample();
                BatchScorer scorer = model.openScorer(1)) {
            scorer.score(0);
            assertEquals(List.of(), scorer.explain(new int[0], 1));
        }
    }

    @Test
    void aReconstructionOfStandardisedFlowsIsScoredByItsMeanSquaredError() throws Exception {
        final ModelProto graph = new GraphBuilder()
                .input("x", 2)
                .floats("half", List.of(1L), 0.5f)
                .node("Mul", List.of("x", "half"), "y")
                .output("y")
                .build();
        final ModelMetadata metadata = standardised(new Standardisation(List.of(10f, 100f), List.of(2f, 50f)));
        try (AutoencoderModel model = load(graph, metadata);
                BatchScorer scorer = model.openScorer(1)) {
            scorer.batch().put(0, new float[] {18, 200});
            scorer.score(1);
            assertEquals((4 + 1) / 2.0, scorer.scoreOf(0));
            assertEquals(
                    List.of(
                            new Reason("f0", 0.8, 18, 14, "f0 18, expected about 14 (80 % of the error)"),
                            new Reason("f1", 0.2, 200, 150, "f1 200, expected about 150 (20 % of the error)")),
                    scorer.explain(new int[] {0}, 2).getFirst().stream()
                            .map(reason -> new Reason(
                                    reason.feature(),
                                    Math.round(reason.share() * 1000) / 1000.0,
                                    reason.seen(),
                                    reason.expected(),
                                    reason.text()))
                            .toList());
        }
    }

    @Test
    void rejectsAStandardisationIfTheGraphScoresByItself() {
        final String sentence = assertThrows(
                        ModelRejectedException.class,
                        () -> load(
                                GraphBuilder.autoencoder(2, 1).build(),
                                standardised(new Standardisation(List.of(0f, 0f), List.of(1f, 1f)))))
                .getMessage();
        assertEquals(
                "The autoencoder scores by itself, so its inputs are not to be standardised; remove the standardisation",
                sentence);
    }

    private static ModelMetadata standardised(final Standardisation standardisation) {
        return new ModelMetadata(
                ModelKind.AUTOENCODER,
                "sample",
                "1",
                SampleMetadata.required(2),
                1,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                new SelfTest(List.of(), List.of()),
                new Training("", 0, List.of()),
                Optional.empty(),
                Optional.of(standardisation));
    }

    @Test
    void refusesAGraphWithoutTheOutputs() {
        final GraphBuilder graph = doubling().output("score").output("expected");
        assertEquals(
                "The autoencoder has the outputs expected, score; expected are score, feature_error and expected, or one reconstruction with a standardisation in the metadata",
                assertThrows(ModelRejectedException.class, () -> load(graph.build(), SampleMetadata.autoencoder(3)))
                        .getMessage());
    }

    @Test
    void rejectsAScoreThatIsNotAVector() {
        final GraphBuilder graph = withOutputs(new GraphBuilder()
                .input("features", FEATURES)
                .node("Identity", List.of("features"), "expected")
                .node("Neg", List.of("features"), "feature_error")
                .node("ReduceMean", List.of("feature_error"), "score", "axes", List.of(1L), "keepdims", 1));
        assertEquals(
                "The autoencoder's output 'score' must be float32 and hold one number for each flow; export the model again with such an output",
                refusal(graph.build()));
    }

    @Test
    void refusesAScoreThatIsAConstant() {
        final GraphBuilder graph = withOutputs(new GraphBuilder()
                .input("features", FEATURES)
                .floats("score", List.of(8L), 1, 2, 3, 4, 5, 6, 7, 8)
                .node("Identity", List.of("features"), "expected")
                .node("Neg", List.of("features"), "feature_error"));
        assertEquals("Output 'score' has not one row for each flow", refusal(graph.build()));
    }

    private static String refusal(final ModelProto graph) {
        return assertThrows(ModelRejectedException.class, () -> load(graph)).getMessage();
    }

    @Test
    void noScorerOpensAfterTheModelIsClosed() throws Exception {
        final AutoencoderModel model = sample();
        model.close();
        assertEquals(
                "Model sample 1.0.0 has been closed",
                assertThrows(IllegalStateException.class, () -> model.openScorer(1))
                        .getMessage());
    }

    @Test
    void closingTwiceIsHarmless() throws Exception {
        final AutoencoderModel model = sample();
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
        try (AutoencoderModel model = sample()) {
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
                final AutoencoderModel model = sample();
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
        try (AutoencoderModel model = sample();
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

    @Test
    void saysWhyItNeedsAnEngineThatIsNotThere() throws Exception {
        final ModelProto graph =
                unknownToPlainJava(GraphBuilder.autoencoder(FEATURES, 1)).build();
        final ModelFile file = ModelFile.read(new ModelFileWriter().write(graph, SampleMetadata.autoencoder(FEATURES)));
        assertEquals(Optional.of("operator Erf is not known"), AutoencoderModel.unsupported(file));
        assertEquals(
                "Model sample 1.0.0 needs ONNX Runtime, because plain Java cannot run its graph (operator Erf is not known)",
                refusal(graph));
    }

    @Test
    void needsNoOtherEngineIfPlainJavaKnowsAllOperators() throws Exception {
        final ModelFile file = ModelFile.read(new ModelFileWriter()
                .write(GraphBuilder.autoencoder(FEATURES, 1).build(), SampleMetadata.autoencoder(FEATURES)));
        assertEquals(Optional.empty(), AutoencoderModel.unsupported(file));
    }
}

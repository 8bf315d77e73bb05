package org.aegisnet.training.autoencoder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.aegisnet.scoring.engine.BatchScorer;
import org.aegisnet.scoring.engine.FlowModel;
import org.aegisnet.scoring.explain.Reason;
import org.aegisnet.scoring.loading.ModelLoader;
import org.aegisnet.scoring.model.ModelFile;
import org.aegisnet.scoring.model.ModelRejectedException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Tests of the bundled autoencoder's reasons for flows that are obviously strange or normal. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BundledAutoencoderReasonsTest {
    private static final float UNKNOWN = Float.NaN;

    private FlowModel model;
    private double onePercent;

    @BeforeAll
    void load() throws IOException, ModelRejectedException {
        model = new ModelLoader().load(ModelFile.read(Path.of("..", "models", "flow-autoencoder.onnx")));
        onePercent = model.metadata().thresholdFor(0.01).orElseThrow().score();
    }

    @AfterAll
    void close() {
        model.close();
    }

    private record Verdict(double score, List<Reason> reasons) {}

    private Verdict judge(final float... flow) {
        try (BatchScorer scorer = model.openScorer(1)) {
            scorer.batch().put(0, flow);
            scorer.score(1);
            return new Verdict(
                    scorer.scoreOf(0), scorer.explain(new int[] {0}, 7).getFirst());
        }
    }

    private void assertStrange(final String feature, final Verdict verdict) {
        assertTrue(verdict.score() > onePercent, verdict::toString);
        final Reason first = verdict.reasons().getFirst();
        assertEquals(feature, first.feature(), verdict::toString);
        assertTrue(first.text().contains(feature + " 53.1 MB, expected about "), first.text());
        assertTrue(first.expected() < 5000, first.text());
    }

    @Test
    void muchMoreThanANameLookUpSendsIsStrangeAndTheBytesAreWhy() {
        assertStrange("bytes_in", judge(53.1e6f, 1200, 41_000, 118, 40_000, 53, 17));
        assertStrange("bytes_in", judge(53.1e6f, 1200, 41_000, 118, UNKNOWN, 53, 17));
        assertStrange("bytes_in", judge(53.1e6f, 1200, 41_000, 118, 40_000, 53, 6));
        assertStrange("bytes_out", judge(1200, 53.1e6f, 41_000, 118, 40_000, 53, 17));
    }

    @Test
    void theMoreItIsTheStrangerItGets() {
        double last = 0;
        for (final float bytes : new float[] {1e6f, 1e7f, 1e8f, 1e9f, 1e10f}) {
            final double score = judge(bytes, 1200, 41_000, 118, 40_000, 53, 17).score();
            assertTrue(score > last, "%.0f bytes score %s".formatted(bytes, score));
            last = score;
        }
    }

    @Test
    void theRandomPortOfAClientIsNotAReason() {
        for (final int port : new int[] {1025, 5000, 33_000, 40_000, 49_152, 61_000}) {
            final Verdict verdict = judge(53.1e6f, 1200, 41_000, 118, port, 53, 17);
            assertTrue(
                    verdict.reasons().stream()
                            .noneMatch(reason -> reason.feature().equals("src_port")),
                    verdict::toString);
        }
    }

    /** Collectors that lose the first packets record the answer of a web server as a flow to its client's random port. */
    @Test
    void anAnswerRecordedTheWrongWayRoundIsNotAFlowToAStrangeService() {
        final Verdict answer = judge(3120, 4368, 24, 111.5f, 443, 53_624, 6);
        assertTrue(answer.score() < onePercent, answer::toString);
    }
}

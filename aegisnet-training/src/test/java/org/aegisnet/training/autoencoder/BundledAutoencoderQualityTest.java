package org.aegisnet.training.autoencoder;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.aegisnet.scoring.engine.FlowModel;
import org.aegisnet.scoring.loading.ModelLoader;
import org.aegisnet.scoring.model.ModelFile;
import org.aegisnet.scoring.model.ModelRejectedException;
import org.aegisnet.training.data.FlowSet;
import org.aegisnet.training.data.SharedData;
import org.aegisnet.training.evaluation.DetectionMetrics;
import org.aegisnet.training.evaluation.Detector;
import org.aegisnet.training.evaluation.ModelDetector;
import org.junit.jupiter.api.Test;

/** Measures what the card says of the ways in which the same flows are reported, and holds it. */
class BundledAutoencoderQualityTest {
    private static final long HEADER_SEED = 1;

    @Test
    void attacksOfTheCorrectedExtractionAreFoundHoweverTheFlowsAreReportedAndTheOfficeKeepsQuiet()
            throws IOException, ModelRejectedException {
        final Path train = new SharedData().file("train").toAbsolutePath();
        final List<BundledTraffic> networks = BundledTraffic.read(train.getParent());
        try (FlowModel model =
                new ModelLoader().load(ModelFile.read(Path.of("..", "models", "flow-autoencoder.onnx")))) {
            final Detector detector = new ModelDetector(model);
            for (final BundledTraffic network : networks) {
                presentations(network.test()).forEach((presentation, flows) -> {
                    if (flows.size() > 0) {
                        final DetectionMetrics metrics = metrics(detector, flows);
                        print(network.name(), presentation, detector, metrics);
                    }
                });
            }
            presentations(networks.getFirst().test())
                    .forEach((presentation, flows) -> assertGood(presentation, metrics(detector, flows)));
            final DetectionMetrics office =
                    metrics(detector, networks.getLast().test().asPayload());
            assertTrue(office.falsePositiveRate(detector.threshold(0.01)) <= 0.03, "false alarms in the office");
        }
    }

    private static Map<String, FlowSet> presentations(final PresentedFlows flows) {
        final FlowSet payload = flows.asPayload();
        final FlowSet ipBytes = flows.asIpBytes(HEADER_SEED);
        final Map<String, FlowSet> presentations = new LinkedHashMap<>();
        presentations.put("payload bytes", payload);
        presentations.put("payload bytes, no source ports", PresentedFlows.withoutSourcePort(payload));
        presentations.put("IP bytes", ipBytes);
        presentations.put("IP bytes, no source ports", PresentedFlows.withoutSourcePort(ipBytes));
        return presentations;
    }

    private static DetectionMetrics metrics(final Detector detector, final FlowSet flows) {
        final boolean[] attacks = new boolean[flows.size()];
        for (int row = 0; row < attacks.length; row++) {
            attacks[row] = flows.flows().get(row).label().isAttack();
        }
        return new DetectionMetrics(detector.scores(flows), attacks);
    }

    @SuppressWarnings("SystemOut")
    private static void print(
            final String network, final String presentation, final Detector detector, final DetectionMetrics metrics) {
        System.out.printf(
                Locale.ROOT,
                "| %s | %s | %.4f | %.3f | %.3f | %.4f / %.3f | %.4f / %.3f | %.4f / %.3f |%n",
                network,
                presentation,
                metrics.rocAuc(),
                metrics.recallAtFalsePositiveRate(0.05),
                metrics.recallAtFalsePositiveRate(0.01),
                metrics.falsePositiveRate(detector.threshold(0.05)),
                metrics.recall(detector.threshold(0.05)),
                metrics.falsePositiveRate(detector.threshold(0.01)),
                metrics.recall(detector.threshold(0.01)),
                metrics.falsePositiveRate(detector.threshold(0.001)),
                metrics.recall(detector.threshold(0.001)));
    }

    private static void assertGood(final String presentation, final DetectionMetrics metrics) {
        assertAll(
                () -> assertTrue(metrics.rocAuc() >= 0.975, presentation),
                () -> assertTrue(metrics.recallAtFalsePositiveRate(0.01) >= 0.55, presentation),
                () -> assertTrue(metrics.recallAtFalsePositiveRate(0.05) >= 0.93, presentation));
    }
}

package org.aegisnet.training.autoencoder;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.aegisnet.scoring.engine.FlowModel;
import org.aegisnet.scoring.loading.ModelLoader;
import org.aegisnet.scoring.model.ModelFile;
import org.aegisnet.scoring.model.ModelMetadata;
import org.aegisnet.scoring.model.ModelRejectedException;
import org.aegisnet.scoring.model.Training;
import org.aegisnet.training.data.FlowSet;
import org.junit.jupiter.api.Test;

class AutoencoderTrainerTest {
    private static final AutoencoderSettings SHORT =
            AutoencoderSettings.defaults().withEpochs(4);
    private static final float UNKNOWN = Float.NaN;

    private final BenignTraffic traffic = new MadeUpTraffic(1).network(2000);

    @Test
    void theSameFlowsAndSeedMakeTheSameBytesAndAnotherSeedOthers() throws UnfitFlowsException {
        final AutoencoderSettings settings = SHORT.withEpochs(1);
        final byte[] once = train(settings).graph().toByteArray();
        final byte[] again = train(settings).graph().toByteArray();
        final byte[] other = train(settings.withSeed(2)).graph().toByteArray();
        assertArrayEquals(once, again);
        assertFalse(Arrays.equals(once, other));
    }

    @Test
    void strangeFlowsScoreHigherThanNormalOnesWhicheverFeaturesAreKnown() throws UnfitFlowsException {
        final TrainedAutoencoder autoencoder = train(SHORT);
        final float[][] normal = {
            {70, 200, 4, 0.03f, 55000, 53, 17},
            {70, UNKNOWN, 4, 0.03f, 55000, 53, 17},
            {70, 200, 4, 0.03f, UNKNOWN, UNKNOWN, UNKNOWN}
        };
        final float[][] strange = {
            {53e6f, 200, 40_000, 118, 55000, 22, 6},
            {53e6f, UNKNOWN, 40_000, 118, 55000, 22, 6},
            {53e6f, 200, 40_000, 118, UNKNOWN, UNKNOWN, UNKNOWN}
        };
        for (int pair = 0; pair < normal.length; pair++) {
            final double low = autoencoder.reconstruct(normal[pair]).score();
            final double high = autoencoder.reconstruct(strange[pair]).score();
            assertTrue(low >= 0 && low < 1, "normal flow %d scores %s".formatted(pair, low));
            assertTrue(high > 1, "strange flow %d scores %s".formatted(pair, high));
        }
    }

    @Test
    void theExpectedValueIsInTheFeaturesOwnUnit() throws UnfitFlowsException {
        final Reconstruction reconstruction =
                train(SHORT.withEpochs(12)).reconstruct(new float[] {53e6f, 200, 4, 0.03f, 55000, 53, 17});
        assertTrue(reconstruction.expected(AutoencoderFeatures.BYTES_IN) >= 30);
        assertTrue(reconstruction.expected(AutoencoderFeatures.BYTES_IN) <= 150);
        assertTrue(reconstruction.expected(AutoencoderFeatures.DURATION) < 1);
        assertEquals(17, reconstruction.expected(AutoencoderFeatures.PROTOCOL));
        assertTrue(Double.isNaN(reconstruction.expected(AutoencoderFeatures.SRC_PORT)));
    }

    @Test
    void aFeatureThatIsNeverKnownInTheTrafficIsNotHeldAgainstAFlow() throws UnfitFlowsException {
        final FlowSet flows = MadeUpTraffic.withConstant(traffic.flows(), AutoencoderFeatures.SRC_PORT, UNKNOWN);
        final TrainedAutoencoder autoencoder = new AutoencoderTrainer(SHORT.withEpochs(1))
                .train(List.of(new BenignTraffic("no source ports", flows, 1)), TrainingProgress.silent());
        final Reconstruction reconstruction = autoencoder.reconstruct(new float[] {70, 200, 4, 0.03f, 7, 53, 17});
        assertEquals(0, reconstruction.featureError(AutoencoderFeatures.SRC_PORT));
        assertTrue(Double.isFinite(reconstruction.score()));
    }

    @Test
    void progressIsToldAndTheErrorFalls() throws UnfitFlowsException {
        final List<Double> errors = new ArrayList<>();
        new AutoencoderTrainer(SHORT).train(List.of(traffic), (epoch, epochs, error) -> {
            assertEquals(errors.size() + 1, epoch);
            assertEquals(SHORT.epochs(), epochs);
            errors.add(error);
        });
        assertEquals(SHORT.epochs(), errors.size());
        assertTrue(errors.getLast() < errors.getFirst());
    }

    @Test
    void tooFewFlowsAreRefused() {
        final BenignTraffic few = new BenignTraffic("office", new MadeUpTraffic(1).flows(100), 1);
        final String message = refusal(few);
        assertEquals(
                "office has 100 benign flows to learn from; 500 is the fewest, and some thousands from several days are better",
                message);
    }

    @Test
    void aConstantColumnIsRefused() {
        final FlowSet flows = MadeUpTraffic.withConstant(traffic.flows(), AutoencoderFeatures.BYTES_OUT, 0);
        assertEquals(
                "In office, bytes_out is 0.0 in every flow. Real traffic varies, so the column is wrong: leave it out or mend"
                        + " it",
                refusal(new BenignTraffic("office", flows, 1)));
    }

    @Test
    void aNetworkThatSpeaksOneProtocolIsNotAFault() throws UnfitFlowsException {
        final FlowSet flows = MadeUpTraffic.withConstant(traffic.flows(), AutoencoderFeatures.PROTOCOL, 6);
        final TrainedAutoencoder autoencoder = new AutoencoderTrainer(SHORT.withEpochs(1))
                .train(List.of(new BenignTraffic("only TCP", flows, 1)), TrainingProgress.silent());
        assertTrue(autoencoder
                        .reconstruct(new float[] {70, 200, 4, 0.03f, 55000, 53, 6})
                        .score()
                > 0);
    }

    private String refusal(final BenignTraffic network) {
        return assertThrows(
                        UnfitFlowsException.class,
                        () -> new AutoencoderTrainer(SHORT).train(List.of(network), TrainingProgress.silent()))
                .getMessage();
    }

    @Test
    void theModelFileLoadsScoresItsSelfTestAndDescribesItself() throws UnfitFlowsException, ModelRejectedException {
        final TrainedAutoencoder autoencoder = train(SHORT);
        final BalancedBenignScores heldOut =
                BalancedBenignScores.of(autoencoder, List.of(new MadeUpTraffic(2).network(1000)));
        final byte[] file = new AutoencoderModelWriter("my-model", "2.0.0")
                .write(autoencoder, heldOut, new Training("Made up.", SHORT.seed(), List.of()));
        try (FlowModel model = new ModelLoader().load(ModelFile.read(file))) {
            final ModelMetadata metadata = model.metadata();
            assertEquals("my-model 2.0.0", metadata.id());
            assertEquals(AutoencoderFeatures.all(), metadata.features());
            assertEquals(metadata.thresholdFor(0.01).orElseThrow().score(), metadata.defaultThreshold());
            assertEquals(12, metadata.selfTest().rows().size());
            assertEquals(99, metadata.benignQuantiles().orElseThrow().percentile(metadata.defaultThreshold()), 0.5);
        }
    }

    @Test
    void thresholdsKeepWithinTheirFalsePositiveRates() throws UnfitFlowsException {
        final TrainedAutoencoder autoencoder = train(SHORT.withEpochs(1));
        final BenignTraffic heldOut = new MadeUpTraffic(3).network(1000);
        final BalancedBenignScores scores = BalancedBenignScores.of(autoencoder, List.of(heldOut));
        scores.thresholds().forEach(threshold -> {
            final long reaching = heldOut.flows().flows().stream()
                    .filter(flow -> autoencoder.reconstruct(flow.features()).score() >= threshold.score())
                    .count();
            final double most = 1000 * threshold.falsePositiveRate();
            assertTrue(reaching <= most && reaching >= most - 1, "%d flows reach it".formatted(reaching));
        });
    }

    private TrainedAutoencoder train(final AutoencoderSettings settings) throws UnfitFlowsException {
        return new AutoencoderTrainer(settings).train(List.of(traffic), TrainingProgress.silent());
    }
}

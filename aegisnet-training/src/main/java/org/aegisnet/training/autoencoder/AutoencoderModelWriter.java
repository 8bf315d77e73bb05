package org.aegisnet.training.autoencoder;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.aegisnet.scoring.model.ModelFileWriter;
import org.aegisnet.scoring.model.ModelKind;
import org.aegisnet.scoring.model.ModelMetadata;
import org.aegisnet.scoring.model.SelfTest;
import org.aegisnet.scoring.model.Training;

/** Writer of a self-describing model file of an autoencoder. Immutable. */
public final class AutoencoderModelWriter {
    private static final double DEFAULT_FALSE_POSITIVE_RATE = 0.01;
    private static final float UNKNOWN = Float.NaN;

    /** Made up, and different enough to use every part of the graph: bytes in and out, packets, seconds, ports, protocol. */
    private static final float[][] SELF_TEST_FLOWS = {
        {70, 180, 4, 0.03f, 52000, 53, 17},
        {126, 236, 4, 0.03f, 52000, 53, 17},
        {900, 5200, 24, 5.5f, 50123, 443, 6},
        {2100, 6400, 24, 5.5f, 50123, 443, 6},
        {350, 4100, 12, 0.4f, 61000, 80, 6},
        {0, 0, 2, 0.00004f, 45678, 8081, 6},
        {60, 40, 2, 0, 45678, 8081, 6},
        {53_100_000, 1200, 41_000, 118, 40000, 22, 6},
        {2000, 2700, 55, 12, UNKNOWN, 22, 6},
        {330, 11_600, 14, 0.1f, UNKNOWN, UNKNOWN, UNKNOWN},
        {70, UNKNOWN, 2, 0.001f, 52000, 53, 17},
        {500, UNKNOWN, 6, 1, UNKNOWN, UNKNOWN, UNKNOWN}
    };

    private final String name;
    private final String version;

    /**
     * @param name of the model, for example {@code flow-autoencoder}
     * @param version of the model, for example {@code 1.0.0}
     */
    public AutoencoderModelWriter(final String name, final String version) {
        this.name = name;
        this.version = version;
    }

    /**
     * Writes the model file; its default threshold is the one for 1 % false positives.
     *
     * @param benign the scores of benign flows that the model has not learnt from
     * @param training how the model came to be
     */
    public byte[] write(
            final TrainedAutoencoder autoencoder, final BalancedBenignScores benign, final Training training) {
        final ModelMetadata metadata = new ModelMetadata(
                ModelKind.AUTOENCODER,
                name,
                version,
                AutoencoderFeatures.all(),
                benign.threshold(DEFAULT_FALSE_POSITIVE_RATE),
                benign.thresholds(),
                Optional.of(benign.quantiles()),
                Optional.empty(),
                selfTest(autoencoder),
                training);
        return new ModelFileWriter().write(autoencoder.graph(), metadata);
    }

    private static SelfTest selfTest(final TrainedAutoencoder autoencoder) {
        final List<Double> scores = new ArrayList<>();
        for (final float[] flow : SELF_TEST_FLOWS) {
            scores.add(autoencoder.reconstruct(flow).score());
        }
        return new SelfTest(List.of(SELF_TEST_FLOWS), scores);
    }
}

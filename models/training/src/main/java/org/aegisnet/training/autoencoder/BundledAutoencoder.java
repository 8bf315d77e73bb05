package org.aegisnet.training.autoencoder;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.aegisnet.scoring.model.Training;

/** The recipe of the autoencoder that comes with AegisNet. Immutable. */
public final class BundledAutoencoder {
    private static final String NAME = "flow-autoencoder";
    private static final String VERSION = "1.0.0";

    private static final String DESCRIPTION =
            "Learnt from benign flows of CIC-IDS2017 (corrected and original extraction) and of an office network, each as CICFlowMeter (payload"
                    + " bytes) and, where the protocol is known, as NetFlow (IP bytes) reports it. Thresholds are set on later benign flows of"
                    + " the same networks, each network counting the same; on another network measure them first, or train on its own traffic.";

    private final AutoencoderSettings settings;

    /** @param settings for the bundled file itself, {@link AutoencoderSettings#defaults} */
    public BundledAutoencoder(final AutoencoderSettings settings) {
        this.settings = settings;
    }

    /**
     * Makes the model file.
     *
     * @param data the folder that holds {@code train} and {@code benign_office}
     * @throws IOException where a file is missing or no flow file
     */
    public byte[] build(final Path data, final TrainingProgress progress) throws IOException, UnfitFlowsException {
        final List<BundledTraffic> networks = BundledTraffic.read(data);
        final TrainedAutoencoder autoencoder = train(networks, progress);
        final BenignScores heldOut = BenignScores.of(
                autoencoder,
                networks.stream()
                        .map(network -> network.benignHeldOut(settings.seed()))
                        .toList());
        return new AutoencoderModelWriter(NAME, VERSION)
                .write(
                        autoencoder,
                        heldOut,
                        new Training(DESCRIPTION, settings.seed(), BundledTraffic.filesOf(networks)));
    }

    TrainedAutoencoder train(final List<BundledTraffic> networks, final TrainingProgress progress)
            throws UnfitFlowsException {
        final List<BenignTraffic> benign = networks.stream()
                .map(network -> network.benignTraining(settings.seed()))
                .toList();
        return new AutoencoderTrainer(settings).train(benign, progress);
    }
}

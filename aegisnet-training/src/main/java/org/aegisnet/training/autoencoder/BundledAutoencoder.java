package org.aegisnet.training.autoencoder;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.aegisnet.scoring.model.Training;

/**
 * The recipe of the autoencoder that comes with AegisNet. Its thresholds come from all the flows that it learns from. Each flow is scored by an
 * autoencoder that has learnt only from other blocks of time. A separate set of flows would be too small for the rarest thousandth. Immutable.
 */
public final class BundledAutoencoder {
    private static final String NAME = "flow-autoencoder";
    private static final String VERSION = "1.0.0";

    private static final String DESCRIPTION =
            "Learnt from benign flows of CIC-IDS2017 (corrected and original extraction) and of an office network, each as CICFlowMeter (payload"
                    + " bytes) and, where the protocol is known, as NetFlow (IP bytes) reports it. Thresholds are from the same flows, each block"
                    + " of time scored by an autoencoder that had not learnt from it, every network counting the same. On another network measure"
                    + " them first, or train on its own traffic.";

    /** Blocks of time that are held out in turn. */
    private static final int BLOCKS = 4;

    private final AutoencoderSettings settings;

    /** @param settings for the bundled file itself, {@link AutoencoderSettings#defaults} */
    public BundledAutoencoder(final AutoencoderSettings settings) {
        this.settings = settings;
    }

    /**
     * Makes the model file; the same bytes every time.
     *
     * @param data the folder that holds {@code train}, {@code benign_office} and {@code demo}
     * @throws IOException if a file is missing or no flow file
     */
    public byte[] build(final Path data, final TrainingProgress progress) throws IOException, UnfitFlowsException {
        final List<BundledTraffic> networks = BundledTraffic.read(data);
        final TrainedAutoencoder autoencoder = train(networks, stage(0, progress));
        final Training training = new Training(
                DESCRIPTION,
                settings.seed(),
                networks.stream().flatMap(network -> network.files().stream()).toList());
        return new AutoencoderModelWriter(NAME, VERSION)
                .write(autoencoder, heldOutScores(networks, progress), training);
    }

    TrainedAutoencoder train(final List<BundledTraffic> networks, final TrainingProgress progress)
            throws UnfitFlowsException {
        return new AutoencoderTrainer(settings)
                .train(
                        networks.stream()
                                .map(network -> network.benignTraining(settings.seed()))
                                .toList(),
                        progress);
    }

    BalancedBenignScores heldOutScores(final List<BundledTraffic> networks, final TrainingProgress progress)
            throws UnfitFlowsException {
        final List<List<BundledTraffic.HeldOutBlock>> blocks = networks.stream()
                .map(network -> network.benignBlocks(BLOCKS, settings.seed()))
                .toList();
        final List<BalancedBenignScores> scores = new ArrayList<>();
        for (int block = 0; block < BLOCKS; block++) {
            final int heldOut = block;
            final List<BundledTraffic.HeldOutBlock> ofNetworks =
                    blocks.stream().map(ofNetwork -> ofNetwork.get(heldOut)).toList();
            final TrainedAutoencoder autoencoder = new AutoencoderTrainer(settings)
                    .train(
                            ofNetworks.stream()
                                    .map(BundledTraffic.HeldOutBlock::others)
                                    .toList(),
                            stage(1 + block, progress));
            scores.add(BalancedBenignScores.of(
                    autoencoder,
                    ofNetworks.stream().map(BundledTraffic.HeldOutBlock::block).toList()));
        }
        return scores.stream().reduce(BalancedBenignScores::and).orElseThrow();
    }

    /** Progress over all trainings as if they were one. */
    private static TrainingProgress stage(final int stage, final TrainingProgress progress) {
        return (epoch, epochs, error) -> progress.epochDone(stage * epochs + epoch, (1 + BLOCKS) * epochs, error);
    }
}

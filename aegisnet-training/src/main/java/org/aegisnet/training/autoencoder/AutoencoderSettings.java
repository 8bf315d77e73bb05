package org.aegisnet.training.autoencoder;

/**
 * Settings of the length and the precision of an autoencoder's training.
 *
 * @param seed of all randomness: initial weights, the order of flows, the hidden features
 * @param epochs the number of times that each flow is learnt from, 1 or more
 * @param batchSize flows between two steps, 1 or more
 * @param learningRate of the first step, above 0; it falls to 0 along half a cosine
 * @param weightDecay pulls weights towards 0; 0 or more
 * @param hiddenPerTurn hidden units in each of both layers for each number of features already read, 1 or more
 */
public record AutoencoderSettings(
        long seed, int epochs, int batchSize, double learningRate, double weightDecay, int hiddenPerTurn) {

    public AutoencoderSettings {
        if (epochs < 1 || batchSize < 1 || hiddenPerTurn < 1) {
            throw new IllegalArgumentException("Epochs, batch size and hidden units are 1 or more, not %d, %d and %d"
                    .formatted(epochs, batchSize, hiddenPerTurn));
        }
        if (!(learningRate > 0) || !(weightDecay >= 0)) {
            throw new IllegalArgumentException(
                    "The learning rate lies above 0 and the weight decay not below, not at %s and %s"
                            .formatted(learningRate, weightDecay));
        }
    }

    /** The settings of the bundled model, chosen on the validation part of its data; they do well on other traffic too. */
    public static AutoencoderSettings defaults() {
        return new AutoencoderSettings(1, 20, 128, 3e-3, 1e-4, 12);
    }

    /** The same settings with another seed. */
    public AutoencoderSettings withSeed(final long otherSeed) {
        return new AutoencoderSettings(otherSeed, epochs, batchSize, learningRate, weightDecay, hiddenPerTurn);
    }

    /** The same settings with another number of epochs. */
    public AutoencoderSettings withEpochs(final int otherEpochs) {
        return new AutoencoderSettings(seed, otherEpochs, batchSize, learningRate, weightDecay, hiddenPerTurn);
    }
}

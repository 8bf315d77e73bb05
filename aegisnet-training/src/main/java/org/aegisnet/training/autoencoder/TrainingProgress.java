package org.aegisnet.training.autoencoder;

/** Listener for the progress of a training. */
@FunctionalInterface
public interface TrainingProgress {
    /**
     * An epoch is over.
     *
     * @param epoch from 1 to {@code epochs}
     * @param epochs of the whole training
     * @param reconstructionError the mean of a flow's summed cross-entropies in this epoch, in nats, with hidden features left out
     */
    void epochDone(int epoch, int epochs, double reconstructionError);

    /** Tells nobody. */
    static TrainingProgress silent() {
        return (epoch, epochs, reconstructionError) -> {};
    }
}

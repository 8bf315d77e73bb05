package org.aegisnet.training.autoencoder;

/** Flows that a model cannot be learnt from. The message is a sentence for the person who chose them: what is wrong, and what would do. */
public final class UnfitFlowsException extends Exception {
    private static final long serialVersionUID = 1L;

    public UnfitFlowsException(final String message) {
        super(message);
    }
}

package org.aegisnet.scoring.model;

/** A model file that is not used. The message is one sentence for the person who chose the file: what is wrong with it, and what is expected. */
public final class ModelRejectedException extends Exception {
    private static final long serialVersionUID = 1L;

    public ModelRejectedException(final String message) {
        super(message);
    }

    public ModelRejectedException(final String message, final Throwable cause) {
        super(message, cause);
    }
}

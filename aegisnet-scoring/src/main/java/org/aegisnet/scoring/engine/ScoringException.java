package org.aegisnet.scoring.engine;

/** An engine failed on a batch. No fault of the flows: a sound model scores every batch of numbers. */
public final class ScoringException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ScoringException(final String message) {
        super(message);
    }

    public ScoringException(final String message, final Throwable cause) {
        super(message, cause);
    }
}

package org.aegisnet.patterns;

/** A snapshot cannot be used; the message says why. */
public final class SnapshotRejectedException extends Exception {
    private static final long serialVersionUID = 1L;

    /** With a sentence. */
    public SnapshotRejectedException(final String message) {
        super(message);
    }

    /** With a sentence and what is behind it. */
    public SnapshotRejectedException(final String message, final Throwable cause) {
        super(message, cause);
    }
}

package org.aegisnet.runtime;

/** An exception that says in one sentence which request NiFi failed to carry out or rejected, and where to look. */
public final class NiFiException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NiFiException(final String message) {
        super(message);
    }

    public NiFiException(final String message, final Throwable cause) {
        super(message, cause);
    }
}

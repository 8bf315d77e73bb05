package org.aegisnet.runtime;

/** Says in one sentence what NiFi could not do, or refused to do, and where to look. */
public final class NiFiException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NiFiException(final String message) {
        super(message);
    }

    public NiFiException(final String message, final Throwable cause) {
        super(message, cause);
    }
}

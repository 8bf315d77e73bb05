package org.aegisnet.processors.history;

import java.io.Serial;

/** A database that cannot be opened; the message says why, and how to mend it. */
final class DatabaseUnavailableException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    DatabaseUnavailableException(final String message, final Throwable cause) {
        super(message, cause);
    }
}

package org.aegisnet.processors.alert;

/** A record is not an alert of ours; the message names the missing part. */
final class UnreadableAlertException extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadableAlertException(final String message) {
        super(message);
    }

    UnreadableAlertException(final String message, final Throwable cause) {
        super(message, cause);
    }
}

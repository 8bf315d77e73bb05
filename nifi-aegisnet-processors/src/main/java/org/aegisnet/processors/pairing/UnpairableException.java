package org.aegisnet.processors.pairing;

/** A record lacks a value that pairing needs. The message is for the field {@code unpairable_reason}; the stack trace is left out. */
final class UnpairableException extends Exception {
    private static final long serialVersionUID = 1L;

    UnpairableException(final String reason) {
        super(reason, null, false, false);
    }
}

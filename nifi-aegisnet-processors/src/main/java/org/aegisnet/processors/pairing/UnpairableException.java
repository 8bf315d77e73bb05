package org.aegisnet.processors.pairing;

/** A record lacks what pairing needs. The message is for the field {@code unpairable_reason}; there is no stack trace, for it says nothing. */
final class UnpairableException extends Exception {
    private static final long serialVersionUID = 1L;

    UnpairableException(final String reason) {
        super(reason, null, false, false);
    }
}

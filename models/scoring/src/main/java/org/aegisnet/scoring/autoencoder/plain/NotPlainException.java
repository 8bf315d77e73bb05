package org.aegisnet.scoring.autoencoder.plain;

import java.io.Serial;

/** A graph holds something that plain Java does not compute; another engine may. */
final class NotPlainException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    NotPlainException(final String message) {
        super(message);
    }
}

package org.aegisnet.scoring.autoencoder.plain;

import java.io.Serial;

/** A graph holds something that plain Java does not compute; another engine may. */
final class UnsupportedGraphException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    UnsupportedGraphException(final String message) {
        super(message);
    }
}

package org.aegisnet.scoring.autoencoder.plain;

import java.io.Serial;

/** Rejection of a graph that plain Java does not support; another engine may. The message is a part of a sentence: "operator Erf is not known". */
public final class UnsupportedGraphException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    UnsupportedGraphException(final String message) {
        super(message);
    }
}

package org.aegisnet.netflow.framing;

import java.io.IOException;

/** A stream is not framed as expected. The message says where, what was found, what was expected, and what to do. */
public final class FramingException extends IOException {
    private static final long serialVersionUID = 1L;

    public FramingException(String message) {
        super(message);
    }
}

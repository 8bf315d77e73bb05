package org.aegisnet.training.data;

import java.io.IOException;

/** A flow file that cannot be used. The message names the file, the line where there is one, and what was expected. */
public final class FlowFileException extends IOException {
    private static final long serialVersionUID = 1L;

    public FlowFileException(final String message) {
        super(message);
    }

    public FlowFileException(final String message, final Throwable cause) {
        super(message, cause);
    }
}

package org.aegisnet.training.data;

import java.io.IOException;

/** A flow file that cannot be used. The message names the file, the line if there is one, and what was expected. */
public final class FlowCsvException extends IOException {
    private static final long serialVersionUID = 1L;

    public FlowCsvException(final String message) {
        super(message);
    }

    public FlowCsvException(final String message, final Throwable cause) {
        super(message, cause);
    }
}

package org.aegisnet.scoring.csv;

import java.io.IOException;

/** Content that cannot be read as CSV of flows. The message is a sentence that says the fault and the remedy; it does not name the file. */
public final class CsvFormatException extends IOException {
    private static final long serialVersionUID = 1L;

    /** @param message a sentence for the person who can mend the content */
    public CsvFormatException(final String message) {
        super(message);
    }

    /**
     * @param message a sentence for the person who can mend the content
     * @param cause the failure of the parser or of the decompression
     */
    public CsvFormatException(final String message, final Throwable cause) {
        super(message, cause);
    }
}

package org.aegisnet.processors.api;

import java.io.InputStream;
import java.util.Map;
import org.apache.nifi.controller.AbstractControllerService;
import org.apache.nifi.logging.ComponentLog;
import org.apache.nifi.serialization.RecordReader;
import org.apache.nifi.serialization.RecordReaderFactory;

/** Record Reader that throws. */
public final class FailingReader extends AbstractControllerService implements RecordReaderFactory {
    private final Throwable failure;

    /** @param failure a RuntimeException or an Error */
    public FailingReader(final Throwable failure) {
        this.failure = failure;
    }

    @Override
    public RecordReader createRecordReader(
            final Map<String, String> variables,
            final InputStream in,
            final long inputLength,
            final ComponentLog logger) {
        if (failure instanceof RuntimeException exception) {
            throw exception;
        }
        throw (Error) failure;
    }
}

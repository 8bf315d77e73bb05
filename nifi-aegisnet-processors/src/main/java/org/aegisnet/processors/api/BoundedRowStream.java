package org.aegisnet.processors.api;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Stream of a CSV body that ends with an error if one row is too long. So no reader gathers a row, or a header, that does not fit into memory. The
 * stream does not parse CSV: it counts the bytes that are read before its owner has got the next row. For one thread.
 */
final class BoundedRowStream extends FilterInputStream {
    private final int maxRow;
    private long sinceRow;
    private boolean exceeded;

    /** @param maxRow the greatest length of a row in bytes; a reader that reads ahead must stay below it */
    BoundedRowStream(final InputStream body, final int maxRow) {
        super(body);
        this.maxRow = maxRow;
    }

    /** A row has come out of the reader. */
    void rowEnds() {
        sinceRow = 0;
    }

    /** Tells whether a row was too long. Readers wrap exceptions, so the type of the exception does not tell it. */
    boolean exceeded() {
        return exceeded;
    }

    @Override
    public int read() throws IOException {
        final int value = super.read();
        count(value < 0 ? 0 : 1);
        return value;
    }

    @Override
    public int read(final byte[] buffer, final int offset, final int length) throws IOException {
        final int count = super.read(buffer, offset, Math.min(length, maxRow));
        count(Math.max(count, 0));
        return count;
    }

    @Override
    public long skip(final long count) throws IOException {
        final long skipped = super.skip(count);
        count(skipped);
        return skipped;
    }

    @Override
    public synchronized void reset() throws IOException {
        super.reset();
        sinceRow = 0;
    }

    private void count(final long bytes) throws IOException {
        sinceRow += bytes;
        if (sinceRow > maxRow) {
            exceeded = true;
            throw new IOException("A row has more than %d bytes".formatted(maxRow));
        }
    }
}

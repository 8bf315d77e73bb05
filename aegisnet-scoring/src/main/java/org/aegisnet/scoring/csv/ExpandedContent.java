package org.aegisnet.scoring.csv;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Stream of content that may be gzip, recognised by its first two bytes (RFC 1952). A small file can expand to any length. So beyond
 * {@value #FREE_LENGTH} bytes, the expanded content is at most {@value #MAX_RATIO} times as long as the stored one. For one thread.
 */
final class ExpandedContent extends FilterInputStream {
    /** The length in bytes to which any content may expand. */
    static final long FREE_LENGTH = 64L << 20;

    /** The greatest ratio of expanded to stored length; CSV of flows reaches 10 to 50. */
    static final int MAX_RATIO = 200;

    private static final int MAGIC_LOW = 0x1f;
    private static final int MAGIC_HIGH = 0x8b;
    private static final int BUFFER = 8192;

    private final Counting stored;
    private long expanded;

    private ExpandedContent(final Counting stored) throws IOException {
        super(new GZIPInputStream(stored, BUFFER));
        this.stored = stored;
    }

    /**
     * The content, expanded if it is gzip.
     *
     * @param content closed with the returned stream
     */
    static InputStream of(final InputStream content) throws IOException {
        final PushbackInputStream start = new PushbackInputStream(content, 2);
        final byte[] magic = start.readNBytes(2);
        start.unread(magic);
        final boolean gzip = magic.length == 2 && (magic[0] & 0xff) == MAGIC_LOW && (magic[1] & 0xff) == MAGIC_HIGH;
        try {
            return gzip ? new ExpandedContent(new Counting(start)) : start;
        } catch (final EOFException | ZipException e) {
            throw damaged(e);
        }
    }

    private static CsvFormatException damaged(final IOException failure) {
        return new CsvFormatException(
                "The gzip content is damaged or ends early: %s".formatted(failure.getMessage()), failure);
    }

    @Override
    public int read() throws IOException {
        final byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(final byte[] buffer, final int offset, final int length) throws IOException {
        final int count;
        try {
            count = super.read(buffer, offset, length);
        } catch (final EOFException | ZipException e) {
            throw damaged(e);
        }
        expanded += Math.max(count, 0);
        if (expanded > FREE_LENGTH && expanded > MAX_RATIO * stored.count) {
            throw new CsvFormatException(
                    "The gzip content expands to more than %d times its length, which no file of flows does; expand it first if it is one"
                            .formatted(MAX_RATIO));
        }
        return count;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    /** Count of the stored bytes. */
    private static final class Counting extends FilterInputStream {
        private long count;

        private Counting(final InputStream stored) {
            super(stored);
        }

        @Override
        public int read() throws IOException {
            final int value = super.read();
            count += value < 0 ? 0 : 1;
            return value;
        }

        @Override
        public int read(final byte[] buffer, final int offset, final int length) throws IOException {
            final int read = super.read(buffer, offset, length);
            count += Math.max(read, 0);
            return read;
        }
    }
}

package org.aegisnet.scoring.csv;

import java.io.IOException;
import java.io.Reader;

/**
 * Reader whose first lines can be looked at and skipped before the rest is read. A line ends with CR, LF or both. For one thread.
 */
final class HeadReader extends Reader {
    private static final int CHUNK = 4096;

    private final Reader text;
    private final int maxLine;
    private final StringBuilder ahead = new StringBuilder();
    private int position;
    private boolean ended;
    private long skipped;

    /**
     * @param text closed with this reader
     * @param maxLine the greatest length in characters of a line that is looked at
     */
    HeadReader(final Reader text, final int maxLine) {
        this.text = text;
        this.maxLine = maxLine;
    }

    /** Tells whether there is a line. */
    boolean hasLine() throws IOException {
        return position < ahead.length() || more();
    }

    /**
     * The next line without its end. It stays to be read.
     *
     * @throws CsvFormatException if the line is too long
     */
    String line() throws IOException {
        return ahead.substring(position, lineEnd());
    }

    /** Skips the next line with its end. */
    void skipLine() throws IOException {
        position = lineEnd();
        if (hasLine() && ahead.charAt(position) == '\r') {
            position++;
            if (hasLine() && ahead.charAt(position) == '\n') {
                position++;
            }
        } else if (hasLine()) {
            position++;
        }
        skipped++;
    }

    /** The lines that have been skipped. */
    long skippedLines() {
        return skipped;
    }

    private int lineEnd() throws IOException {
        int end = position;
        while (true) {
            while (end < ahead.length()) {
                if (ahead.charAt(end) == '\n' || ahead.charAt(end) == '\r') {
                    return end;
                }
                end++;
            }
            if (end - position > maxLine) {
                throw new CsvFormatException(
                        "The line of column names has more than %d characters; CSV of flows was expected, one flow to a line"
                                .formatted(maxLine));
            }
            if (!more()) {
                return end;
            }
        }
    }

    private boolean more() throws IOException {
        if (ended) {
            return false;
        }
        final char[] chunk = new char[CHUNK];
        final int count = text.read(chunk, 0, CHUNK);
        ended = count < 0;
        if (!ended) {
            ahead.append(chunk, 0, count);
        }
        return !ended;
    }

    @Override
    public int read(final char[] buffer, final int offset, final int length) throws IOException {
        final int left = ahead.length() - position;
        if (left <= 0) {
            ahead.setLength(0);
            position = 0;
            return ended ? -1 : text.read(buffer, offset, length);
        }
        final int count = Math.min(left, length);
        ahead.getChars(position, position + count, buffer, offset);
        position += count;
        return count;
    }

    @Override
    public void close() throws IOException {
        text.close();
    }
}

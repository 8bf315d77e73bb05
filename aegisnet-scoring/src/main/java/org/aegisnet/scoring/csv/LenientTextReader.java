package org.aegisnet.scoring.csv;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Reader of text in UTF-8 or Windows-1252. A byte that does not belong to a UTF-8 sequence is taken as Windows-1252, so that one pass reads either.
 * A byte-order mark of UTF-8 is left out, and one of UTF-16 chooses UTF-16. For one thread.
 */
final class LenientTextReader extends Reader {
    private static final Charset WINDOWS = Charset.forName("windows-1252");
    private static final int BUFFER = 8192;
    private static final int BYTE_VALUES = 256;
    private static final int MARK_LENGTH = 3;

    private final InputStream content;
    private final CharsetDecoder utf8 = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER).flip();
    private final CharBuffer characters = CharBuffer.allocate(BUFFER).flip();
    private final String windows = WINDOWS.decode(allBytes()).toString();
    private boolean ended;

    private LenientTextReader(final InputStream content) {
        this.content = content;
    }

    /**
     * The text of a content.
     *
     * @param content closed with the returned reader
     */
    static Reader of(final InputStream content) throws IOException {
        final PushbackInputStream start = new PushbackInputStream(content, MARK_LENGTH);
        final byte[] mark = start.readNBytes(MARK_LENGTH);
        if (mark.length == MARK_LENGTH && mark[0] == (byte) 0xef && mark[1] == (byte) 0xbb && mark[2] == (byte) 0xbf) {
            return new LenientTextReader(start);
        }
        start.unread(mark);
        if (hasUtf16Mark(mark)) {
            // This charset reads the mark itself and leaves it out.
            return new InputStreamReader(start, StandardCharsets.UTF_16);
        }
        return new LenientTextReader(start);
    }

    private static boolean hasUtf16Mark(final byte[] start) {
        if (start.length < 2) {
            return false;
        }
        final int mark = ((start[0] & 0xff) << 8) | (start[1] & 0xff);
        return mark == 0xfeff || mark == 0xfffe;
    }

    private static ByteBuffer allBytes() {
        final ByteBuffer all = ByteBuffer.allocate(BYTE_VALUES);
        for (int value = 0; value < BYTE_VALUES; value++) {
            all.put((byte) value);
        }
        return all.flip();
    }

    @Override
    public int read(final char[] buffer, final int offset, final int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (!characters.hasRemaining()) {
            if (ended && !bytes.hasRemaining()) {
                return -1;
            }
            decode();
        }
        final int count = Math.min(length, characters.remaining());
        characters.get(buffer, offset, count);
        return count;
    }

    private void decode() throws IOException {
        characters.clear();
        CoderResult result = utf8.decode(bytes, characters, ended);
        while (result.isMalformed() && characters.hasRemaining()) {
            characters.put(windows.charAt(bytes.get() & 0xff));
            result = utf8.decode(bytes, characters, ended);
        }
        characters.flip();
        if (!characters.hasRemaining() && !ended) {
            fill();
        }
    }

    private void fill() throws IOException {
        bytes.compact();
        final int count = content.read(bytes.array(), bytes.position(), bytes.remaining());
        if (count < 0) {
            ended = true;
        } else {
            bytes.position(bytes.position() + count);
        }
        bytes.flip();
    }

    @Override
    public void close() throws IOException {
        content.close();
    }
}

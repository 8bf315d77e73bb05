package org.aegisnet.netflow.framing;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.aegisnet.netflow.datagram.BigEndian;
import org.aegisnet.netflow.datagram.Datagram;
import org.aegisnet.netflow.datagram.Exporter;

/** Datagrams with their length before each, four bytes big endian. */
final class LengthPrefixedDatagrams implements DatagramSource {
    private static final int PREFIX_LENGTH = 4;
    private static final int MAX_SIZE = 65_535;

    private final InputStream stream;
    private final Exporter exporter;
    private final long receivedMillis;
    private long offset;

    LengthPrefixedDatagrams(InputStream stream, Exporter exporter, long receivedMillis) {
        this.stream = stream;
        this.exporter = exporter;
        this.receivedMillis = receivedMillis;
    }

    @Override
    public Optional<Datagram> next() throws IOException {
        byte[] prefix = stream.readNBytes(PREFIX_LENGTH);
        if (prefix.length == 0) {
            return Optional.empty();
        }
        if (prefix.length < PREFIX_LENGTH) {
            throw new FramingException("At byte " + offset + " the content ends inside the length of a datagram.");
        }
        long length = BigEndian.unsigned32(prefix, 0);
        if (length > MAX_SIZE) {
            throw new FramingException("At byte " + offset + " a datagram is said to be " + length
                    + " bytes long; none is longer than " + MAX_SIZE
                    + ". Expected is a length of four bytes, big endian, before each datagram.");
        }
        byte[] bytes = stream.readNBytes((int) length);
        if (bytes.length < length) {
            throw new FramingException("At byte " + offset + " begins a datagram of " + length
                    + " bytes, but the content ends after " + bytes.length + " of them.");
        }
        offset += PREFIX_LENGTH + length;
        return Optional.of(new Datagram(exporter, receivedMillis, bytes));
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}

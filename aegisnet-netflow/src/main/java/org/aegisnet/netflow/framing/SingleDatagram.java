package org.aegisnet.netflow.framing;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.aegisnet.netflow.datagram.Datagram;
import org.aegisnet.netflow.datagram.Exporter;

/** A stream that is one datagram. An empty stream holds none. */
final class SingleDatagram implements DatagramSource {
    private static final int MAX_SIZE = 65_535;

    private final InputStream stream;
    private final Exporter exporter;
    private final long receivedMillis;
    private boolean done;

    SingleDatagram(InputStream stream, Exporter exporter, long receivedMillis) {
        this.stream = stream;
        this.exporter = exporter;
        this.receivedMillis = receivedMillis;
    }

    @Override
    public Optional<Datagram> next() throws IOException {
        if (done) {
            return Optional.empty();
        }
        done = true;
        byte[] bytes = stream.readNBytes(MAX_SIZE + 1);
        if (bytes.length > MAX_SIZE) {
            throw new FramingException("The content is longer than " + MAX_SIZE
                    + " bytes, so it is not one datagram. Choose the framing that it has: length-prefixed, self-delimiting"
                    + " or pcap.");
        }
        return bytes.length == 0 ? Optional.empty() : Optional.of(new Datagram(exporter, receivedMillis, bytes));
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}

package org.aegisnet.netflow.framing;

import java.io.Closeable;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.aegisnet.netflow.datagram.Datagram;

/** Datagrams out of a file or stream, one after the other. Not safe for more than one thread; whoever opened it closes it. */
public interface DatagramSource extends Closeable {
    /**
     * The next datagram.
     *
     * @return empty at the end
     * @throws FramingException if the stream is not framed as expected; says where and what to do
     * @throws IOException if the stream cannot be read
     */
    Optional<Datagram> next() throws IOException;

    /** Returns the number of packets of a capture that gave no datagram so far, by reason; empty for other framings. */
    default Map<PassedOver, Long> passedOver() {
        return Map.of();
    }
}

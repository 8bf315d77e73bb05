package org.aegisnet.netflow.framing;

import java.io.IOException;
import java.io.InputStream;
import org.aegisnet.netflow.datagram.Exporter;

/** Layout of datagrams in a file or stream. */
public enum Framing {
    /** The whole stream is one datagram. */
    SINGLE {
        @Override
        public DatagramSource open(InputStream stream, Exporter exporter, long receivedMillis) {
            return new SingleDatagram(stream, exporter, receivedMillis);
        }
    },
    /** Before each datagram, its length as four bytes, big endian. */
    LENGTH_PREFIXED {
        @Override
        public DatagramSource open(InputStream stream, Exporter exporter, long receivedMillis) {
            return new LengthPrefixedDatagrams(stream, exporter, receivedMillis);
        }
    },
    /** One datagram directly after the other; where each ends is told by itself, see {@link SelfDelimitingDatagrams}. */
    SELF_DELIMITING {
        @Override
        public DatagramSource open(InputStream stream, Exporter exporter, long receivedMillis) {
            return new SelfDelimitingDatagrams(stream, exporter, receivedMillis);
        }
    },
    /** A capture in pcap or pcapng format; exporter and time are the packets' own, see {@link PcapDatagrams}. */
    PCAP {
        @Override
        public DatagramSource open(InputStream stream, Exporter exporter, long receivedMillis) throws IOException {
            return PcapDatagrams.open(stream);
        }
    };

    /**
     * Opens a stream of datagrams. Closing the source closes the stream.
     *
     * @param exporter the sender of the datagrams, if the stream does not say it
     * @param receivedMillis when they were received, if the stream does not say it; milliseconds since 1970
     */
    public abstract DatagramSource open(InputStream stream, Exporter exporter, long receivedMillis) throws IOException;
}

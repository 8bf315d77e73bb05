package org.aegisnet.netflow.framing;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import org.aegisnet.netflow.datagram.BigEndian;
import org.aegisnet.netflow.datagram.Datagram;
import org.aegisnet.netflow.datagram.ExportHeader;
import org.aegisnet.netflow.datagram.Exporter;

/**
 * Datagrams directly after each other. The end of a datagram follows from its length (IPFIX), its count (v5), or the lengths of its sets (v9).
 *
 * <p>Limits: NetFlow v9 does not say how long a datagram is. The reader follows its sets until the content ends or the next datagram begins.
 * A datagram begins if two bytes at the place of a set say version 5, 9 or 10 and a header could stand there. The numbers 5, 9 and 10 are not
 * ids of sets. A wrong set length (v9), a wrong count (v5), and bytes between datagrams cannot be told from the next datagram. The rest of the
 * content is rejected then.
 */
final class SelfDelimitingDatagrams implements DatagramSource {
    private static final int SET_HEADER_LENGTH = 4;
    private static final int RECORD_LENGTH_V5 = 48;
    private static final int MAX_SIZE = 65_535;

    private final InputStream stream;
    private final Exporter exporter;
    private final long receivedMillis;
    private byte[] window = new byte[2 * MAX_SIZE];
    private int windowLength;
    private long offset;

    SelfDelimitingDatagrams(InputStream stream, Exporter exporter, long receivedMillis) {
        this.stream = stream;
        this.exporter = exporter;
        this.receivedMillis = receivedMillis;
    }

    @Override
    public Optional<Datagram> next() throws IOException {
        windowLength += stream.readNBytes(window, windowLength, window.length - windowLength);
        if (windowLength == 0) {
            return Optional.empty();
        }
        int length = length();
        if (length > windowLength) {
            throw new FramingException("At byte " + offset + " begins a datagram of " + length
                    + " bytes, but the content ends after " + windowLength + " of them.");
        }
        byte[] bytes = Arrays.copyOf(window, length);
        System.arraycopy(window, length, window, 0, windowLength - length);
        windowLength -= length;
        offset += length;
        return Optional.of(new Datagram(exporter, receivedMillis, bytes));
    }

    private int length() throws FramingException {
        int version = windowLength < SET_HEADER_LENGTH ? 0 : BigEndian.unsigned16(window, 0);
        int second = windowLength < SET_HEADER_LENGTH ? 0 : BigEndian.unsigned16(window, 2);
        return switch (version) {
            case ExportHeader.NETFLOW_V5 -> ExportHeader.NETFLOW_V5_LENGTH + second * RECORD_LENGTH_V5;
            case ExportHeader.NETFLOW_V9 -> lengthOfNetFlowV9();
            case ExportHeader.IPFIX -> {
                if (second < ExportHeader.IPFIX_LENGTH) {
                    throw new FramingException("At byte " + offset + " an IPFIX message claims " + second
                            + " bytes; its header alone has 16.");
                }
                yield second;
            }
            default ->
                throw new FramingException("At byte " + offset
                        + " no datagram of NetFlow v5, NetFlow v9 or IPFIX begins. Expected is one directly after the"
                        + " other; choose the framing that the content has.");
        };
    }

    private int lengthOfNetFlowV9() {
        int at = ExportHeader.NETFLOW_V9_LENGTH;
        while (windowLength - at >= SET_HEADER_LENGTH) {
            int setId = BigEndian.unsigned16(window, at);
            int length = BigEndian.unsigned16(window, at + 2);
            boolean nextDatagram =
                    setId == ExportHeader.NETFLOW_V5 || setId == ExportHeader.NETFLOW_V9 || setId == ExportHeader.IPFIX;
            if (nextDatagram || length < SET_HEADER_LENGTH) {
                break;
            }
            at += length;
        }
        return windowLength - at < SET_HEADER_LENGTH ? Math.max(at, windowLength) : at;
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}

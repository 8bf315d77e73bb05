package org.aegisnet.benchmark.netflow;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Splitter of the NetFlow v9 datagrams of one exporter into datagrams with fewer flows each (RFC 3954). Sets of templates and options stay whole.
 * For one thread.
 */
final class DatagramSplitter {
    private static final int HEADER = 20;
    private static final int SET_HEADER = 4;
    private static final int TEMPLATES = 0;
    private static final int FIRST_DATA = 256;

    private final int mostFlows;
    private final Map<Integer, Integer> recordLengths = new HashMap<>();
    private final List<ReplayedDatagram> result = new ArrayList<>();

    private DatagramSplitter(final int mostFlows) {
        this.mostFlows = mostFlows;
    }

    /** @param mostFlows that a datagram may hold */
    static List<ReplayedDatagram> split(final List<byte[]> datagrams, final int mostFlows) {
        final DatagramSplitter splitter = new DatagramSplitter(mostFlows);
        datagrams.forEach(splitter::split);
        return List.copyOf(splitter.result);
    }

    private void split(final byte[] datagram) {
        final ByteBuffer bytes = ByteBuffer.wrap(datagram);
        for (int at = HEADER; at + SET_HEADER <= datagram.length; at += Short.toUnsignedInt(bytes.getShort(at + 2))) {
            final int id = Short.toUnsignedInt(bytes.getShort(at));
            final int length = Short.toUnsignedInt(bytes.getShort(at + 2));
            if (id == TEMPLATES) {
                learn(bytes.slice(at + SET_HEADER, length - SET_HEADER));
            }
            final int recordLength = id < FIRST_DATA ? 0 : recordLengths.getOrDefault(id, 0);
            if (recordLength == 0) {
                add(datagram, 0, Arrays.copyOfRange(datagram, at, at + length));
            } else {
                cut(datagram, bytes.slice(at, length), recordLength);
            }
        }
    }

    private void learn(final ByteBuffer templates) {
        while (templates.remaining() > SET_HEADER) {
            final int id = Short.toUnsignedInt(templates.getShort());
            int length = 0;
            for (int field = Short.toUnsignedInt(templates.getShort()); field > 0; field--) {
                templates.getShort();
                length += Short.toUnsignedInt(templates.getShort());
            }
            recordLengths.put(id, length);
        }
    }

    private void cut(final byte[] datagram, final ByteBuffer set, final int recordLength) {
        final int records = (set.capacity() - SET_HEADER) / recordLength;
        for (int first = 0; first < records; first += mostFlows) {
            final int flows = Math.min(mostFlows, records - first);
            final ByteBuffer piece = ByteBuffer.allocate(SET_HEADER + flows * recordLength);
            piece.putShort(set.getShort(0)).putShort((short) piece.capacity());
            piece.put(set.slice(SET_HEADER + first * recordLength, flows * recordLength));
            add(datagram, flows, piece.array());
        }
    }

    private void add(final byte[] datagram, final int flows, final byte[] set) {
        final ByteBuffer whole = ByteBuffer.allocate(HEADER + set.length);
        whole.put(datagram, 0, HEADER).put(set);
        whole.putShort(2, (short) Math.max(1, flows));
        result.add(new ReplayedDatagram(whole.array(), flows));
    }
}

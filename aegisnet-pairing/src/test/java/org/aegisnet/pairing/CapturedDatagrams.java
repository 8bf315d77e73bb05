package org.aegisnet.pairing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.aegisnet.netflow.datagram.Datagram;
import org.aegisnet.netflow.datagram.Exporter;

/**
 * The datagrams of a capture of an exporter (Ethernet, IPv4, UDP). The captures have no times of their own, so a datagram's time of
 * arrival is the export time in its header.
 */
final class CapturedDatagrams {
    private static final int FILE_HEADER = 24;
    private static final int PACKET_HEADER = 16;
    private static final int ETHERNET = 14;
    private static final int UDP_HEADER = 8;
    private static final int IPFIX = 10;

    private CapturedDatagrams() {}

    static List<Datagram> read(final Path pcap) throws IOException {
        final List<Datagram> datagrams = new ArrayList<>();
        final byte[] bytes = Files.readAllBytes(pcap);
        final ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int position = FILE_HEADER;
        while (position + PACKET_HEADER <= file.limit()) {
            final int length = file.getInt(position + 8);
            final int frame = position + PACKET_HEADER;
            final int udp = frame + ETHERNET + (file.get(frame + ETHERNET) & 0xf) * 4;
            final int payload = (Short.reverseBytes(file.getShort(udp + 4)) & 0xffff) - UDP_HEADER;
            final int version = Short.reverseBytes(file.getShort(udp + UDP_HEADER));
            final int sent = Integer.reverseBytes(file.getInt(udp + UDP_HEADER + (version == IPFIX ? 4 : 8)));
            final long millis = (sent & 0xffff_ffffL) * 1000;
            datagrams.add(new Datagram(new Exporter("192.0.2.1"), millis, bytes, udp + UDP_HEADER, payload));
            position = frame + length;
        }
        return datagrams;
    }
}

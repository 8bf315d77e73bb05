package org.aegisnet.netflow.framing;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntPredicate;
import org.aegisnet.net.IpAddressText;
import org.aegisnet.net.IpProtocol;
import org.aegisnet.netflow.datagram.BigEndian;
import org.aegisnet.netflow.datagram.Datagram;
import org.aegisnet.netflow.datagram.Exporter;

/**
 * The UDP datagrams of a capture in pcap or pcapng format: Ethernet with VLAN tags, Linux cooked, BSD loopback or raw IP; IPv4 and IPv6;
 * fragments are put together. Exporter and time are the packets' own. A packet cut short by the capture gives a datagram cut short.
 */
public final class PcapDatagrams implements DatagramSource {
    private static final int UDP_HEADER_LENGTH = 8;
    private static final int IPV4_HEADER_LENGTH = 20;
    private static final int IPV6_HEADER_LENGTH = 40;

    private final InputStream stream;
    private final PacketSource packets;
    private final IntPredicate wantedPort;
    private final FragmentAssembler fragments = new FragmentAssembler();
    private final Map<PassedOver, Long> passedOver = new EnumMap<>(PassedOver.class);

    private PcapDatagrams(InputStream stream, PacketSource packets, IntPredicate wantedPort) {
        this.stream = stream;
        this.packets = packets;
        this.wantedPort = wantedPort;
    }

    /**
     * Opens a capture.
     *
     * @param wantedPort which destination ports count
     * @throws FramingException if the stream is not a capture
     */
    public static PcapDatagrams open(InputStream stream, IntPredicate wantedPort) throws IOException {
        byte[] magic = stream.readNBytes(4);
        if (magic.length == 4) {
            int number = (int) BigEndian.unsigned32(magic, 0);
            if (PcapFile.isMagic(number)) {
                return new PcapDatagrams(stream, new PcapFile(stream, number), wantedPort);
            }
            if (number == PcapngFile.SECTION_HEADER) {
                return new PcapDatagrams(stream, new PcapngFile(stream), wantedPort);
            }
        }
        throw new FramingException("The content is not a capture in pcap or pcapng format. Choose its framing.");
    }

    /** Opens a capture for all UDP ports. */
    static PcapDatagrams open(InputStream stream) throws IOException {
        return open(stream, port -> true);
    }

    @Override
    public Optional<Datagram> next() throws IOException {
        for (Optional<CapturedPacket> packet = packets.next(); packet.isPresent(); packet = packets.next()) {
            Optional<Datagram> datagram = datagram(packet.get());
            if (datagram.isPresent()) {
                return datagram;
            }
        }
        return Optional.empty();
    }

    @Override
    public Map<PassedOver, Long> passedOver() {
        Map<PassedOver, Long> all = new EnumMap<>(passedOver);
        long incomplete = fragments.incompleteFragments();
        if (incomplete > 0) {
            all.put(PassedOver.INCOMPLETE_FRAGMENTS, incomplete);
        }
        return all;
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }

    private Optional<Datagram> datagram(CapturedPacket packet) {
        if (!LinkLayer.isKnown(packet.linkType())) {
            return passOver(PassedOver.UNKNOWN_LINK_LAYER);
        }
        OptionalInt ip = LinkLayer.ipHeader(packet);
        if (ip.isEmpty() || ip.getAsInt() >= packet.bytes().length) {
            return passOver(PassedOver.NOT_IP);
        }
        int at = ip.getAsInt();
        return BigEndian.unsigned8(packet.bytes(), at) >>> 4 == 4 ? ipv4(packet, at) : ipv6(packet, at);
    }

    private Optional<Datagram> ipv4(CapturedPacket packet, int at) {
        byte[] bytes = packet.bytes();
        if (bytes.length - at < IPV4_HEADER_LENGTH) {
            return passOver(PassedOver.MALFORMED_PACKET);
        }
        int headerLength = (BigEndian.unsigned8(bytes, at) & 0x0f) * 4;
        int totalLength = BigEndian.unsigned16(bytes, at + 2);
        int end = Math.min(bytes.length, totalLength == 0 ? bytes.length : at + totalLength);
        int payload = at + headerLength;
        if (headerLength < IPV4_HEADER_LENGTH || payload > end) {
            return passOver(PassedOver.MALFORMED_PACKET);
        }
        int protocol = BigEndian.unsigned8(bytes, at + 9);
        if (protocol != IpProtocol.UDP) {
            return passOver(PassedOver.NOT_UDP);
        }
        String source = IpAddressText.of(bytes, at + 12, 4);
        int fragment = BigEndian.unsigned16(bytes, at + 6);
        boolean more = (fragment & 0x2000) != 0;
        int offset = (fragment & 0x1fff) * 8;
        if (!more && offset == 0) {
            return udp(packet, source, bytes, payload, end);
        }
        String addresses = source + ">" + IpAddressText.of(bytes, at + 16, 4);
        FragmentAssembler.Key key = new FragmentAssembler.Key(addresses, BigEndian.unsigned16(bytes, at + 4), protocol);
        return assemble(packet, source, key, offset, !more, Arrays.copyOfRange(bytes, payload, end));
    }

    private Optional<Datagram> ipv6(CapturedPacket packet, int at) {
        byte[] bytes = packet.bytes();
        if (bytes.length - at < IPV6_HEADER_LENGTH) {
            return passOver(PassedOver.MALFORMED_PACKET);
        }
        int end = Math.min(bytes.length, at + IPV6_HEADER_LENGTH + BigEndian.unsigned16(bytes, at + 4));
        String source = IpAddressText.of(bytes, at + 8, 16);
        int header = BigEndian.unsigned8(bytes, at + 6);
        int payload = at + IPV6_HEADER_LENGTH;
        while (header == 0 || header == 43 || header == 60 || header == 44) {
            if (end - payload < UDP_HEADER_LENGTH) {
                return passOver(PassedOver.MALFORMED_PACKET);
            }
            int next = BigEndian.unsigned8(bytes, payload);
            if (header == 44) {
                int fragment = BigEndian.unsigned16(bytes, payload + 2);
                long id = BigEndian.unsigned32(bytes, payload + 4);
                boolean whole = (fragment & 1) == 0 && fragment >>> 3 == 0;
                if (!whole) {
                    if (next != IpProtocol.UDP) {
                        return passOver(PassedOver.NOT_UDP);
                    }
                    String addresses = source + ">" + IpAddressText.of(bytes, at + 24, 16);
                    FragmentAssembler.Key key = new FragmentAssembler.Key(addresses, id, next);
                    byte[] part = Arrays.copyOfRange(bytes, payload + 8, end);
                    return assemble(packet, source, key, fragment & 0xfff8, (fragment & 1) == 0, part);
                }
                payload += 8;
            } else {
                payload += 8 + 8 * BigEndian.unsigned8(bytes, payload + 1);
            }
            header = next;
        }
        return header == IpProtocol.UDP ? udp(packet, source, bytes, payload, end) : passOver(PassedOver.NOT_UDP);
    }

    private Optional<Datagram> assemble(
            CapturedPacket packet, String source, FragmentAssembler.Key key, int offset, boolean last, byte[] part) {
        Optional<byte[]> whole = fragments.add(key, offset, last, part);
        return whole.isEmpty() ? Optional.empty() : udp(packet, source, whole.get(), 0, whole.get().length);
    }

    private Optional<Datagram> udp(CapturedPacket packet, String source, byte[] bytes, int at, int end) {
        if (end - at < UDP_HEADER_LENGTH) {
            return passOver(PassedOver.MALFORMED_PACKET);
        }
        if (!wantedPort.test(BigEndian.unsigned16(bytes, at + 2))) {
            return passOver(PassedOver.OTHER_PORT);
        }
        int length = BigEndian.unsigned16(bytes, at + 4);
        int dataEnd = length < UDP_HEADER_LENGTH ? end : Math.min(end, at + length);
        int start = at + UDP_HEADER_LENGTH;
        int port = BigEndian.unsigned16(bytes, at);
        return Optional.of(
                new Datagram(new Exporter(source), port, packet.epochMillis(), bytes, start, dataEnd - start));
    }

    private Optional<Datagram> passOver(PassedOver reason) {
        passedOver.merge(reason, 1L, Long::sum);
        return Optional.empty();
    }
}

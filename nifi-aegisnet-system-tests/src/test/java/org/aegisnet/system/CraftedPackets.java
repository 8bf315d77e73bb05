package org.aegisnet.system;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.aegisnet.net.IpProtocol;

/**
 * Packets of made-up conversations, as a pcap: TCP, UDP and ICMP over IPv4, TCP and UDP over IPv6, between addresses set aside for documentation
 * (RFC 5737, RFC 3849).
 */
final class CraftedPackets {
    private static final int CONVERSATIONS = 600;
    private static final int ETHERNET = 14;
    private static final int SYN = 2;
    private static final int ACK = 16;
    private static final int FIN = 1;
    private static final long START = 1_790_000_000L;
    private static final int MILLIS = 1_000;
    private static final int MAX_PAYLOAD = 1_200;

    private final List<byte[]> frames = new ArrayList<>();

    private CraftedPackets() {}

    /** Writes the packets, in an order in which the conversations run side by side. */
    static void write(final Path file) throws IOException {
        final CraftedPackets packets = new CraftedPackets();
        for (int turn = 0; turn < 10; turn++) {
            for (int conversation = 0; conversation < CONVERSATIONS; conversation++) {
                if (turn <= conversation % 10) {
                    packets.add(conversation, turn);
                }
            }
        }
        packets.writePcap(file);
    }

    private void add(final int conversation, final int turn) throws IOException {
        final int protocol =
                conversation % 7 == 0 ? IpProtocol.ICMP : conversation % 3 == 0 ? IpProtocol.UDP : IpProtocol.TCP;
        final boolean six = protocol != IpProtocol.ICMP && conversation % 5 == 0;
        final boolean forward = turn % 2 == 0;
        final String client = (six ? "2001:db8::%x" : "192.0.2.%d").formatted(1 + conversation % 250);
        final String server = six ? "2001:db8:1::1" : "198.51.100.1";
        final byte[] transport = transport(
                protocol,
                forward ? 20_000 + conversation : 443,
                forward ? 443 : 20_000 + conversation,
                (conversation * 37 + turn * 101) % MAX_PAYLOAD,
                turn == 0 ? SYN : turn == conversation % 10 ? FIN | ACK : ACK);
        frames.add(frame(
                InetAddress.getByName(forward ? client : server),
                InetAddress.getByName(forward ? server : client),
                protocol,
                transport));
    }

    private static byte[] transport(
            final int protocol, final int from, final int to, final int payload, final int flags) {
        final int header = protocol == IpProtocol.TCP ? 20 : 8;
        final ByteBuffer bytes = ByteBuffer.allocate(header + payload);
        if (protocol == IpProtocol.ICMP) {
            return bytes.put((byte) (to == 443 ? 8 : 0)).array();
        }
        bytes.putShort((short) from).putShort((short) to);
        if (protocol == IpProtocol.TCP) {
            bytes.putLong(0).put((byte) 0x50).put((byte) flags).putShort((short) 0xffff);
        } else {
            bytes.putShort((short) (header + payload));
        }
        return bytes.array();
    }

    private static byte[] frame(
            final InetAddress source, final InetAddress destination, final int protocol, final byte[] transport) {
        final boolean six = source.getAddress().length > 4;
        final int header = six ? 40 : 20;
        final ByteBuffer bytes = ByteBuffer.allocate(ETHERNET + header + transport.length);
        bytes.put(new byte[] {2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 1}).putShort((short) (six ? 0x86dd : 0x0800));
        if (six) {
            bytes.putInt(0x60000000)
                    .putShort((short) transport.length)
                    .put((byte) protocol)
                    .put((byte) 64);
        } else {
            bytes.putShort((short) 0x4500).putShort((short) (header + transport.length));
            bytes.putInt(0x00004000)
                    .put((byte) 64)
                    .put((byte) protocol)
                    .putShort(checksum(source, destination, protocol, header + transport.length));
        }
        return bytes.put(source.getAddress())
                .put(destination.getAddress())
                .put(transport)
                .array();
    }

    /** Of the IPv4 header (RFC 791); probes may leave out packets in which it is wrong. */
    private static short checksum(
            final InetAddress source, final InetAddress destination, final int protocol, final int length) {
        int sum = 0x4500 + length + 0x4000 + (64 << 8 | protocol);
        for (final InetAddress address : List.of(source, destination)) {
            final ByteBuffer words = ByteBuffer.wrap(address.getAddress());
            sum += (words.getShort() & 0xffff) + (words.getShort() & 0xffff);
        }
        sum = (sum & 0xffff) + (sum >>> 16);
        return (short) ~((sum & 0xffff) + (sum >>> 16));
    }

    private void writePcap(final Path file) throws IOException {
        final int size =
                24 + frames.stream().mapToInt(frame -> 16 + frame.length).sum();
        final ByteBuffer pcap = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        pcap.putInt(0xa1b2c3d4).putShort((short) 2).putShort((short) 4).putLong(0);
        pcap.putInt(0xffff).putInt(1);
        for (int index = 0; index < frames.size(); index++) {
            final byte[] frame = frames.get(index);
            pcap.putInt((int) (START + index / MILLIS)).putInt(index % MILLIS * MILLIS);
            pcap.putInt(frame.length).putInt(frame.length).put(frame);
        }
        Files.write(file, pcap.array());
    }
}

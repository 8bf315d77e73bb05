package org.aegisnet.netflow.framing;

import java.nio.charset.StandardCharsets;
import org.aegisnet.netflow.DatagramBuilder.Bytes;

/** Builder of packets and capture files for tests. */
public final class PacketBytes {
    private PacketBytes() {}

    public static byte[] udp(int port, byte[] payload) {
        return new Bytes()
                .u16(40_000)
                .u16(port)
                .u16(payload.length + 8)
                .u16(0)
                .raw(payload)
                .toBytes();
    }

    public static byte[] ipv4(int id, int fragmentField, int protocol, byte[] payload) {
        return new Bytes()
                .u16(0x4500)
                .u16(20 + payload.length)
                .u16(id)
                .u16(fragmentField)
                .u8(64)
                .u8(protocol)
                .u16(0)
                .u32(0xc0000207L)
                .u32(0xc0000201L)
                .raw(payload)
                .toBytes();
    }

    /** From 2001:db8::7; the payload may begin with extension headers. */
    static byte[] ipv6(int nextHeader, byte[] payload) {
        Bytes packet =
                new Bytes().u32(0x60000000L).u16(payload.length).u8(nextHeader).u8(64);
        packet.u64(0x20010db800000000L).u64(7).u64(0x20010db800000000L).u64(1);
        return packet.raw(payload).toBytes();
    }

    public static byte[] ethernet(int etherType, byte[] payload) {
        return new Bytes().u64(0).u32(0).u16(etherType).raw(payload).toBytes();
    }

    public static byte[] pcap(int magic, int linkType, long seconds, long fraction, byte[]... packets) {
        Bytes file = new Bytes().u32(magic).u32(0x00020004L).u64(0).u32(65_535).u32(linkType);
        for (byte[] packet : packets) {
            file.u32(seconds)
                    .u32(fraction)
                    .u32(packet.length)
                    .u32(packet.length)
                    .raw(packet);
        }
        return file.toBytes();
    }

    /** A big-endian section with one interface that counts nanoseconds, a comment block and enhanced packets. */
    static byte[] pcapng(int linkType, long epochNanos, byte[]... packets) {
        Bytes file = new Bytes();
        file.u32(0x0a0d0d0aL).u32(28).u32(0x1a2b3c4dL).u32(0x00010000L).u64(-1).u32(28);
        file.u32(1).u32(32).u16(linkType).u16(0).u32(0);
        file.u16(9).u16(1).u32(0x09000000L).u32(0).u32(32);
        file.u32(0x0bad).u32(16).raw("abcd".getBytes(StandardCharsets.US_ASCII)).u32(16);
        for (byte[] packet : packets) {
            int padding = (4 - packet.length % 4) % 4;
            long length = 32L + packet.length + padding;
            file.u32(6).u32(length).u32(0).u64(epochNanos).u32(packet.length).u32(packet.length);
            file.raw(packet).raw(new byte[padding]).u32(length);
        }
        return file.toBytes();
    }
}

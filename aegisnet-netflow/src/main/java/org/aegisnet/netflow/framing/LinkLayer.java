package org.aegisnet.netflow.framing;

import java.util.OptionalInt;
import org.aegisnet.netflow.datagram.BigEndian;

/** Finder of the IP header in packets of the usual link layers. Stateless. */
final class LinkLayer {
    private static final int NULL = 0;
    private static final int ETHERNET = 1;
    private static final int RAW_BSD = 12;
    private static final int RAW_OPENBSD = 14;
    private static final int RAW = 101;
    private static final int LOOP = 108;
    private static final int LINUX_COOKED = 113;
    private static final int IPV4 = 228;
    private static final int IPV6 = 229;
    private static final int LINUX_COOKED_2 = 276;

    private static final int ETHER_IPV4 = 0x0800;
    private static final int ETHER_IPV6 = 0x86dd;

    private LinkLayer() {}

    static boolean isKnown(int linkType) {
        return switch (linkType) {
            case NULL, ETHERNET, RAW_BSD, RAW_OPENBSD, RAW, LOOP, LINUX_COOKED, IPV4, IPV6, LINUX_COOKED_2 -> true;
            default -> false;
        };
    }

    /** Returns the offset of the IP header; empty if the packet has none. */
    static OptionalInt ipHeader(CapturedPacket packet) {
        byte[] bytes = packet.bytes();
        return switch (packet.linkType()) {
            case ETHERNET -> behindEtherType(bytes, 12);
            case LINUX_COOKED -> behindEtherType(bytes, 14);
            case LINUX_COOKED_2 ->
                bytes.length > 20 && isIp(BigEndian.unsigned16(bytes, 0)) ? OptionalInt.of(20) : OptionalInt.empty();
            case NULL, LOOP -> ipAt(bytes, 4);
            default -> ipAt(bytes, 0);
        };
    }

    private static OptionalInt behindEtherType(byte[] bytes, int typeOffset) {
        int at = typeOffset;
        while (at + 2 <= bytes.length) {
            int type = BigEndian.unsigned16(bytes, at);
            if (isIp(type)) {
                return OptionalInt.of(at + 2);
            }
            boolean tag = type == 0x8100 || type == 0x88a8 || type == 0x9100;
            if (!tag) {
                return OptionalInt.empty();
            }
            at += 4;
        }
        return OptionalInt.empty();
    }

    private static OptionalInt ipAt(byte[] bytes, int at) {
        if (at >= bytes.length) {
            return OptionalInt.empty();
        }
        int version = BigEndian.unsigned8(bytes, at) >>> 4;
        return version == 4 || version == 6 ? OptionalInt.of(at) : OptionalInt.empty();
    }

    private static boolean isIp(int etherType) {
        return etherType == ETHER_IPV4 || etherType == ETHER_IPV6;
    }
}

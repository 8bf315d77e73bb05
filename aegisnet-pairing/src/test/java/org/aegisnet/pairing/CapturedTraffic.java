package org.aegisnet.pairing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.aegisnet.net.IpAddress;
import org.aegisnet.net.IpProtocol;

/** Conversations in a packet capture (Ethernet, IPv4 and IPv6 without extension headers), read independently of this project's decoder. */
final class CapturedTraffic {
    private static final int FILE_HEADER = 24;
    private static final int PACKET_HEADER = 16;
    private static final int ETHERNET = 14;
    private static final int IPV4 = 0x0800;
    private static final int IPV6 = 0x86dd;

    private final Map<FiveTuple, Boolean> initiators = new LinkedHashMap<>();

    private CapturedTraffic() {}

    static CapturedTraffic read(final Path pcap) throws IOException {
        final CapturedTraffic traffic = new CapturedTraffic();
        final ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(pcap)).order(ByteOrder.LITTLE_ENDIAN);
        int position = FILE_HEADER;
        while (position + PACKET_HEADER <= file.limit()) {
            final int length = file.getInt(position + 8);
            traffic.add(file.slice(position + PACKET_HEADER, length).order(ByteOrder.BIG_ENDIAN));
            position += PACKET_HEADER + length;
        }
        return traffic;
    }

    private void add(final ByteBuffer frame) {
        final int type = frame.getShort(12) & 0xffff;
        if (type == IPV4) {
            final int transport = ETHERNET + (frame.get(ETHERNET) & 0xf) * 4;
            final boolean firstFragment = (frame.getShort(ETHERNET + 6) & 0x1fff) == 0;
            add(
                    ipv4(frame.getInt(ETHERNET + 12)),
                    ipv4(frame.getInt(ETHERNET + 16)),
                    frame.get(ETHERNET + 9) & 0xff,
                    firstFragment,
                    frame,
                    transport);
        } else if (type == IPV6) {
            add(
                    new IpAddress(frame.getLong(ETHERNET + 8), frame.getLong(ETHERNET + 16)),
                    new IpAddress(frame.getLong(ETHERNET + 24), frame.getLong(ETHERNET + 32)),
                    frame.get(ETHERNET + 6) & 0xff,
                    true,
                    frame,
                    ETHERNET + 40);
        }
    }

    private void add(
            final IpAddress source,
            final IpAddress destination,
            final int protocol,
            final boolean firstFragment,
            final ByteBuffer frame,
            final int transport) {
        final boolean ports = IpProtocol.hasPorts(protocol);
        if (ports && !firstFragment) {
            return;
        }
        final FiveTuple ends = new FiveTuple(
                source,
                destination,
                ports ? frame.getShort(transport) & 0xffff : 0,
                ports ? frame.getShort(transport + 2) & 0xffff : 0,
                protocol);
        // True once packets have come back.
        if (initiators.containsKey(reversed(ends))) {
            initiators.put(reversed(ends), true);
        } else {
            initiators.putIfAbsent(ends, false);
        }
    }

    private static IpAddress ipv4(final int address) {
        return new IpAddress(0, 0xffff_0000_0000L | (address & 0xffff_ffffL));
    }

    static FiveTuple reversed(final FiveTuple ends) {
        return new FiveTuple(
                ends.destination(), ends.source(), ends.destinationPort(), ends.sourcePort(), ends.protocol());
    }

    /** UniflowIndex with packets both ways, from the side that sent the first; without IPv6 if only IPv4 counts. */
    Map<FiveTuple, Boolean> twoSided(final boolean onlyIpv4) {
        final Map<FiveTuple, Boolean> twoSided = new LinkedHashMap<>(initiators);
        twoSided.entrySet()
                .removeIf(entry -> !entry.getValue()
                        || (onlyIpv4 && entry.getKey().source().high() != 0));
        return twoSided;
    }
}

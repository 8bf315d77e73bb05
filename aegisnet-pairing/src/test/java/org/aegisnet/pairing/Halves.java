package org.aegisnet.pairing;

import java.util.List;
import org.aegisnet.net.IpAddress;
import org.aegisnet.net.IpProtocol;

/** Halves for tests, named; a letter for an end's address, for example {@code "a:1000>b:53"}. */
final class Halves {
    static final FlowContext ROUTER = new FlowContext(List.of("192.0.2.1"));
    static final FlowContext OTHER_ROUTER = new FlowContext(List.of("192.0.2.2"));

    private Halves() {}

    static Uniflow<String> udp(final String name, final String path, final long first, final long last) {
        return half(name, path, IpProtocol.UDP, first, last, UniflowDetails.NONE, last);
    }

    static Uniflow<String> tcp(
            final String name, final String path, final long first, final long last, final int flags) {
        return half(name, path, IpProtocol.TCP, first, last, new UniflowDetails(flags, -1, -1), last);
    }

    static Uniflow<String> icmp(
            final String name, final String path, final long first, final long last, final int type) {
        return half(name, path, IpProtocol.ICMP, first, last, new UniflowDetails(-1, -1, type), last);
    }

    static Uniflow<String> seen(
            final String name, final String path, final long first, final long last, final int direction) {
        return half(name, path, IpProtocol.UDP, first, last, new UniflowDetails(-1, direction, -1), last);
    }

    static Uniflow<String> half(
            final String name,
            final String path,
            final int protocol,
            final long first,
            final long last,
            final UniflowDetails traits,
            final long arrived) {
        final String[] ends = path.split(">", -1);
        return new Uniflow<>(
                new FiveTuple(address(ends[0]), address(ends[1]), port(ends[0]), port(ends[1]), protocol),
                first,
                last,
                traits,
                arrived,
                name);
    }

    private static IpAddress address(final String end) {
        return new IpAddress(0, end.charAt(0));
    }

    private static int port(final String end) {
        return Integer.parseInt(end.substring(2));
    }
}

package org.aegisnet.patterns;

import org.aegisnet.net.IpAddress;
import org.aegisnet.net.IpProtocol;

/** Flows for tests, each with the fields that matter there. */
final class Traffic {
    static final long NOON = 1_700_000_000_000L;
    static final int SYN = 2;
    static final int RST_ACK = 20;

    private Traffic() {}

    static IpAddress address(final String text) {
        return IpAddress.parse(text).orElseThrow();
    }

    /** A SYN that a closed port refuses. */
    static Flow probe(final String source, final String destination, final int port, final long time) {
        return new Flow(
                address(source),
                address(destination),
                50_000,
                port,
                IpProtocol.TCP,
                time,
                time,
                60,
                1,
                1,
                Flow.UNKNOWN);
    }

    /** A connection in which something is said. */
    static Flow connection(
            final String source, final String destination, final int port, final long time, final long bytes) {
        return new Flow(
                address(source),
                address(destination),
                50_000,
                port,
                IpProtocol.TCP,
                time,
                time + 500,
                bytes,
                12,
                10,
                Flow.UNKNOWN);
    }

    /** Packets of UDP in one direction. */
    static Flow datagrams(
            final String source,
            final String destination,
            final int port,
            final long time,
            final long packets,
            final long answers) {
        return new Flow(
                address(source),
                address(destination),
                50_000,
                port,
                IpProtocol.UDP,
                time,
                time,
                100 * packets,
                packets,
                answers,
                Flow.UNKNOWN);
    }

    static PatternDetector detector(final PatternSettings settings) {
        return new PatternDetector(settings, () -> NOON + 365L * 24 * 3600 * 1000, 42);
    }
}

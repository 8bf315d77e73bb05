package org.aegisnet.patterns;

import java.io.IOException;
import org.aegisnet.patterns.snapshot.SnapshotInput;
import org.aegisnet.patterns.snapshot.SnapshotOutput;

/**
 * Service that a flow addresses: a port of a protocol.
 *
 * @param protocol IANA number
 * @param port or {@link Flow#UNKNOWN}
 */
record Service(int protocol, int port) {
    private static final int MAX_SIZE = 0xffff;

    static Service of(final Flow flow) {
        return new Service(flow.protocol(), flow.destinationPort());
    }

    /** For a sentence: {@code TCP port 22}. */
    String text() {
        return switch (protocol) {
            case Flow.TCP -> "TCP port " + port;
            case Flow.UDP -> "UDP port " + port;
            case Flow.ICMP, Flow.ICMP_V6 -> "ICMP";
            default -> port == Flow.UNKNOWN ? "protocol " + protocol : "protocol %d port %d".formatted(protocol, port);
        };
    }

    void writeTo(final SnapshotOutput output) throws IOException {
        output.writeSize(protocol);
        output.writeSize(port + 1);
    }

    static Service readFrom(final SnapshotInput input) throws IOException {
        return new Service(input.readSize(0xff), input.readSize(MAX_SIZE + 1) - 1);
    }
}

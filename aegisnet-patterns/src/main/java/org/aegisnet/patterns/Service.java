package org.aegisnet.patterns;

import java.io.IOException;
import org.aegisnet.net.IpProtocol;
import org.aegisnet.net.VarintInput;
import org.aegisnet.net.VarintOutput;

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
            case IpProtocol.TCP -> "TCP port " + port;
            case IpProtocol.UDP -> "UDP port " + port;
            case IpProtocol.ICMP, IpProtocol.ICMP_V6 -> "ICMP";
            default -> port == Flow.UNKNOWN ? "protocol " + protocol : "protocol %d port %d".formatted(protocol, port);
        };
    }

    void writeTo(final VarintOutput output) throws IOException {
        output.writeCount(protocol);
        output.writeCount(port + 1);
    }

    static Service readFrom(final VarintInput input) throws IOException {
        return new Service(input.readSize(IpProtocol.MAX), input.readSize(MAX_SIZE + 1) - 1);
    }
}

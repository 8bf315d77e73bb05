package org.aegisnet.netflow.datagram;

import java.net.InetAddress;
import java.util.Objects;
import org.aegisnet.net.IpAddressText;

/**
 * Sender of a datagram, identified by its address as text. The port does not count, because an exporter may send from another port after a
 * restart.
 *
 * <p>Immutable. A source without addresses (a file, a message queue) may use any unique name.
 *
 * @param address the address in its usual text form, such as {@code 192.0.2.1} or {@code 2001:db8::1}, or a name; never blank
 */
public record Exporter(String address) {
    public Exporter {
        Objects.requireNonNull(address, "address");
        if (address.isBlank()) {
            throw new IllegalArgumentException("An exporter needs an address or a name; got a blank one.");
        }
    }

    /**
     * The exporter at an address. The same address gives an equal exporter, whatever the port.
     *
     * @param address of the sender
     */
    public static Exporter at(InetAddress address) {
        return new Exporter(IpAddressText.of(address.getAddress(), 0, address.getAddress().length));
    }
}

package org.aegisnet.netflow.datagram;

import java.net.InetAddress;
import java.util.Objects;

/**
 * Who sent a datagram: the address alone, as text. The port is no part of it, because exporters that restart send from another one.
 *
 * <p>Immutable. What carries no address (a file, a message queue) may use any name that is its own.
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
        return new Exporter(AddressText.of(address.getAddress(), 0, address.getAddress().length));
    }
}

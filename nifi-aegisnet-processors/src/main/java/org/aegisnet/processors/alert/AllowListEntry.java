package org.aegisnet.processors.alert;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.aegisnet.net.IpNetworks;

/**
 * Entry of the allow-list: alerts of these addresses, on these ports, are harmless until it expires. Immutable.
 *
 * @param networks one of them has the address
 * @param direction which address of the flow is meant
 * @param ports of the destination; empty for all
 * @param label of the alert; empty for all
 * @param expires the entry holds before this; empty for ever
 * @param reason the reason for which it is harmless
 */
record AllowListEntry(
        IpNetworks networks,
        Direction direction,
        Optional<PortRanges> ports,
        Optional<String> label,
        Optional<Instant> expires,
        String reason) {
    /** Which of the two addresses of a flow lies in the networks. */
    enum Direction {
        FROM,
        TO,
        ANY
    }

    boolean hasExpired(final Instant now) {
        return expires.isPresent() && !now.isBefore(expires.get());
    }

    boolean matches(final FlowAlert alert, final Instant now) {
        return !hasExpired(now)
                && (label.isEmpty() || label.get().equalsIgnoreCase(alert.label()))
                && (ports.isEmpty() || hasPort(alert))
                && hasAddress(alert);
    }

    private boolean hasPort(final FlowAlert alert) {
        final OptionalLong port = alert.integer(AlertFields.DESTINATION_PORT);
        return port.isPresent() && ports.get().contain(port.getAsLong());
    }

    private boolean hasAddress(final FlowAlert alert) {
        return switch (direction) {
            case FROM -> contains(alert.text(AlertFields.SOURCE));
            case TO -> contains(alert.text(AlertFields.DESTINATION));
            case ANY -> contains(alert.text(AlertFields.SOURCE)) || contains(alert.text(AlertFields.DESTINATION));
        };
    }

    private boolean contains(final Optional<String> address) {
        return address.filter(networks::contain).isPresent();
    }
}

package org.aegisnet.patterns;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Parser of IP addresses that never asks a name server about other texts. Immutable and thread-safe. */
public final class IpAddressText {
    private static final Pattern VERSION_4 = Pattern.compile("\\d{1,3}(?:\\.\\d{1,3}){3}");
    private static final Pattern VERSION_6 = Pattern.compile("[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*");

    /** Returns the address, without a scope such as {@code %eth0}; empty if the text is not an IPv4 or IPv6 address. */
    public Optional<InetAddress> parse(final String text) {
        final int scope = text.indexOf('%');
        final String address = scope < 0 ? text : text.substring(0, scope);
        try {
            if (VERSION_4.matcher(address).matches()) {
                return version4(address);
            }
            return VERSION_6.matcher(address).matches()
                    ? Optional.of(InetAddress.getByName(address))
                    : Optional.empty();
        } catch (final UnknownHostException e) {
            return Optional.empty();
        }
    }

    private static Optional<InetAddress> version4(final String text) throws UnknownHostException {
        final String[] parts = text.split("\\.", -1);
        final byte[] bytes = new byte[parts.length];
        for (int part = 0; part < parts.length; part++) {
            final int value = Integer.parseInt(parts[part]);
            if (value > 0xff) {
                return Optional.empty();
            }
            bytes[part] = (byte) value;
        }
        return Optional.of(InetAddress.getByAddress(bytes));
    }
}

package org.aegisnet.processors.alert;

import java.util.Base64;
import java.util.BitSet;
import java.util.OptionalLong;

/** Different ports, 0 to 65535; at most 8 KiB. Immutable and thread-safe. */
final class PortSet {
    private static final PortSet EMPTY = new PortSet(new BitSet());
    private static final int MAX_PORT = 65_535;

    private final BitSet ports;

    private PortSet(final BitSet ports) {
        this.ports = ports;
    }

    static PortSet empty() {
        return EMPTY;
    }

    /** These and one more; the same if it is in it already, absent, or no port. */
    PortSet with(final OptionalLong port) {
        if (port.isEmpty() || port.getAsLong() < 0 || port.getAsLong() > MAX_PORT) {
            return this;
        }
        final int bit = (int) port.getAsLong();
        if (ports.get(bit)) {
            return this;
        }
        final BitSet more = copy();
        more.set(bit);
        return new PortSet(more);
    }

    /** These and others. */
    PortSet with(final PortSet others) {
        final BitSet both = copy();
        both.or(others.ports);
        return new PortSet(both);
    }

    private BitSet copy() {
        return BitSet.valueOf(ports.toLongArray());
    }

    /** The number of ports. */
    int size() {
        return ports.cardinality();
    }

    /** In letters and digits, for {@link #parse}. */
    String text() {
        return Base64.getEncoder().encodeToString(ports.toByteArray());
    }

    /**
     * Reads what {@link #text} wrote.
     *
     * @throws IllegalArgumentException if it cannot have been written so
     */
    static PortSet parse(final String text) {
        final BitSet ports = BitSet.valueOf(Base64.getDecoder().decode(text));
        if (ports.length() > MAX_PORT + 1) {
            throw new IllegalArgumentException("port %d does not exist".formatted(ports.length() - 1));
        }
        return new PortSet(ports);
    }
}

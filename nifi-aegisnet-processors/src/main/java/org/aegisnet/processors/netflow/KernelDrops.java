package org.aegisnet.processors.netflow;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * Count of datagrams that the kernel has dropped because the receive buffer of a socket was full. Linux reports it in {@code /proc/net/udp}; other
 * systems do not report it. Immutable.
 */
final class KernelDrops {
    private static final List<Path> TABLES = List.of(Path.of("/proc/net/udp"), Path.of("/proc/net/udp6"));
    private static final int LOCAL_ADDRESS = 1;

    private final List<Path> tables;
    private final String socket;

    /** Of the socket at a local address. */
    KernelDrops(final InetSocketAddress local) {
        this(local, TABLES);
    }

    KernelDrops(final InetSocketAddress local, final List<Path> tables) {
        this.tables = tables;
        this.socket = hexadecimal(local);
    }

    /** As the tables write it: the address in words of the machine's own byte order, a colon, the port. */
    private static String hexadecimal(final InetSocketAddress local) {
        final ByteBuffer address =
                ByteBuffer.wrap(local.getAddress().getAddress()).order(ByteOrder.nativeOrder());
        final StringBuilder text = new StringBuilder();
        while (address.hasRemaining()) {
            text.append(String.format(Locale.ROOT, "%08X", address.getInt()));
        }
        return text.append(String.format(Locale.ROOT, ":%04X", local.getPort())).toString();
    }

    /**
     * All that was dropped since the socket was opened.
     *
     * @return empty if it cannot be known
     */
    OptionalLong read() {
        OptionalLong drops = OptionalLong.empty();
        for (final Path table : tables) {
            if (Files.isReadable(table)) {
                drops = read(table, drops);
            }
        }
        return drops;
    }

    private OptionalLong read(final Path table, final OptionalLong before) {
        OptionalLong drops = before;
        try (BufferedReader lines = Files.newBufferedReader(table, StandardCharsets.US_ASCII)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                final String[] columns = line.strip().split("\\s+", -1);
                if (columns.length > LOCAL_ADDRESS && columns[LOCAL_ADDRESS].equals(socket)) {
                    drops = OptionalLong.of(drops.orElse(0) + Long.parseLong(columns[columns.length - 1]));
                }
            }
            return drops;
        } catch (final IOException | NumberFormatException e) {
            return before;
        }
    }
}

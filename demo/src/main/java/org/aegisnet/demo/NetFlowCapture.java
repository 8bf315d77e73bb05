package org.aegisnet.demo;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.aegisnet.netflow.datagram.Datagram;
import org.aegisnet.netflow.datagram.Exporter;
import org.aegisnet.netflow.framing.DatagramSource;
import org.aegisnet.netflow.framing.Framing;

/** The datagrams of a capture, to be sent once more. Immutable. */
public final class NetFlowCapture {
    private final List<byte[]> datagrams;

    private NetFlowCapture(final List<byte[]> datagrams) {
        this.datagrams = List.copyOf(datagrams);
    }

    /** Reads a file in pcap or pcapng format. */
    public static NetFlowCapture read(final Path file) {
        final List<byte[]> datagrams = new ArrayList<>();
        try (InputStream stream = new BufferedInputStream(Files.newInputStream(file));
                DatagramSource source = Framing.PCAP.open(stream, new Exporter("capture"), 0)) {
            for (Optional<Datagram> next = source.next(); next.isPresent(); next = source.next()) {
                final Datagram datagram = next.get();
                datagrams.add(Arrays.copyOfRange(
                        datagram.buffer(), datagram.offset(), datagram.offset() + datagram.length()));
            }
        } catch (final IOException e) {
            throw new UncheckedIOException("Cannot read the capture " + file, e);
        }
        return new NetFlowCapture(datagrams);
    }

    /** The number of datagrams in the capture. */
    public int size() {
        return datagrams.size();
    }

    /** The datagrams, each a copy. */
    public List<byte[]> datagrams() {
        return datagrams.stream().map(byte[]::clone).toList();
    }

    /**
     * Sends all datagrams to a port of 127.0.0.1.
     *
     * @param exporter the address of loopback to send from, such as 127.0.0.2
     */
    public void replay(final String exporter, final int port) {
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(exporter, 0))) {
            final InetAddress collector = InetAddress.getLoopbackAddress();
            for (final byte[] datagram : datagrams) {
                socket.send(new DatagramPacket(datagram, datagram.length, collector, port));
            }
        } catch (final IOException e) {
            throw new UncheckedIOException("Cannot send the capture to port " + port, e);
        }
    }
}

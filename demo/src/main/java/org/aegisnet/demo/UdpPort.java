package org.aegisnet.demo;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import org.aegisnet.runtime.NiFiException;

/**
 * A UDP port of 127.0.0.1.
 *
 * @param number 1 to 65535
 */
public record UdpPort(int number) {
    private static final int ANY = 0;

    /** A port that nobody listens at in this moment. */
    public static UdpPort free() {
        try (DatagramSocket socket = new DatagramSocket(ANY, InetAddress.getLoopbackAddress())) {
            return new UdpPort(socket.getLocalPort());
        } catch (final IOException e) {
            throw new NiFiException("This machine has no free UDP port on 127.0.0.1: " + e.getMessage(), e);
        }
    }

    /** The wanted port if it is free, otherwise any free one. */
    public static UdpPort preferring(final int wanted) {
        final UdpPort usual = new UdpPort(wanted);
        return usual.isTaken() ? free() : usual;
    }

    /** Tells whether a program listens. NiFi answers before a processor has started, and datagrams to a port that is not open are lost. */
    public boolean isTaken() {
        try (DatagramSocket probe = new DatagramSocket(number, InetAddress.getLoopbackAddress())) {
            return !probe.isBound();
        } catch (final IOException e) {
            return true;
        }
    }
}

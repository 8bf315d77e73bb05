package org.aegisnet.demo;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;

/**
 * A UDP port of 127.0.0.1.
 *
 * @param number 1 to 65535
 */
public record UdpPort(int number) {
    /** Whether somebody listens. NiFi answers before a processor has started, and what is sent to a port that nobody has opened is gone. */
    public boolean isTaken() {
        try (DatagramSocket probe = new DatagramSocket(number, InetAddress.getLoopbackAddress())) {
            return !probe.isBound();
        } catch (final IOException e) {
            return true;
        }
    }
}

package org.aegisnet.processors.netflow;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** An exporter of a test: sends real datagrams over loopback, from an address of its own. */
final class Sender implements AutoCloseable {
    private final DatagramSocket socket;
    private final int port;

    /** @param address such as 127.0.0.2 */
    Sender(final String address, final int port) throws IOException {
        this.socket = new DatagramSocket(new InetSocketAddress(InetAddress.getByName(address), 0));
        this.port = port;
    }

    void send(final byte[]... datagrams) throws IOException {
        for (final byte[] datagram : datagrams) {
            socket.send(new DatagramPacket(datagram, datagram.length, InetAddress.getLoopbackAddress(), port));
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}

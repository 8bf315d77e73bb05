package org.aegisnet.runtime;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/**
 * The two ports that a NiFi opens on 127.0.0.1.
 *
 * @param web the canvas and the REST interface
 * @param management NiFi's own health and shutdown server, whose default port collides between instances
 */
public record LoopbackPorts(int web, int management) {
    static final String HOST = "127.0.0.1";
    private static final byte[] ADDRESS = {127, 0, 0, 1};

    /** Two ports that nobody listens on at this moment. */
    public static LoopbackPorts free() {
        try (ServerSocket web = open(0);
                ServerSocket management = open(0)) {
            return new LoopbackPorts(web.getLocalPort(), management.getLocalPort());
        } catch (final IOException e) {
            throw new NiFiException("No free port on " + HOST + ": " + e.getMessage(), e);
        }
    }

    /** The wanted port for the canvas if it is free, otherwise any free one. */
    public static LoopbackPorts preferring(final int web) {
        final LoopbackPorts free = free();
        return isFree(web) ? new LoopbackPorts(web, free.management) : free;
    }

    static boolean isFree(final int port) {
        try (ServerSocket socket = open(port)) {
            return socket.isBound();
        } catch (final IOException e) {
            return false;
        }
    }

    private static ServerSocket open(final int port) throws IOException {
        final ServerSocket socket = new ServerSocket();
        try {
            // NiFi's server reuses addresses too: a port still in TIME_WAIT counts as free.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByAddress(ADDRESS), port));
            return socket;
        } catch (final IOException e) {
            socket.close();
            throw e;
        }
    }
}

package org.aegisnet.system;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A syslog server over TCP that keeps every line. */
final class SyslogReceiver implements AutoCloseable {
    private final List<String> messages = new CopyOnWriteArrayList<>();
    private final ServerSocket server;

    SyslogReceiver(final int port) throws IOException {
        this.server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                final Socket connection = server.accept();
                Thread.ofVirtual().start(() -> read(connection));
            } catch (final IOException e) {
                return;
            }
        }
    }

    private void read(final Socket connection) {
        try (connection;
                BufferedReader reader = new BufferedReader(
                        new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                messages.add(line);
            }
        } catch (final IOException e) {
            // The sender has gone; what had come is kept.
            return;
        }
    }

    List<String> messages() {
        return messages;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}

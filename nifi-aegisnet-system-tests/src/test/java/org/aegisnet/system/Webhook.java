package org.aegisnet.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A receiver of alerts over HTTP: it keeps what it answers with 200, and can be told to refuse. */
final class Webhook implements AutoCloseable {
    private final ObjectMapper mapper = new ObjectMapper();
    private final List<JsonNode> alerts = new CopyOnWriteArrayList<>();
    private final AtomicInteger refused = new AtomicInteger();
    private final HttpServer server;
    private volatile int status = 200;

    Webhook(final int port) throws IOException {
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 50);
        server.createContext("/alerts", exchange -> {
            final JsonNode alert = mapper.readTree(exchange.getRequestBody());
            final int answer = status;
            if (answer == 200) {
                alerts.add(alert);
            } else {
                refused.incrementAndGet();
            }
            exchange.sendResponseHeaders(answer, -1);
            exchange.close();
        });
        server.start();
    }

    void answerWith(final int newStatus) {
        status = newStatus;
    }

    int refused() {
        return refused.get();
    }

    List<JsonNode> alerts() {
        return alerts;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

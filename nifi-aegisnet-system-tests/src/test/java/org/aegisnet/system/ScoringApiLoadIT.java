package org.aegisnet.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.aegisnet.runtime.FlowDraft;
import org.aegisnet.runtime.ImportedFlow;
import org.aegisnet.runtime.LoopbackPorts;
import org.aegisnet.runtime.Waiting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two hundred clients at once, for a minute (mvn -P slow), beside NiFi's two HTTP processors with nothing between them. */
@EnabledIfSystemProperty(
        named = "aegisnet.load.seconds",
        matches = "[1-9][0-9]*",
        disabledReason = "This takes minutes; bin/test -P slow runs it")
@ExtendWith(SharedScoringApi.class)
class ScoringApiLoadIT {
    private static final int CLIENTS = 200;
    private static final Duration DURATION = Duration.ofSeconds(Integer.getInteger("aegisnet.load.seconds", 0));
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final String CONTEXT_MAP = "org.apache.nifi.http.StandardHttpContextMap";
    private static final String STANDARD = "org.apache.nifi.processors.standard.";

    private final ScoringApi api;

    ScoringApiLoadIT(final ScoringApi api) {
        this.api = api;
    }

    @Test
    void everyClientGetsItsOwnAnswerAndEveryFlowIsKept() throws Exception {
        final List<String> bodies = new ArrayList<>();
        final List<String> answers = new ArrayList<>();
        for (int port = 1; port <= 16; port++) {
            final String body =
                    "{\"bytes_in\":%d,\"bytes_out\":5400,\"packets\":18,\"duration\":0.8,\"src_port\":51234,\"dst_port\":443,\"protocol\":6,\"src_ip\":\"load\"}"
                            .formatted(port * 1000);
            bodies.add(body);
            answers.add(api.postJson("/score", body).body());
        }
        assertEquals(16, answers.stream().distinct().count());
        final int barePort = LoopbackPorts.free().web();
        final ImportedFlow bare = startBareLoop(barePort);
        try {
            final URI address = URI.create("http://127.0.0.1:" + barePort + "/score");
            new LoadOfClients(CLIENTS, WARM_UP).post(address, bodies, (place, answer) -> true);
            final LoadOfClients.Outcome outcome = new LoadOfClients(CLIENTS, DURATION)
                    .post(
                            address,
                            bodies,
                            (place, answer) ->
                                    answer.statusCode() == 200 && answer.body().equals(bodies.get(place)));
            tell("bare loop", outcome);
            assertEquals(List.of(), outcome.faults());
        } finally {
            bare.delete();
        }
        final long keptBefore = rowsMade();
        final LoadOfClients.Outcome warmUp =
                new LoadOfClients(CLIENTS, WARM_UP).post(api.base().resolve("/score"), bodies, (place, answer) -> true);
        final LoadOfClients.Outcome outcome = new LoadOfClients(CLIENTS, DURATION)
                .post(
                        api.base().resolve("/score"),
                        bodies,
                        (place, answer) ->
                                answer.statusCode() == 200 && answer.body().equals(answers.get(place)));
        tell("scoring API", outcome);

        assertEquals(List.of(), outcome.faults());
        final long expected = keptBefore + warmUp.answered() + outcome.answered();
        Waiting.until(PATIENCE, () -> rowsMade() >= expected, () -> rowsMade() + " of " + expected);
        assertEquals(expected, rowsMade());
    }

    /** Starts a flow that answers each request with its own unchanged content. */
    private ImportedFlow startBareLoop(final int port) {
        final FlowDraft draft = new FlowDraft("bare loop");
        final String requests =
                draft.addService("Open requests", CONTEXT_MAP, Map.of("Maximum Outstanding Requests", "5000"));
        draft.addProcessor(
                "Receive",
                STANDARD + "HandleHttpRequest",
                Map.of(
                        "Listening Port",
                        Integer.toString(port),
                        "Hostname",
                        "127.0.0.1",
                        "HTTP Context Map",
                        requests,
                        "container-queue-size",
                        "2000"),
                List.of(),
                2);
        draft.addProcessor(
                "Send",
                STANDARD + "HandleHttpResponse",
                Map.of("HTTP Status Code", "200", "HTTP Context Map", requests),
                List.of("success", "failure"),
                2);
        draft.connect("Receive", List.of("success"), "Send");
        final ImportedFlow flow = api.nifi().client().importFlow(draft);
        flow.start();
        Waiting.until(PATIENCE, () -> answers(port), () -> "the bare loop does not answer");
        return flow;
    }

    private static boolean answers(final int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (final IOException e) {
            return false;
        }
    }

    private long rowsMade() {
        return api.nifi().client().counted("Make rows for the history", "Rows Written");
    }

    private static void tell(final String what, final LoadOfClients.Outcome outcome) {
        System.out.printf(Locale.ROOT, "[load] %s: %s%n", what, outcome.inWords(DURATION));
    }
}

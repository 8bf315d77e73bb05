package org.aegisnet.system;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.aegisnet.demo.FlowFolders;
import org.aegisnet.demo.UdpPort;
import org.aegisnet.runtime.FlowDraft;
import org.aegisnet.runtime.ImportedFlow;
import org.aegisnet.runtime.NiFiClient;
import org.aegisnet.runtime.Waiting;

/** ListenNetFlow on the canvas, with the flows as JSON lines in a folder. */
final class CollectedFlows {
    private static final String LISTENING = "Listen";
    private static final String RECEIVED = "Datagrams Received";
    private static final String REFUSED_BY_NAME = "Datagrams of Other Protocols";
    private static final String FLOWS = "Flows Decoded";
    private static final byte[] NETFLOW_V1 = {0, 1, 0, 0};

    private final NiFiClient client;
    private final ImportedFlow flow;
    private final Path output;
    private final int port;
    private long received;
    private long decoded;

    private CollectedFlows(final NiFiClient client, final ImportedFlow flow, final Path output, final int port) {
        this.client = client;
        this.flow = flow;
        this.output = output;
        this.port = port;
    }

    /** Puts the flow onto the canvas and starts what comes after the listener. */
    static CollectedFlows listen(final NiFiClient client, final Path folder) throws IOException {
        final Path output = Files.createDirectories(folder);
        final int port = UdpPort.free().number();
        final FlowDraft draft = new FlowDraft("collected flows");
        final String writer = JsonLinesFolder.addWriter(draft);
        draft.addProcessor(
                LISTENING,
                "org.aegisnet.processors.netflow.ListenNetFlow",
                Map.of("Record Writer", writer, "Port", Integer.toString(port)),
                List.of("options", "unparsed"),
                1);
        new JsonLinesFolder(output).addBehind(draft, LISTENING, List.of("success"));
        final ImportedFlow flow = client.importFlow(draft);
        flow.enableServices();
        flow.awaitValid();
        JsonLinesFolder.startBehind(flow, LISTENING);
        return new CollectedFlows(client, flow, output, port);
    }

    int port() {
        return port;
    }

    /** Starts to listen, with an empty folder. */
    void begin() throws IOException {
        for (final Path file : FlowFolders.filesIn(output)) {
            Files.delete(file);
        }
        flow.startProcessor(LISTENING);
        final long before = counter(RECEIVED);
        final long refusedBefore = counter(REFUSED_BY_NAME);
        Waiting.until(
                LiveExportersIT.PATIENCE,
                () -> {
                    knock();
                    return counter(RECEIVED) > before;
                },
                () -> "nothing listens at port " + port);
        Waiting.until(
                LiveExportersIT.PATIENCE,
                () -> counter(RECEIVED) - before == counter(REFUSED_BY_NAME) - refusedBefore,
                () -> "not every datagram that knocked was looked at");
        received = counter(RECEIVED);
        decoded = counter(FLOWS);
    }

    /** Sends a datagram that is not supported NetFlow, and is counted as such. Only a received datagram shows that the processor listens. */
    private void knock() {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            socket.send(new DatagramPacket(NETFLOW_V1, NETFLOW_V1.length, InetAddress.getLoopbackAddress(), port));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for all datagrams, stops listening, and adds up what the records say. */
    FlowSums end(final long datagrams) {
        Waiting.until(
                LiveExportersIT.PATIENCE,
                () -> counter(RECEIVED) - received >= datagrams,
                () -> "%d of %d datagrams have come".formatted(counter(RECEIVED) - received, datagrams));
        flow.stopProcessor(LISTENING);
        Waiting.until(
                LiveExportersIT.PATIENCE,
                () -> flow.isIdle() && sums().flows() == counter(FLOWS) - decoded,
                () -> "%d flows decoded, %s in files, in the queues %s"
                        .formatted(counter(FLOWS) - decoded, sums(), flow.queues()));
        return sums();
    }

    private FlowSums sums() {
        final FlowSums[] sums = {FlowSums.NONE};
        new JsonLines(output).forEach(line -> sums[0] = sums[0].plus(sumsOf(line)));
        return sums[0];
    }

    private static FlowSums sumsOf(final JsonNode flow) {
        return new FlowSums(
                1,
                flow.path("packets").asLong(),
                flow.path("bytes_in").asLong() + flow.path("bytes_out").asLong());
    }

    private long counter(final String name) {
        return client.counted(LISTENING, name);
    }
}

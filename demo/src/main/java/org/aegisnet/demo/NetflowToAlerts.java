package org.aegisnet.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.aegisnet.runtime.ImportedFlow;
import org.aegisnet.runtime.NiFiClient;
import org.aegisnet.runtime.QueueStatus;
import org.aegisnet.runtime.Waiting;

/** The template netflow-to-alerts, imported and at work between a UDP port of loopback and its folders. */
public final class NetflowToAlerts {
    private static final String LISTENER = "Listen for NetFlow";
    private static final String PAIRING = "Pair both directions";

    private static final Duration START = Duration.ofSeconds(60);

    private final NiFiClient client;
    private final ImportedFlow flow;
    private final FlowFolders folders;
    private final int port;

    private NetflowToAlerts(
            final NiFiClient client, final ImportedFlow flow, final FlowFolders folders, final int port) {
        this.client = client;
        this.flow = flow;
        this.folders = folders;
        this.port = port;
    }

    /**
     * Imports the template, points it at the port and the folders and starts it.
     *
     * @param pairingTimeout how long one direction of a conversation waits for the other
     */
    public static NetflowToAlerts start(
            final NiFiClient client,
            final Path template,
            final FlowFolders folders,
            final int port,
            final Duration pairingTimeout) {
        final ImportedFlow flow = client.importFlow("netflow-to-alerts", template);
        final Map<String, String> parameters = folders.netFlowParameters();
        parameters.put("Port", Integer.toString(port));
        parameters.put("Pairing Timeout", pairingTimeout.toSeconds() + " sec");
        flow.setParameters(parameters);
        flow.start();
        Waiting.until(START, () -> new UdpPort(port).isTaken(), () -> "nothing listens at UDP port " + port);
        return new NetflowToAlerts(client, flow, folders, port);
    }

    public ImportedFlow flow() {
        return flow;
    }

    public FlowFolders folders() {
        return folders;
    }

    /** The UDP port of 127.0.0.1 that it listens at. */
    public int port() {
        return port;
    }

    /** The value of a counter of the listener, such as "Flows Decoded". */
    public long listened(final String counter) {
        return counted(LISTENER, counter);
    }

    /** The value of a counter of the pairing, such as "Pairs Made". */
    public long paired(final String counter) {
        return counted(PAIRING, counter);
    }

    private long counted(final String processor, final String name) {
        return client.counted(processor, name);
    }

    /** Stops the listener, and waits until it has written what had come. The rest of the flow goes on. */
    public void stopListening() {
        flow.stopProcessor(LISTENER);
        Waiting.until(START, () -> !new UdpPort(port).isTaken(), () -> "something still listens at UDP port " + port);
        Waiting.until(START, () -> flow.status(LISTENER).activeTasks() == 0, () -> "a task of the listener still runs");
    }

    /** Starts the listener again, and waits until it listens. */
    public void startListening() {
        flow.startProcessor(LISTENER);
        Waiting.until(START, () -> new UdpPort(port).isTaken(), () -> "nothing listens at UDP port " + port);
    }

    /**
     * Waits until as many datagrams have come, and all that is in them has gone through.
     *
     * @param datagrams since the template was started
     */
    public void awaitDone(final long datagrams, final Duration limit) {
        Waiting.until(
                limit,
                () -> listened("Datagrams Decoded") >= datagrams,
                () -> "%d of %d datagrams have come".formatted(listened("Datagrams Decoded"), datagrams));
        Waiting.until(
                limit,
                () -> taken() >= listened("Flows Decoded"),
                () -> "%d of %d flows have been taken for pairing".formatted(taken(), listened("Flows Decoded")));
        final Quiet quiet = new Quiet();
        Waiting.until(limit, () -> quiet.lasts(isIdle()), () -> "still in the queues: " + waiting());
    }

    private long taken() {
        return paired("Halves Read") + paired("Biflows Passed") + paired("Records Unpairable");
    }

    /** Tells whether nothing waits and no processor works except the listener, which always works. */
    private boolean isIdle() {
        return waiting().isEmpty()
                && flow.processors().stream()
                        .allMatch(processor -> processor.name().equals(LISTENER) || processor.activeTasks() == 0);
    }

    private List<QueueStatus> waiting() {
        return flow.queues().stream().filter(queue -> queue.flowFiles() > 0).toList();
    }
}

package org.aegisnet.benchmark.netflow;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.aegisnet.demo.UdpPort;
import org.aegisnet.runtime.FlowDraft;
import org.aegisnet.runtime.ImportedFlow;
import org.aegisnet.runtime.NiFiClient;
import org.aegisnet.runtime.Waiting;

/** ListenNetFlow in a NiFi; its FlowFiles are written and then end. On the canvas until it is closed. */
final class Listener implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration QUIET = Duration.ofSeconds(4);

    private final NiFiClient client;
    private final String name;
    private final int port;
    private final ImportedFlow flow;

    /** The counters that a measurement looks at. */
    enum Count {
        RECEIVED("Datagrams Received"),
        DECODED("Datagrams Decoded"),
        FLOWS("Flows Decoded"),
        MISSING("Sequence Numbers Missing"),
        QUEUE_DROPS("Datagrams Dropped by the Queue"),
        KERNEL_DROPS("Datagrams Dropped by the Kernel");

        private final String counterName;

        Count(final String counterName) {
            this.counterName = counterName;
        }
    }

    /**
     * Puts it onto the canvas and starts it.
     *
     * @param name of the processor; counters are told apart by it
     * @param writer the full name of the Record Writer's class
     * @param buffer the receive buffer, in bytes
     * @param tasks how many may run at once
     */
    Listener(
            final NiFiClient client,
            final String name,
            final String writer,
            final Map<String, String> writerProperties,
            final int buffer,
            final int tasks,
            final int port) {
        this.client = client;
        this.name = name;
        this.port = port;
        final FlowDraft draft = new FlowDraft(name);
        final String service = draft.addService("Writer", writer, writerProperties);
        draft.addProcessor(
                name,
                "org.aegisnet.processors.netflow.ListenNetFlow",
                Map.of(
                        "Record Writer",
                        service,
                        "Port",
                        Integer.toString(port),
                        "Receive Buffer",
                        buffer + " B",
                        "Queue Size",
                        "64 MB"),
                List.of("success", "options", "unparsed"),
                tasks);
        this.flow = client.importFlow(draft);
        flow.enableServices();
        flow.awaitValid();
        flow.startProcessor(name);
        Waiting.until(PATIENCE, () -> flow.status(name).runStatus().equals("Running"), () -> name + " does not run");
        Waiting.until(PATIENCE, () -> new UdpPort(port).isTaken(), () -> name + " does not listen");
    }

    InetSocketAddress local() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    long count(final Count count) {
        return client.counted(name, count.counterName);
    }

    /** Waits until all that was received is decoded or dropped. */
    void awaitDecoded() {
        Waiting.until(
                PATIENCE,
                () -> count(Count.DECODED) + count(Count.QUEUE_DROPS) >= count(Count.RECEIVED),
                () -> name + " is still at work");
    }

    /** Waits until the counters have stood still for a while. */
    void awaitQuiet() {
        final long[] last = {-1, System.nanoTime()};
        Waiting.until(
                PATIENCE,
                () -> {
                    final long now = count(Count.DECODED) + count(Count.RECEIVED) + count(Count.KERNEL_DROPS);
                    if (now != last[0]) {
                        last[0] = now;
                        last[1] = System.nanoTime();
                    }
                    return System.nanoTime() - last[1] > QUIET.toNanos();
                },
                () -> name + " is still at work");
    }

    @Override
    public void close() {
        flow.delete();
    }
}

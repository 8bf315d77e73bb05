package org.aegisnet.benchmark.netflow;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.aegisnet.demo.Checkout;
import org.aegisnet.demo.NetFlowCapture;
import org.aegisnet.demo.UdpPort;
import org.aegisnet.runtime.LoopbackPorts;
import org.aegisnet.runtime.NiFiInstallation;
import org.aegisnet.runtime.NiFiInstance;
import org.aegisnet.runtime.NiFiJvm;
import org.aegisnet.runtime.ThreadTimes;

/** Benchmark that sends the demo's capture at growing rates to ListenNetFlow and to a bare receive loop. It prints the losses in Markdown. */
public final class ListenerBenchmark {
    private static final int HEAP_MEGABYTES = 2048;
    private static final int BUFFER = 4_000_000;
    private static final int EXPORTERS = 4;
    private static final int MAX_TASKS = 2;
    private static final int WHOLE = 1_000;
    private static final int FEW = 6;
    private static final int[] FLOWS_PER_SECOND = {200_000, 300_000, 350_000};
    private static final int[] DATAGRAMS_PER_SECOND = {50_000};
    private static final Duration WARM_UP = Duration.ofSeconds(15);
    private static final String RECEIVER = "ListenNetFlow\\[id=.*\\] receiver";
    private static final String AVRO = "org.apache.nifi.avro.AvroRecordSetWriter";
    private static final String JSON = "org.apache.nifi.json.JsonRecordSetWriter";

    private final Checkout checkout;
    private final Duration time;
    private final List<String> jvmOptions;
    private final Path table;
    private final PrintStream out;
    private final List<String> lines = new ArrayList<>();
    private int listeners;

    private ListenerBenchmark(
            final Checkout checkout,
            final Duration time,
            final Path table,
            final List<String> jvmOptions,
            final PrintStream out) {
        this.checkout = checkout;
        this.time = time;
        this.jvmOptions = jvmOptions;
        this.table = table;
        this.out = out;
    }

    /**
     * Runs the benchmark.
     *
     * @param arguments the checkout's folder, the seconds of each measurement, the file for the table, and options for NiFi's JVM
     */
    public static void main(final String... arguments) throws IOException {
        final List<String> given = List.of(arguments);
        new ListenerBenchmark(
                        new Checkout(Path.of(given.getFirst())),
                        Duration.ofSeconds(Integer.parseInt(given.get(1))),
                        Path.of(given.get(2)),
                        given.subList(3, given.size()),
                        new PrintStream(System.out, true, StandardCharsets.UTF_8))
                .run();
    }

    private void run() throws IOException {
        final List<byte[]> capture =
                NetFlowCapture.read(checkout.netFlowCapture()).datagrams();
        final List<ReplayedDatagram> whole = DatagramSplitter.split(capture, WHOLE);
        final List<ReplayedDatagram> few = DatagramSplitter.split(capture, FEW);
        final Path work = checkout.root().resolve("benchmarks/record-path/target/run-netflow");
        final NiFiInstallation installation = NiFiInstallation.layOut(
                checkout.nifiLibrary(), work.resolve("nifi"), List.of(checkout.narFolder()), LoopbackPorts.free());
        try (NiFiInstance nifi =
                NiFiInstance.start(installation, new NiFiJvm(HEAP_MEGABYTES, jvmOptions), line -> {})) {
            say(
                    "NiFi %s, %s %s, %d processors, %s, heap %d MB; %d s each, receive buffer %d bytes, %d exporters. The datagrams are those of the demo's"
                            .formatted(
                                    nifi.client().version(),
                                    System.getProperty("java.vm.name"),
                                    System.getProperty("java.vm.version"),
                                    Runtime.getRuntime().availableProcessors(),
                                    System.getProperty("os.arch"),
                                    HEAP_MEGABYTES,
                                    time.toSeconds(),
                                    BUFFER,
                                    EXPORTERS));
            say(
                    "capture, numbered without gaps; the program that sends them runs on the same processors. µs are of processor time.");
            say("");
            say(
                    "| receiver | flows a datagram | datagrams/s sent | flows/s sent | sent | received | dropped by kernel | by queue | numbers missing | lost | flows/s written | tasks, µs a flow | receiver, µs a datagram |");
            say("|" + "---|".repeat(13));
            final Map<String, String> embedded = Map.of("Schema Write Strategy", "avro-embedded");
            for (int tasks = 1; tasks <= MAX_TASKS; tasks++) {
                climb(nifi, "Avro", AVRO, embedded, tasks, whole, flowRates(whole));
                climb(nifi, "JSON", JSON, Map.of(), tasks, whole, flowRates(whole));
                climb(nifi, "Avro", AVRO, embedded, tasks, few, DATAGRAMS_PER_SECOND);
            }
            bare(whole, flowRates(whole));
            bare(few, DATAGRAMS_PER_SECOND);
        }
        Files.write(table, lines);
    }

    private static int[] flowRates(final List<ReplayedDatagram> datagrams) {
        final double flows = flowsPerDatagram(datagrams);
        final int[] rates = FLOWS_PER_SECOND.clone();
        for (int index = 0; index < rates.length; index++) {
            rates[index] = (int) Math.ceil(rates[index] / flows);
        }
        return rates;
    }

    private static double flowsPerDatagram(final List<ReplayedDatagram> datagrams) {
        return datagrams.stream().mapToInt(ReplayedDatagram::flows).average().orElseThrow();
    }

    private void climb(
            final NiFiInstance nifi,
            final String title,
            final String writer,
            final Map<String, String> writerProperties,
            final int tasks,
            final List<ReplayedDatagram> datagrams,
            final int[] rates)
            throws IOException {
        listeners++;
        try (Listener listener = new Listener(
                        nifi.client(),
                        "Listen " + listeners,
                        writer,
                        writerProperties,
                        BUFFER,
                        tasks,
                        UdpPort.free().number());
                Replay replay = new Replay(datagrams, listener.local(), EXPORTERS)) {
            replay.send(rates[0], WARM_UP);
            listener.awaitQuiet();
            for (final int rate : rates) {
                final Counts before = Counts.of(listener);
                final ThreadTimes timesBefore = ThreadTimes.of(nifi.processId());
                final long start = System.nanoTime();
                final Replay.Sent sent = replay.send(rate, time);
                listener.awaitDecoded();
                final double seconds = (System.nanoTime() - start) / 1e9;
                listener.awaitQuiet();
                final Counts counts = Counts.of(listener).minus(before);
                final ThreadTimes times = ThreadTimes.of(nifi.processId());
                if (!counts.accountFor(sent.datagrams())) {
                    say("(not every datagram is accounted for)");
                }
                row(
                        "ListenNetFlow, %s, %d %s".formatted(title, tasks, tasks == 1 ? "task" : "tasks"),
                        datagrams,
                        sent,
                        counts.received(),
                        "%d | %d | %d".formatted(counts.kernelDrops(), counts.queueDrops(), counts.missing()),
                        sent.datagrams() - counts.decoded(),
                        String.format(
                                Locale.ROOT,
                                "%,.0f | %.2f | %.1f",
                                counts.flows() / seconds,
                                times.ofTasks().minus(timesBefore.ofTasks()).toNanos() / 1e3 / counts.flows(),
                                times.of(RECEIVER)
                                                .minus(timesBefore.of(RECEIVER))
                                                .toNanos()
                                        / 1e3
                                        / counts.received()));
            }
        }
    }

    private void bare(final List<ReplayedDatagram> datagrams, final int[] rates) throws IOException {
        try (BareLoop loop = new BareLoop(BUFFER);
                Replay replay = new Replay(datagrams, loop.local(), EXPORTERS)) {
            replay.send(rates[0], Duration.ofSeconds(2));
            for (final int rate : rates) {
                settle();
                final long before = loop.received();
                final Replay.Sent sent = replay.send(rate, time);
                settle();
                final long received = loop.received() - before;
                row("bare receive loop", datagrams, sent, received, " | | ", sent.datagrams() - received, " | | ");
            }
        }
    }

    private static void settle() {
        try {
            Thread.sleep(1_000);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void row(
            final String title,
            final List<ReplayedDatagram> datagrams,
            final Replay.Sent sent,
            final long received,
            final String drops,
            final long lost,
            final String speed) {
        say(String.format(
                Locale.ROOT,
                "| %s | %.1f | %,.0f | %,.0f | %,d | %,d | %s | %.4f %% | %s |",
                title,
                flowsPerDatagram(datagrams),
                sent.datagramsPerSecond(),
                sent.flowsPerSecond(),
                sent.datagrams(),
                received,
                drops,
                100.0 * lost / sent.datagrams(),
                speed));
    }

    private void say(final String line) {
        lines.add(line);
        out.println(line);
    }
}

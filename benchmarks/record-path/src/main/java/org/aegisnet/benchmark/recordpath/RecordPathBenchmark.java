package org.aegisnet.benchmark.recordpath;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.aegisnet.demo.Checkout;
import org.aegisnet.runtime.LoopbackPorts;
import org.aegisnet.runtime.NiFiInstallation;
import org.aegisnet.runtime.NiFiInstance;
import org.aegisnet.runtime.NiFiJvm;
import org.aegisnet.scoring.feature.Feature;
import org.aegisnet.scoring.loading.BundledModels;
import org.aegisnet.scoring.model.ModelKind;
import org.aegisnet.scoring.model.ModelRejectedException;

/** Measures all scenarios in one NiFi and prints a table in Markdown. */
public final class RecordPathBenchmark {
    private static final int HEAP_MEGABYTES = 1024;
    private static final int WIDE_RECORDS = 15_000;
    private static final int NARROW_RECORDS = 60_000;
    private static final int WARM_UP = 1;

    private final Checkout checkout;
    private final int rounds;
    private final List<String> jvmOptions;
    private final Path table;
    private final PrintStream out;

    private RecordPathBenchmark(
            final Checkout checkout,
            final int rounds,
            final Path table,
            final List<String> jvmOptions,
            final PrintStream out) {
        this.checkout = checkout;
        this.rounds = rounds;
        this.jvmOptions = jvmOptions;
        this.table = table;
        this.out = out;
    }

    /**
     * Runs the benchmark.
     *
     * @param arguments the checkout's folder, the number of rounds, the file for the table, and options for NiFi's JVM, such as a profiler's
     */
    public static void main(final String... arguments) throws IOException {
        final List<String> given = List.of(arguments);
        final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        new RecordPathBenchmark(
                        new Checkout(Path.of(given.getFirst())),
                        Integer.parseInt(given.get(1)),
                        Path.of(given.get(2)),
                        given.subList(3, given.size()),
                        out)
                .run();
    }

    private void run() throws IOException {
        final List<Scenario> scenarios = scenarios();
        final Path work = checkout.root().resolve("benchmarks/record-path/target/run");
        final NiFiInstallation installation = NiFiInstallation.layOut(
                checkout.nifiLibrary(), work.resolve("nifi"), List.of(checkout.narFolder()), LoopbackPorts.free());
        final Results results = new Results();
        try (NiFiInstance nifi = NiFiInstance.start(installation, jvm(), line -> {})) {
            for (int round = -WARM_UP; round < rounds; round++) {
                for (final Scenario scenario : scenarios) {
                    final MeasuredFlow flow =
                            new MeasuredFlow(nifi.client(), nifi.processId(), scenario, work.resolve("input"));
                    final int rotation =
                            Math.floorMod(round, scenario.candidates().size());
                    if (round < 0) {
                        flow.run(rotation);
                    } else {
                        results.add(scenario, flow.run(rotation));
                    }
                }
                out.println(round < 0 ? "warm-up round done" : "round %d of %d done".formatted(round + 1, rounds));
            }
            final List<String> lines = new ArrayList<>(List.of(conditions(nifi), ""));
            lines.addAll(results.table());
            lines.forEach(out::println);
            Files.write(table, lines);
        }
    }

    private String conditions(final NiFiInstance nifi) {
        return ("NiFi %s, %s %s, %d processors, %s, heap %d MB. %d FlowFiles of %d (85 columns) or %d records for each processor in each of %d rounds after %d for warming up; one"
                        + " processor with one task runs at a time, the first another in each round. Medians; a ratio compares within its round; lowest and highest in brackets.")
                .formatted(
                        nifi.client().version(),
                        System.getProperty("java.vm.name"),
                        System.getProperty("java.vm.version"),
                        Runtime.getRuntime().availableProcessors(),
                        System.getProperty("os.arch"),
                        HEAP_MEGABYTES,
                        Scenario.FILES,
                        WIDE_RECORDS,
                        NARROW_RECORDS,
                        rounds,
                        WARM_UP);
    }

    private NiFiJvm jvm() {
        return new NiFiJvm(HEAP_MEGABYTES, jvmOptions);
    }

    private static List<String> forestFeatures() {
        try {
            return new BundledModels()
                    .read(ModelKind.FOREST).metadata().features().stream()
                            .map(Feature::name)
                            .toList();
        } catch (final ModelRejectedException e) {
            throw new IllegalStateException("The bundled forest cannot be used", e);
        }
    }

    private List<Scenario> scenarios() throws IOException {
        final Path sample = checkout.sample();
        final SampleFlows wide = SampleFlows.wide(sample);
        final SampleFlows netFlow = SampleFlows.netFlow(sample);
        final SampleFlows narrow = SampleFlows.narrow(sample, forestFeatures());
        return List.of(
                new Scenario(
                        "CSV of %d columns, schema inferred, to JSON".formatted(wide.columns()),
                        Format.CSV_INFERRED_TO_JSON,
                        wide,
                        WIDE_RECORDS,
                        List.of(Candidate.values())),
                new Scenario(
                        "CSV of %d NetFlow columns, schema given, to JSON".formatted(netFlow.columns()),
                        Format.CSV_TO_JSON,
                        netFlow,
                        NARROW_RECORDS,
                        List.of(
                                Candidate.CONVERT_RECORD,
                                Candidate.UPDATE_RECORD,
                                Candidate.UPDATE_RECORD_FIVE,
                                Candidate.AUTOENCODER,
                                Candidate.CONVERT_FLOW_CSV,
                                Candidate.AUTOENCODER_FLOW_CSV)),
                new Scenario(
                        "CSV of %d CICFlowMeter columns, schema given, to JSON".formatted(narrow.columns()),
                        Format.CSV_TO_JSON,
                        narrow,
                        NARROW_RECORDS,
                        List.of(
                                Candidate.CONVERT_RECORD,
                                Candidate.UPDATE_RECORD,
                                Candidate.UPDATE_RECORD_FIVE,
                                Candidate.FOREST,
                                Candidate.CONVERT_FLOW_CSV,
                                Candidate.FOREST_FLOW_CSV)),
                new Scenario(
                        "Avro of %d NetFlow columns to Avro".formatted(netFlow.columns()),
                        Format.AVRO_TO_AVRO,
                        netFlow,
                        NARROW_RECORDS,
                        List.of(
                                Candidate.CONVERT_RECORD,
                                Candidate.UPDATE_RECORD,
                                Candidate.UPDATE_RECORD_FIVE,
                                Candidate.AUTOENCODER)),
                new Scenario(
                        "Avro of %d CICFlowMeter columns to Avro".formatted(narrow.columns()),
                        Format.AVRO_TO_AVRO,
                        narrow,
                        NARROW_RECORDS,
                        List.of(
                                Candidate.CONVERT_RECORD,
                                Candidate.UPDATE_RECORD,
                                Candidate.UPDATE_RECORD_FIVE,
                                Candidate.FOREST)));
    }
}

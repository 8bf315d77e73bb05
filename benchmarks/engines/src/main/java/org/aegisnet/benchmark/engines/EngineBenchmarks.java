package org.aegisnet.benchmark.engines;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.aegisnet.scoring.model.ModelRejectedException;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Program that runs all benchmarks of the engines and prints a table of ratios in Markdown. */
public final class EngineBenchmarks {
    private static final int AS_BUNDLED = 50_000;
    private static final List<Integer> SIZES = List.of(AS_BUNDLED, 300_000, 800_000);
    private static final int WARM_UP = 2;
    private static final int ITERATIONS = 5;

    private final Path checkout;
    private final Path folder;
    private final Path sample;
    private final PrintStream out;

    private EngineBenchmarks(final Path checkout, final PrintStream out) {
        this.checkout = checkout;
        this.folder = checkout.resolve("benchmarks/engines/target/forests");
        this.sample = checkout.resolve("demo/flows/office-and-brute-force.csv");
        this.out = out;
    }

    /**
     * Runs the benchmarks.
     *
     * @param arguments the checkout's folder, and the file for the table
     */
    public static void main(final String... arguments)
            throws IOException, RunnerException, InterruptedException, ModelRejectedException {
        final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        final List<String> table = new EngineBenchmarks(Path.of(arguments[0]), out).run();
        table.forEach(out::println);
        Files.write(Path.of(arguments[1]), table);
    }

    private List<String> run() throws IOException, RunnerException, InterruptedException, ModelRejectedException {
        final RandomFlows random = new RandomFlows(sample);
        for (final int nodes : SIZES) {
            out.println("growing a forest of %d nodes, unless an earlier run has".formatted(nodes));
            new PreparedForest(folder, nodes).prepare(random);
        }
        final List<RunResult> results = new ArrayList<>();
        results.addAll(run(ForestBenchmark.class, new String[0]));
        results.addAll(run(ReasonsBenchmark.class, "50000"));
        results.addAll(run(AutoencoderBenchmark.class, new String[0]));
        results.addAll(run(FeatureExtractionBenchmark.class, new String[0]));
        results.addAll(run(ModelLoadBenchmark.class, new String[0]));
        results.addAll(run(WholeFlowBenchmark.class, new String[0]));
        final Measured measured = new Measured(results);
        out.println("running the Python peers");
        final Optional<PythonPeers.Figures> python = new PythonPeers(
                        checkout.resolve("benchmarks/engines/src/main/python/python_peers.py"),
                        new PreparedForest(folder, AS_BUNDLED),
                        random)
                .measure();
        final List<String> lines = new ArrayList<>(List.of(conditions(), ""));
        lines.addAll(table(measured, python).lines());
        lines.add("");
        lines.add(python.map(EngineBenchmarks::pythonConditions)
                .orElse("No Python with scikit-learn was found, so its rows are missing."));
        return lines;
    }

    private Collection<RunResult> run(final Class<?> benchmarks, final String... nodes) throws RunnerException {
        final ChainedOptionsBuilder options = new OptionsBuilder()
                .include("\\." + benchmarks.getSimpleName() + "\\.")
                .mode(Mode.AverageTime)
                .timeUnit(TimeUnit.NANOSECONDS)
                .forks(1)
                .warmupIterations(WARM_UP)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(ITERATIONS)
                .measurementTime(TimeValue.seconds(1))
                .shouldFailOnError(true)
                .jvmArgs(
                        "-Xmx3g",
                        "--enable-native-access=ALL-UNNAMED",
                        "-D" + Workbench.FOREST_FOLDER + "=" + folder,
                        "-D" + Workbench.SAMPLE + "=" + sample);
        return new Runner((nodes.length == 0 ? options : options.param("nodes", nodes)).build()).run();
    }

    private static RatioTable table(final Measured measured, final Optional<PythonPeers.Figures> python) {
        final RatioTable table = new RatioTable();
        for (final String manner : List.of("batch", "single")) {
            for (final int nodes : SIZES) {
                final String what =
                        "forest of %d nodes, %s".formatted(nodes, manner.equals("batch") ? "1000 flows" : "one flow");
                final double ours = measured.nanoseconds("ForestBenchmark.%sAegisNet %d".formatted(manner, nodes));
                table.add(
                        what,
                        ours,
                        "Smile",
                        measured.nanoseconds("ForestBenchmark.%sSmile %d".formatted(manner, nodes)));
                table.add(
                        what,
                        ours,
                        "ONNX Runtime",
                        measured.nanoseconds("ForestBenchmark.%sOnnxRuntime %d".formatted(manner, nodes)));
            }
        }
        for (final int nodes : SIZES) {
            table.add(
                    "forest of %d nodes, 1000 flows, two threads".formatted(nodes),
                    measured.nanoseconds("ForestBenchmark.twoThreadsAegisNet " + nodes) / 2,
                    "one thread",
                    measured.nanoseconds("ForestBenchmark.batchAegisNet " + nodes));
        }
        table.add(
                "reasons for a flow, forest of %d nodes, in words".formatted(AS_BUNDLED),
                measured.nanoseconds("ReasonsBenchmark.reasonsAegisNet " + AS_BUNDLED),
                "Smile's shap, in numbers",
                measured.nanoseconds("ReasonsBenchmark.reasonsSmile " + AS_BUNDLED));
        table.add(
                "bundled autoencoder, 1000 flows",
                measured.nanoseconds("AutoencoderBenchmark.batchAegisNet"),
                "ONNX Runtime, the same batch",
                measured.nanoseconds("AutoencoderBenchmark.batchOnnxRuntime"));
        table.add(
                "bundled autoencoder, one flow",
                measured.nanoseconds("AutoencoderBenchmark.singleAegisNet"),
                "an ONNX Runtime call a flow",
                measured.nanoseconds("AutoencoderBenchmark.singleOnnxRuntime"));
        table.add(
                "features of the bundled forest, from texts",
                measured.nanoseconds("FeatureExtractionBenchmark.extractAegisNet"),
                "a bare loop of Float.parseFloat",
                measured.nanoseconds("FeatureExtractionBenchmark.parseInABareLoop"));
        for (final int nodes : List.of(AS_BUNDLED, 300_000)) {
            table.add(
                    "loading a forest of %d nodes, checked".formatted(nodes),
                    measured.nanoseconds("ModelLoadBenchmark.loadAegisNet " + nodes),
                    "Java's serialization of Smile's trees",
                    measured.nanoseconds("ModelLoadBenchmark.loadSmile " + nodes));
        }
        python.ifPresent(figures -> {
            table.add(
                    "forest of %d nodes, batches".formatted(AS_BUNDLED),
                    measured.nanoseconds("ForestBenchmark.batchAegisNet " + AS_BUNDLED),
                    "scikit-learn's predict_proba, 10,000 flows",
                    figures.batch());
            table.add(
                    "one flow, both bundled models, from a map to a verdict",
                    measured.nanoseconds("WholeFlowBenchmark.flowAegisNet"),
                    "scikit-learn and numpy, one flow",
                    figures.bothModelsOneByOne());
        });
        return table;
    }

    private static String conditions() {
        return String.format(
                Locale.ROOT,
                "%s %s, %d processors, %s. JMH, one process a benchmark, medians of %d seconds after %d for warming up; times are a flow's, but for loading."
                        + " All forests have 100 trees over 11 features; every engine's probability of 1000 flows was compared with ours first (1e-6).",
                System.getProperty("java.vm.name"),
                System.getProperty("java.vm.version"),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.arch"),
                ITERATIONS,
                WARM_UP);
    }

    private static String pythonConditions(final PythonPeers.Figures figures) {
        return String.format(
                Locale.ROOT,
                "scikit-learn %s with the same trees, one thread, median of 7 rounds; its probabilities differ from ours by %.1e at most.",
                figures.scikitLearn(),
                figures.largestDifference());
    }
}

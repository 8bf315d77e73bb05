package org.aegisnet.training.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.aegisnet.scoring.engine.FlowModel;
import org.aegisnet.scoring.feature.Feature;
import org.aegisnet.scoring.loading.ModelLoader;
import org.aegisnet.scoring.model.ModelFile;
import org.aegisnet.training.data.FlowSet;
import org.aegisnet.training.data.FlowSetReader;
import org.aegisnet.training.evaluation.DetectionMetrics;
import org.aegisnet.training.evaluation.ModelDetector;
import org.aegisnet.training.forest.ForestFeatures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ModelsCommandTest {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter errors = new StringWriter();

    private int run(final Object... arguments) {
        final CommandLine commandLine =
                ModelsCommand.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(errors));
        return commandLine.execute(Stream.of(arguments).map(Object::toString).toArray(String[]::new));
    }

    /** Made-up flows of the bundled forest's features, over a week; attacks are ten times as large. */
    private Path flows(final String name, final int count, final long seed) throws IOException {
        final List<Feature> features = new ForestFeatures().list();
        final List<String> lines = new ArrayList<>();
        lines.add("Timestamp,"
                + String.join(",", features.stream().map(Feature::name).toList()) + ",Label");
        final Random random = new Random(seed);
        final String[] attacks = {"DDoS", "PortScan"};
        for (int i = 0; i < count; i++) {
            final boolean attack = i % 2 == 1;
            final StringBuilder line = new StringBuilder(
                    String.format(Locale.ROOT, "2017-07-0%d 10:%02d:%02d", 3 + i % 5, i / 60 % 60, i % 60));
            for (int feature = 0; feature < features.size(); feature++) {
                line.append(',').append(Math.round((attack ? 1_000 : 100) * Math.exp(random.nextGaussian())));
            }
            lines.add(line + "," + (attack ? attacks[i / 2 % 2] : "BENIGN"));
        }
        return Files.write(folder.resolve(name), lines);
    }

    private Path forest() throws IOException {
        final Path model = folder.resolve("forest.onnx");
        assertEquals(
                0,
                run("train-forest", "--trees", 10, "--leaves", 20, "-o", model, flows("train.csv", 600, 1)),
                errors::toString);
        return model;
    }

    @Test
    void trainsAForestTheSameTwiceAndTellsWhatItIs() throws IOException {
        final byte[] first = Files.readAllBytes(forest());
        assertArrayEquals(first, Files.readAllBytes(forest()));
        assertEquals(0, run("inspect", folder.resolve("forest.onnx")));
        assertTrue(out.toString().startsWith("my-forest 1.0.0, a forest, "));
        assertTrue(out.toString().contains("train.csv"));
        assertTrue(out.toString().contains("Runs in plain Java"));
    }

    @Test
    void scoresEveryRowOrSaysWhyNot() throws IOException {
        final Path model = forest();
        final Path input = flows("some.csv", 1500, 2);
        final List<String> lines = new ArrayList<>(Files.readAllLines(input));
        lines.set(3, lines.get(3).replaceFirst("(?<=,)[0-9.]+(?=,)", "Infinity"));
        Files.write(input, lines);
        final Path output = folder.resolve("scored.csv");
        assertEquals(0, run("score", model, input, "-o", output), errors::toString);
        final List<String> scored = Files.readAllLines(output);
        assertEquals(1501, scored.size());
        assertTrue(scored.getFirst().endsWith(",Label,flow_label,attack_probability,unscored"));
        assertTrue(scored.get(3).contains("Infinity") && scored.get(3).contains(" is "));
        assertTrue(scored.get(1).startsWith(lines.get(1)) && scored.get(1).contains(",Safe,"));
        assertTrue(
                scored.get(1500).startsWith(lines.get(1500)) && scored.get(1500).contains(",Attack,"));
        assertTrue(errors.toString().contains("1499 flows scored"));
    }

    @Test
    void noCellOfAScoredFileIsAFormula() throws IOException {
        final Path input = Files.writeString(folder.resolve("hostile.csv"), "=1+1,b\n\uff1d1,-5\n-,a;=1+1\n");
        final Path output = folder.resolve("hostile-scored.csv");
        assertEquals(0, run("score", forest(), input, "-o", output), errors::toString);

        final List<String> scored = Files.readAllLines(output);
        assertTrue(scored.get(0).startsWith("'=1+1,b,"), scored.toString());
        assertTrue(scored.get(1).startsWith("'\uff1d1,-5,"), scored.toString());
        assertTrue(scored.get(2).startsWith("-,a;'=1+1,"), scored.toString());
    }

    @Test
    void judgesAModelAndItsRecipeInACardWithPlotsAndInJson() throws IOException {
        final Path model = forest();
        final Path card = folder.resolve("card.md");
        final Path remarks = Files.writeString(folder.resolve("remarks.md"), "## In short\n\nIt finds floods.\n");
        assertEquals(
                0,
                run(
                        "evaluate",
                        model,
                        "elsewhere=" + flows("test.csv", 300, 3),
                        "--recipe",
                        "here=" + folder.resolve("train.csv"),
                        "--trees",
                        5,
                        "--leaves",
                        20,
                        "--seeds",
                        2,
                        "--card",
                        card,
                        "--remarks",
                        remarks,
                        "--json"),
                errors::toString);
        final JsonNode report = new ObjectMapper().readTree(out.toString());
        final JsonNode judgement = report.get("judgements").get(0);
        assertEquals("elsewhere", judgement.get("network").asText());
        assertEquals(150, judgement.get("benign").asInt());
        assertTrue(judgement.get("rocAuc").asDouble() > 0.95);
        assertEquals(12, report.get("protocol").size(), "three splits, four forests beside each other");
        assertEquals(2, report.get("protocol").get(0).get("runs").size());
        assertEquals(2, report.get("families").size());
        final String text = Files.readString(card);
        assertTrue(
                text.contains("\nbin/models evaluate %s elsewhere=%s --recipe here="
                        .formatted(model, folder.resolve("test.csv"))),
                "the command that made it, as it was given");
        assertTrue(
                text.startsWith("# my-forest 1.0.0\n\n## In short\n\nIt finds floods.\n\n"), "the remarks come first");
        assertTrue(
                text.contains("## The model file\n\nIt says of itself:\n\n> "),
                "the model's own words are a quotation");
        assertTrue(text.contains("| elsewhere | 150 | 150 |"));
        assertTrue(text.contains("without the two windows") && text.contains("100 trees, depth 10, balanced"));
        for (final String plot : List.of("precision-recall", "scores", "reliability", "importances")) {
            assertTrue(text.contains("images/my-forest-%s.svg".formatted(plot)), plot);
            assertTrue(Files.readString(folder.resolve("images/my-forest-%s.svg".formatted(plot)))
                    .startsWith("<svg"));
        }
        assertFalse(text.contains("NaN"));
    }

    /** Those metrics are held to scikit-learn's in DetectionMetricsTest; here nothing may be rounded or mixed up on their way out. */
    @Test
    void theMetricsInJsonAreThoseOfTheScores() throws Exception {
        final Path model = forest();
        final Path test = flows("test.csv", 300, 3);
        assertEquals(0, run("evaluate", model, "elsewhere=" + test, "--json"), errors::toString);
        final JsonNode judgement =
                new ObjectMapper().readTree(out.toString()).get("judgements").get(0);
        try (FlowModel loaded = new ModelLoader().load(ModelFile.read(model))) {
            final FlowSet flows = new FlowSetReader(loaded.metadata().features())
                    .read(List.of(test))
                    .flows();
            final boolean[] attack = new boolean[flows.size()];
            for (int row = 0; row < attack.length; row++) {
                attack[row] = flows.flows().get(row).label().isAttack();
            }
            final DetectionMetrics metrics = new DetectionMetrics(new ModelDetector(loaded).scores(flows), attack);
            final double threshold = loaded.metadata().defaultThreshold();
            assertEquals(metrics.rocAuc(), judgement.get("rocAuc").asDouble(), 1e-9);
            assertEquals(
                    metrics.averagePrecision(),
                    judgement.get("averagePrecision").asDouble(),
                    1e-9);
            assertEquals(metrics.brierScore(), judgement.get("brierScore").asDouble(), 1e-9);
            assertEquals(metrics.recall(threshold), judgement.get("recall").asDouble(), 1e-9);
            assertEquals(
                    metrics.falsePositiveRate(threshold),
                    judgement.get("falsePositiveRate").asDouble(),
                    1e-9);
            assertEquals(
                    metrics.recallAtFalsePositiveRate(0.01),
                    judgement.get("recallAtOnePercent").asDouble(),
                    1e-9);
            assertEquals(
                    metrics.recallAtFalsePositiveRate(0.001),
                    judgement.get("recallAtTenthPercent").asDouble(),
                    1e-9);
        }
    }

    @Test
    void anUnusableFileGivesASentenceInsteadOfAStackTrace() throws IOException {
        assertEquals(1, run("inspect", folder.resolve("nowhere.onnx")));
        assertEquals(
                1,
                run(
                        "train-forest",
                        "-o",
                        folder.resolve("m.onnx"),
                        Files.writeString(folder.resolve("x.csv"), "a,b\n1,2\n")));
        assertTrue(errors.toString().contains("x.csv has no column for"));
        assertEquals(1, run("train-autoencoder", "-o", folder.resolve("m.onnx"), tiny()));
        assertTrue(errors.toString().contains("is the fewest"));
        assertFalse(errors.toString().contains("\tat "), errors::toString);
        assertEquals(2, run("train-forest"));
        assertEquals(2, run());
        assertEquals(0, run("score", "--help"));
    }

    private Path tiny() throws IOException {
        return Files.writeString(
                folder.resolve("tiny.csv"),
                "bytes_in,bytes_out,packets,duration,src_port,dst_port,protocol\n1,2,3,4,5,6,6\n2,3,4,5,6,7,6\n3,3,4,5,6,7,6\n");
    }
}

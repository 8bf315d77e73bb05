package org.aegisnet.processors.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aegisnet.processors.ClassifyFlowForest;
import org.aegisnet.processors.FlowScoringRunner;
import org.aegisnet.processors.RecordRunner;
import org.aegisnet.processors.ScoreFlowAutoencoder;
import org.aegisnet.processors.SharedData;
import org.aegisnet.processors.api.ReadScoringRequest;
import org.aegisnet.processors.record.RoutingStrategy;
import org.aegisnet.processors.scoring.FlowScoringProcessor;
import org.aegisnet.processors.scoring.ScoringProperties;
import org.aegisnet.scoring.csv.CsvRow;
import org.aegisnet.scoring.csv.FlowTable;
import org.aegisnet.scoring.engine.BatchScorer;
import org.aegisnet.scoring.engine.FlowModel;
import org.aegisnet.scoring.feature.FeatureMapping;
import org.aegisnet.scoring.feature.FieldIndex;
import org.aegisnet.scoring.feature.KnownFeatureNames;
import org.aegisnet.scoring.feature.Vocabularies;
import org.aegisnet.scoring.loading.BundledModels;
import org.aegisnet.scoring.loading.ModelLoader;
import org.aegisnet.scoring.model.ModelKind;
import org.apache.nifi.controller.ControllerService;
import org.apache.nifi.json.JsonTreeReader;
import org.apache.nifi.util.MockFlowFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * CIC-IDS2017 as published. Each file has one answer through the reader, through the scoring API, and by the steps of the command line.
 */
class PublishedFilesTest {
    private final ObjectMapper mapper = new ObjectMapper();

    private static FlowTable table(final Path file) throws IOException {
        return FlowTable.open(Files.newInputStream(file), new KnownFeatureNames(new Vocabularies().all(), List.of()));
    }

    private List<JsonNode> scored(
            final FlowScoringProcessor processor, final ControllerService reader, final byte[] content)
            throws Exception {
        final FlowScoringRunner flows = FlowScoringRunner.bundled(processor).reader(reader);
        flows.runner().setProperty(ScoringProperties.ROUTING_STRATEGY, RoutingStrategy.ANNOTATE_ALL);
        flows.runner().enqueue(content);
        flows.runner().run();
        final List<MockFlowFile> left = flows.runner().getFlowFilesForRelationship(FlowScoringProcessor.SUCCESS);
        assertEquals(1, left.size());
        final List<JsonNode> records = new ArrayList<>();
        mapper.readTree(left.getFirst().getContent()).forEach(records::add);
        return records;
    }

    /** The flows of a CSV body as the API hands them on. */
    private static byte[] throughTheApi(final byte[] csv) throws Exception {
        final RecordRunner request = new RecordRunner(new ReadScoringRequest());
        request.use(
                request.runner().getProcessor().getPropertyDescriptors().stream()
                        .filter(property -> property.getName().equals("CSV Reader"))
                        .findFirst()
                        .orElseThrow(),
                new FlowCsvReader());
        request.runner()
                .enqueue(
                        csv,
                        Map.of(
                                "http.method",
                                "POST",
                                "http.request.uri",
                                "/score_bulk",
                                "http.server.name",
                                "127.0.0.1",
                                "http.headers.Content-Type",
                                "text/csv"));
        request.runner().run();
        final List<MockFlowFile> flows = request.runner().getFlowFilesForRelationship("score");
        assertEquals(
                1,
                flows.size(),
                () -> request.runner()
                        .getFlowFilesForRelationship("refused")
                        .getFirst()
                        .getContent());
        return flows.getFirst().toByteArray();
    }

    private static List<Double> scores(final Path file, final ModelKind kind) throws Exception {
        final List<Double> scores = new ArrayList<>();
        try (FlowTable table = table(file);
                FlowModel model = new ModelLoader().load(new BundledModels().read(kind));
                BatchScorer scorer = model.openScorer(1)) {
            final FeatureMapping mapping = FeatureMapping.detect(
                    model.metadata().features(), new Vocabularies().all(), new FieldIndex(table.names()));
            final float[] features = new float[model.metadata().features().size()];
            for (Optional<CsvRow> row = table.next(); row.isPresent(); row = table.next()) {
                assertEquals(Optional.empty(), row.get().fault());
                assertEquals(Optional.empty(), mapping.extract(row.get().cells()::get, features));
                scorer.batch().put(0, features);
                scorer.score(1);
                scores.add(scorer.scoreOf(0));
            }
        }
        return scores;
    }

    private static List<String> cells(final Path file, final String column) throws IOException {
        final List<String> cells = new ArrayList<>();
        try (FlowTable table = table(file)) {
            final int position = table.names().indexOf(column);
            for (Optional<CsvRow> row = table.next(); row.isPresent(); row = table.next()) {
                cells.add(row.get().cells().get(position));
            }
        }
        return cells;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MachineLearningCVE_Friday-DDos_first9998.csv",
                "MachineLearningCVE_Friday-b_head999_f2.csv",
                "MachineLearningCVE_Friday-c_head999_f3.csv",
                "MachineLearningCVE_Monday_head999_m1.csv",
                "MachineLearningCVE_Thursday-WebAttacks_head999_th1.csv",
                "MachineLearningCVE_Tuesday_head999_tu1.csv",
                "TrafficLabelling_Friday-DDos_head299.csv",
                "TrafficLabelling_ddos_Mondirkb.csv",
                "TrafficLabelling_portscan_Mondirkb.csv",
                "TrafficLabelling_sqli_Mondirkb.csv",
                "TrafficLabelling_xss_Mondirkb.csv"
            })
    void aFileHasOneAnswerEverywhere(final String name) throws Exception {
        final Path file = SharedData.find("original_format").resolve(name);
        final byte[] content = Files.readAllBytes(file);
        final byte[] body = throughTheApi(content);

        for (final ModelKind kind : ModelKind.values()) {
            final String score = kind == ModelKind.FOREST ? "attack_probability" : "anomaly_score";
            final List<JsonNode> read = scored(processor(kind), new FlowCsvReader(), content);
            final List<JsonNode> posted = scored(processor(kind), new JsonTreeReader(), body);

            assertEquals(cells(file, "Label"), texts(read, "Label"));
            assertEquals(cells(file, "Label"), texts(posted, "Label"));
            assertEquals(
                    cells(file, "Flow Bytes/s").contains("Infinity"),
                    texts(read, "Flow Bytes/s").contains("Infinity"));
            assertTrue(read.stream().allMatch(flow -> flow.path(score).isNumber()), name);
            assertEquals(texts(read, score), texts(posted, score));
            final List<Double> expected = scores(file, kind);
            assertEquals(expected.size(), read.size());
            for (int row = 0; row < expected.size(); row++) {
                assertEquals(expected.get(row), read.get(row).path(score).asDouble(), 1e-6, name + " row " + row);
            }
        }
    }

    private static FlowScoringProcessor processor(final ModelKind kind) {
        return kind == ModelKind.FOREST ? new ClassifyFlowForest() : new ScoreFlowAutoencoder();
    }

    private static List<String> texts(final List<JsonNode> flows, final String field) {
        return flows.stream().map(flow -> flow.path(field).asText()).toList();
    }

    @Test
    void aRaggedRowIsUnscoredThroughTheApiToo() throws Exception {
        final byte[] body = throughTheApi(
                "bytes_in,bytes_out,packets,duration,src_port,dst_port,protocol\n1200,5400,18,0.80,51234,443,6\n1200,7,5400,18,0.80,51234,443,6\n1200,5400\n"
                        .getBytes(StandardCharsets.UTF_8));
        final List<JsonNode> flows = scored(new ScoreFlowAutoencoder(), new JsonTreeReader(), body);

        assertTrue(flows.get(0).path("anomaly_score").isNumber(), flows.toString());
        assertEquals("0.80", flows.get(0).path("duration").asText());
        assertTrue(flows.get(1).path("unscored_reason").asText().startsWith("Line 3 has 8 cells"), flows.toString());
        assertTrue(flows.get(2).path("unscored_reason").asText().startsWith("Line 4 has 2 cells"), flows.toString());
    }

    @Test
    void aGzippedFileIsRead() throws Exception {
        final Path file = SharedData.find("train/cicids2017_original_train.csv.gz");
        int rows = 0;
        try (FlowTable table = table(file)) {
            for (Optional<CsvRow> row = table.next(); row.isPresent(); row = table.next()) {
                rows++;
            }
        }
        assertEquals(13_089, rows);
        try (InputStream stream = Files.newInputStream(file)) {
            assertEquals(0x1f, stream.read());
        }
    }
}

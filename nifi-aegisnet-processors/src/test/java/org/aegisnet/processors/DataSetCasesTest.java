package org.aegisnet.processors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.aegisnet.processors.record.FieldNaming;
import org.aegisnet.processors.record.RoutingStrategy;
import org.aegisnet.processors.scoring.FlowScoringProcessor;
import org.aegisnet.processors.scoring.ScoringProperties;
import org.apache.nifi.csv.CSVReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Small files of CICFlowMeter's versions and of data sets, through NiFi's CSVReader with inferred types and with text. */
class DataSetCasesTest {
    private static final List<Map<String, String>> READERS =
            List.of(Map.of(), Map.of("Schema Access Strategy", "csv-header-derived"));

    private static String content(final String name) throws IOException {
        try (InputStream stream = DataSetCasesTest.class.getResourceAsStream("cases/" + name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static FlowScoringRunner runner(final FlowScoringProcessor processor) throws Exception {
        final FlowScoringRunner flows = FlowScoringRunner.bundled(processor);
        flows.runner().setProperty(ScoringProperties.ROUTING_STRATEGY, RoutingStrategy.ANNOTATE_ONLY);
        return flows;
    }

    @ParameterizedTest
    @CsvSource({"26a-cic2017-names-addresses.csv, 2017-07-07T15:30:00Z", "15d-cic-gui-v4.csv, 2017-07-07T20:59:50Z"})
    void theFieldsOfEcsAreFilledFromTheHeadersOfCicFlowMeter(final String name, final String start) throws Exception {
        for (final Map<String, String> settings : READERS) {
            final FlowScoringRunner flows = runner(new ClassifyFlowForest());
            flows.reader(new CSVReader(), settings);
            flows.runner().setProperty(ScoringProperties.FIELD_NAMING, FieldNaming.ECS);
            flows.content(content(name));
            final JsonNode flow = flows.records(FlowScoringProcessor.SUCCESS).getFirst();
            assertEquals(
                    new ObjectMapper().readTree("{\"ip\":\"192.0.2.5\",\"port\":54865,\"bytes\":708,\"packets\":6}"),
                    flow.get("source"));
            assertEquals(
                    new ObjectMapper().readTree("{\"ip\":\"198.51.100.6\",\"port\":443,\"bytes\":3718,\"packets\":7}"),
                    flow.get("destination"));
            assertEquals(
                    "1:H4hDKYvdujUQxoFZsTAUmJVWzo4=",
                    flow.at("/network/community_id").asText());
            assertEquals(start, flow.get("@timestamp").asText());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "02b-python-cicflowmeter-0.4-seconds.csv, 1, 0",
        "13-unsw-nb15-training.csv, 1, 0",
        "bot-iot.csv, 2, 1",
        "ton-iot.csv, 2, 0",
        "cidds-001.csv, 2, 0"
    })
    void theAutoencoderScoresThemWithoutAnySetting(final String name, final int scored, final int unscored)
            throws Exception {
        for (final Map<String, String> settings : READERS) {
            final FlowScoringRunner flows = runner(new ScoreFlowAutoencoder());
            flows.reader(new CSVReader(), settings);
            flows.content(content(name));
            assertEquals(scored, flows.records(FlowScoringProcessor.SUCCESS).size());
            assertEquals(unscored, flows.records(FlowScoringProcessor.UNSCORED).size());
        }
    }

    /** The same flow in microseconds has the same answer. */
    @Test
    void theForestScoresThePortToPythonInEitherUnit() throws Exception {
        final String seconds = content("02b-python-cicflowmeter-0.4-seconds.csv");
        final String microseconds = seconds.replace(",1.293792,", ",1293792.0000000002,")
                .replace(",0.31,0.0002,0.9,", ",310000.0,200.0,900000.0,");
        final FlowScoringRunner flows = runner(new ClassifyFlowForest());
        flows.content(seconds).content(microseconds);
        final List<JsonNode> scored = flows.records(FlowScoringProcessor.SUCCESS);
        assertEquals(2, scored.size());
        assertTrue(scored.getFirst().get("attack_probability").isNumber());
        assertEquals(
                scored.getFirst().get("attack_probability"), scored.getLast().get("attack_probability"));
    }
}

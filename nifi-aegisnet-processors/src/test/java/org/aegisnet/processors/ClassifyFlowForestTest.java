package org.aegisnet.processors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.aegisnet.processors.scoring.FlowScoringProcessor;
import org.aegisnet.processors.scoring.ScoringProperties;
import org.aegisnet.processors.scoring.ThresholdStrategy;
import org.apache.nifi.processor.Relationship;
import org.apache.nifi.util.MockFlowFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassifyFlowForestTest {
    @TempDir
    private Path folder;

    private FlowScoringRunner flows;

    @BeforeEach
    void loadFixture() throws Exception {
        flows = FlowScoringRunner.forest(folder);
    }

    @Test
    void routesAttacksAndSafeFlowsApart() throws Exception {
        flows.csv("a,1,5000,1\nb,1,10,1\nc,1,1000,1\n");

        assertEquals(List.of("a"), idsOf(flows.records(FlowScoringProcessor.SUSPICIOUS)));
        assertEquals(List.of("b", "c"), idsOf(flows.records(FlowScoringProcessor.NORMAL)));
        flows.runner().assertTransferCount(FlowScoringProcessor.UNSCORED, 0);
        flows.runner().assertTransferCount(FlowScoringProcessor.FAILURE, 0);
    }

    @Test
    void addsLabelProbabilityReasonsAndModelBehindTheRecordsOwnFields() throws Exception {
        flows.csv("a,7,5000,1.5\n");

        final JsonNode attack = flows.records(FlowScoringProcessor.SUSPICIOUS).getFirst();
        final List<String> names = new ArrayList<>();
        attack.fieldNames().forEachRemaining(names::add);
        assertEquals(
                List.of(
                        "flow_id",
                        "bytes_in",
                        "bytes_out",
                        "duration",
                        "flow_label",
                        "attack_probability",
                        "attack_reasons",
                        "forest_model"),
                names);
        assertEquals(7, attack.get("bytes_in").asInt());
        assertEquals(1.5, attack.get("duration").asDouble());
        assertEquals("Attack", attack.get("flow_label").asText());
        assertEquals(0.9, attack.get("attack_probability").asDouble(), 1e-6);
        assertEquals(
                "bytes_out 5.0 kB, typically 20 B (+0.80)",
                attack.get("attack_reasons").asText());
        assertEquals("fixture-forest 1.0.0", attack.get("forest_model").asText());
    }

    @Test
    void givesSafeFlowsNoReasons() throws Exception {
        flows.csv("b,1,10,1\n");

        final JsonNode safe = flows.records(FlowScoringProcessor.NORMAL).getFirst();
        assertEquals("Safe", safe.get("flow_label").asText());
        assertTrue(safe.get("attack_reasons").isNull());
    }

    @Test
    void namesModelAndHighestProbabilityInAttributes() {
        flows.csv("a,1,5000,1\nb,1,10,1\n");

        flows.only(FlowScoringProcessor.NORMAL).assertAttributeEquals("forest.model", "fixture-forest 1.0.0");
        final String highest = flows.only(FlowScoringProcessor.NORMAL).getAttribute("forest.highest.probability");
        assertEquals(0.9, Double.parseDouble(highest), 1e-6);
        flows.only(FlowScoringProcessor.SUSPICIOUS).assertAttributeEquals("record.count", "1");
    }

    @Test
    void everyFlowFileThatLeavesTellsTheCountsOfTheOneThatCameIn() {
        flows.csv("a,1,5000,1\nb,1,10,1\nc,1,10,1\nd,1,,1\ne,1,,1\n");

        for (final Relationship relationship :
                List.of(FlowScoringProcessor.SUSPICIOUS, FlowScoringProcessor.NORMAL, FlowScoringProcessor.UNSCORED)) {
            final MockFlowFile left = flows.only(relationship);
            left.assertAttributeEquals("forest.scored.count", "3");
            left.assertAttributeEquals("forest.suspicious.count", "1");
            left.assertAttributeEquals("forest.unscored.count", "2");
        }
    }

    @Test
    void rejectsAThresholdThatIsNotAProbability() {
        flows.runner().setProperty(ScoringProperties.THRESHOLD_STRATEGY, ThresholdStrategy.FIXED);
        flows.runner().setProperty(ScoringProperties.THRESHOLD, "1.01");

        assertFalse(flows.runner().isValid());
        flows.runner().setProperty(ScoringProperties.THRESHOLD, "0.95");
        flows.runner().assertValid();
    }

    private static List<String> idsOf(final List<JsonNode> records) {
        return records.stream().map(node -> node.get("flow_id").asText()).toList();
    }
}

package org.aegisnet.processors.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.aegisnet.processors.ModelFixtures;
import org.apache.nifi.processor.Relationship;
import org.apache.nifi.util.TestRunner;
import org.apache.nifi.util.TestRunners;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DescribeFlowModelsTest {
    private final TestRunner runner = TestRunners.newTestRunner(new DescribeFlowModels());

    @Test
    void tellsTheThresholdInForce() throws IOException {
        final JsonNode own = describe(Map.of()).at("/models/1");
        runner.setProperty(DescribeFlowModels.FOREST_BUDGET, "0.1 %");
        final JsonNode strict = describe(Map.of()).at("/models/1");

        assertEquals("flow-forest 1.0.0", own.path("id").asText());
        assertTrue(own.path("false_positive_rate").isNull());
        assertEquals(0.001, strict.path("false_positive_rate").asDouble());
        assertNotEquals(own.path("threshold"), strict.path("threshold"));
        assertEquals(11, strict.path("features").size());
    }

    @Test
    void listsOnlyNamesOnARequestForHealth() throws IOException {
        assertEquals(
                "{\"status\":\"ok\",\"models\":[\"flow-autoencoder 1.0.0\",\"flow-forest 1.0.0\"]}",
                describe(Map.of("scoring.request", "health")).toString());
    }

    @Test
    void seesThatTheFileHasChangedOrCannotBeUsed(@TempDir final Path folder) throws IOException {
        final Path file = ModelFixtures.forest(folder);
        runner.setProperty(DescribeFlowModels.FOREST_MODEL, file.toString());
        assertEquals(3, describe(Map.of()).at("/models/1/features").size());

        Files.writeString(file, "no model");
        runner.assertNotValid();
    }

    @Test
    void describesTheModelsThatAreNamed(@TempDir final Path folder) throws IOException {
        runner.setProperty(
                DescribeFlowModels.AUTOENCODER_MODEL,
                ModelFixtures.autoencoder(folder).toString());
        assertEquals(
                "fixture-autoencoder 1.0.0",
                describe(Map.of()).at("/models/0/id").asText());
    }

    @Test
    void tellsTheThresholdOfEachBudget(@TempDir final Path folder) throws IOException {
        runner.setProperty(
                DescribeFlowModels.AUTOENCODER_MODEL,
                ModelFixtures.autoencoder(folder).toString());
        runner.setProperty(DescribeFlowModels.AUTOENCODER_BUDGET, "0.1 %");
        final JsonNode models = describe(Map.of());
        assertEquals(4, models.at("/models/0/threshold").asDouble());
        assertTrue(models.at("/models/1/false_positive_rate").isNull());
    }

    @Test
    void aBudgetThatTheModelHasNoThresholdForIsNotValid() {
        runner.setProperty(DescribeFlowModels.FOREST_BUDGET, "0.0001 %");
        runner.assertNotValid();
    }

    private JsonNode describe(final Map<String, String> attributes) throws IOException {
        runner.clearTransferState();
        runner.enqueue("", attributes);
        runner.run();
        final Relationship success = DescribeFlowModels.SUCCESS;
        runner.assertAllFlowFilesTransferred(success, 1);
        return new ObjectMapper()
                .readTree(runner.getFlowFilesForRelationship(success).getFirst().getContent());
    }
}

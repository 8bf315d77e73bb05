package org.aegisnet.processors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.controller.ControllerService;
import org.apache.nifi.csv.CSVReader;
import org.apache.nifi.json.JsonRecordSetWriter;
import org.apache.nifi.processor.Relationship;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;
import org.apache.nifi.util.TestRunners;

/** A scoring processor in NiFi's test runner, with a CSVReader that infers the schema and a JsonRecordSetWriter. */
final class FlowScoringRunner {
    static final String HEADER = "flow_id,bytes_in,bytes_out,duration\n";

    private final ObjectMapper mapper = new ObjectMapper();
    private final TestRunner runner;

    private FlowScoringRunner(final FlowScoringProcessor processor) throws InitializationException {
        this.runner = TestRunners.newTestRunner(processor);
        reader(new CSVReader());
        writer(new JsonRecordSetWriter());
    }

    static FlowScoringRunner forest(final Path folder) throws InitializationException, IOException {
        return new FlowScoringRunner(new ClassifyFlowForest()).model(ModelFixtures.forest(folder));
    }

    static FlowScoringRunner autoencoder(final Path folder) throws InitializationException, IOException {
        return new FlowScoringRunner(new ScoreFlowAutoencoder()).model(ModelFixtures.autoencoder(folder));
    }

    static FlowScoringRunner bundled(final FlowScoringProcessor processor) throws InitializationException {
        return new FlowScoringRunner(processor);
    }

    TestRunner runner() {
        return runner;
    }

    FlowScoringRunner reader(final ControllerService reader) throws InitializationException {
        runner.addControllerService("reader", reader);
        runner.enableControllerService(reader);
        runner.setProperty(ScoringProperties.RECORD_READER, "reader");
        return this;
    }

    FlowScoringRunner writer(final ControllerService writer) throws InitializationException {
        runner.addControllerService("writer", writer);
        runner.enableControllerService(writer);
        runner.setProperty(ScoringProperties.RECORD_WRITER, "writer");
        return this;
    }

    /**
     * Enables a service with settings that are given by display name, which NiFi keeps where it changes a property's name.
     *
     * @return its identifier
     */
    private String service(final ControllerService service, final Map<String, String> settings)
            throws InitializationException {
        final String identifier = service.getClass().getSimpleName();
        runner.addControllerService(identifier, service);
        settings.forEach((displayName, value) -> {
            final PropertyDescriptor property = service.getPropertyDescriptors().stream()
                    .filter(descriptor -> descriptor.getDisplayName().equals(displayName))
                    .findFirst()
                    .orElseThrow();
            runner.setProperty(service, property, value);
        });
        runner.enableControllerService(service);
        return identifier;
    }

    FlowScoringRunner reader(final ControllerService reader, final Map<String, String> settings)
            throws InitializationException {
        runner.setProperty(ScoringProperties.RECORD_READER, service(reader, settings));
        return this;
    }

    FlowScoringRunner writer(final ControllerService writer, final Map<String, String> settings)
            throws InitializationException {
        runner.setProperty(ScoringProperties.RECORD_WRITER, service(writer, settings));
        return this;
    }

    FlowScoringRunner model(final Path file) {
        runner.setProperty(ScoringProperties.MODEL, file.toString());
        return this;
    }

    FlowScoringRunner csv(final String rows) {
        return content(HEADER + rows);
    }

    FlowScoringRunner content(final String content) {
        runner.enqueue(content);
        runner.run();
        return this;
    }

    MockFlowFile only(final Relationship relationship) {
        runner.assertTransferCount(relationship, 1);
        return runner.getFlowFilesForRelationship(relationship).getFirst();
    }

    /** The records that left by a relationship. */
    List<JsonNode> records(final Relationship relationship) throws IOException {
        final List<JsonNode> records = new ArrayList<>();
        for (final MockFlowFile flowFile : runner.getFlowFilesForRelationship(relationship)) {
            mapper.readTree(flowFile.getContent()).forEach(records::add);
        }
        return records;
    }
}

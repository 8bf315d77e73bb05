package org.aegisnet.processors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.controller.ControllerService;
import org.apache.nifi.processor.Processor;
import org.apache.nifi.processor.Relationship;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;
import org.apache.nifi.util.TestRunners;

/** A processor of records in NiFi's test runner, with real readers and writers. */
public final class RecordRunner {
    private final ObjectMapper mapper = new ObjectMapper();
    private final TestRunner runner;

    public RecordRunner(final Processor processor) {
        this.runner = TestRunners.newTestRunner(processor);
    }

    public TestRunner runner() {
        return runner;
    }

    /** Enables a reader or writer and makes it a property's value. */
    public void use(final PropertyDescriptor property, final ControllerService service) throws InitializationException {
        use(property, service, Map.of());
    }

    /** The same, with settings that are given by display name, which NiFi keeps if it changes a property's name. */
    public void use(
            final PropertyDescriptor property, final ControllerService service, final Map<String, String> settings)
            throws InitializationException {
        final String identifier = property.getName() + " " + service.getClass().getSimpleName();
        runner.addControllerService(identifier, service);
        settings.forEach((displayName, value) -> {
            final PropertyDescriptor setting = service.getPropertyDescriptors().stream()
                    .filter(descriptor -> descriptor.getDisplayName().equals(displayName))
                    .findFirst()
                    .orElseThrow();
            runner.setProperty(service, setting, value);
        });
        runner.enableControllerService(service);
        runner.setProperty(property, identifier);
    }

    /** The one FlowFile that left by a relationship. */
    public MockFlowFile only(final Relationship relationship) {
        runner.assertTransferCount(relationship, 1);
        return runner.getFlowFilesForRelationship(relationship).getFirst();
    }

    /** The records that left by a relationship, each FlowFile an array of JSON. */
    public List<JsonNode> records(final Relationship relationship) throws IOException {
        final List<JsonNode> records = new ArrayList<>();
        for (final MockFlowFile flowFile : runner.getFlowFilesForRelationship(relationship)) {
            mapper.readTree(flowFile.getContent()).forEach(records::add);
        }
        return records;
    }

    /** The texts in a field of the records that left by a relationship. */
    public List<String> texts(final Relationship relationship, final String field) throws IOException {
        return records(relationship).stream()
                .map(record -> record.path(field).asText())
                .toList();
    }
}

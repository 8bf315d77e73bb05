package org.aegisnet.processors.patterns;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.aegisnet.processors.RoutingStrategy;
import org.aegisnet.processors.ScoringProperties;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.controller.ControllerService;
import org.apache.nifi.csv.CSVReader;
import org.apache.nifi.json.JsonRecordSetWriter;
import org.apache.nifi.json.JsonTreeReader;
import org.apache.nifi.processor.Relationship;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;
import org.apache.nifi.util.TestRunners;

/** The processor in NiFi's test runner, with a CSVReader that infers the schema and a JsonRecordSetWriter. */
final class PatternRunner {
    static final String HEADER =
            "src_ip,src_port,dst_ip,dst_port,protocol,first,duration,bytes_in,packets_fwd,packets_rev\n";
    static final long NOON = 1_700_000_000;

    private final ObjectMapper mapper = new ObjectMapper();
    private final TestRunner runner;
    private boolean scheduled;

    PatternRunner() throws InitializationException {
        this.runner = TestRunners.newTestRunner(new DetectFlowPatterns());
        reader(new CSVReader());
        final JsonRecordSetWriter writer = new JsonRecordSetWriter();
        runner.addControllerService("writer", writer);
        runner.enableControllerService(writer);
        runner.setProperty(ScoringProperties.RECORD_WRITER, "writer");
    }

    static PatternRunner annotating() throws InitializationException {
        final PatternRunner flows = new PatternRunner();
        flows.runner.setProperty(ScoringProperties.ROUTING_STRATEGY, RoutingStrategy.ANNOTATE_ONLY);
        return flows;
    }

    TestRunner runner() {
        return runner;
    }

    private PatternRunner reader(final ControllerService reader) throws InitializationException {
        final String name = "reader " + reader.getClass().getSimpleName();
        runner.addControllerService(name, reader);
        runner.enableControllerService(reader);
        runner.setProperty(ScoringProperties.RECORD_READER, name);
        return this;
    }

    PatternRunner readingJson() throws InitializationException {
        return reader(new JsonTreeReader());
    }

    /** With the header's names, and every value as text. */
    PatternRunner readingText(final String format) throws InitializationException {
        final CSVReader reader = new CSVReader();
        runner.addControllerService("text", reader);
        setProperty(reader, "CSV Format", format);
        setProperty(reader, "Schema Access Strategy", "csv-header-derived");
        runner.enableControllerService(reader);
        runner.setProperty(ScoringProperties.RECORD_READER, "text");
        return this;
    }

    /** By the display name, which NiFi keeps where it changes a property's name. */
    private void setProperty(final CSVReader reader, final String displayName, final String value) {
        final PropertyDescriptor property = reader.getPropertyDescriptors().stream()
                .filter(descriptor -> descriptor.getDisplayName().equals(displayName))
                .findFirst()
                .orElseThrow();
        runner.setProperty(reader, property, value);
    }

    PatternRunner set(final PropertyDescriptor property, final String value) {
        runner.setProperty(property, value);
        return this;
    }

    /** Runs one FlowFile and keeps the processor scheduled. */
    PatternRunner content(final String content) {
        runner.enqueue(content);
        runner.run(1, false, !scheduled);
        scheduled = true;
        return this;
    }

    /** Stops the processor; the next content schedules it again. */
    PatternRunner stop() {
        runner.stop();
        scheduled = false;
        return this;
    }

    PatternRunner csv(final String rows) {
        return content(HEADER + rows);
    }

    /** A probe of a port that refuses it, so many seconds after noon. */
    static String probe(final String source, final String destination, final int port, final long second) {
        return "%s,50000,%s,%d,6,%d,0,60,1,1\n".formatted(source, destination, port, NOON + second);
    }

    /** Probes of consecutive ports at one time. */
    static String probes(
            final String source, final String destination, final int firstPort, final int count, final long second) {
        final StringBuilder rows = new StringBuilder();
        for (int port = firstPort; port < firstPort + count; port++) {
            rows.append(probe(source, destination, port, second));
        }
        return rows.toString();
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

    List<String> labels(final Relationship relationship) throws IOException {
        return records(relationship).stream()
                .map(flow -> flow.get("pattern_label").asText())
                .toList();
    }

    String reason() throws IOException {
        return records(DetectFlowPatterns.UNSCORED)
                .getLast()
                .get("unscored_reason")
                .asText();
    }
}

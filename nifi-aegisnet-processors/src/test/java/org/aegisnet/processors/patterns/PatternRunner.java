package org.aegisnet.processors.patterns;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.aegisnet.processors.RecordRunner;
import org.aegisnet.processors.record.RoutingStrategy;
import org.aegisnet.processors.scoring.ScoringProperties;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.csv.CSVReader;
import org.apache.nifi.json.JsonRecordSetWriter;
import org.apache.nifi.json.JsonTreeReader;
import org.apache.nifi.processor.Relationship;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;

/** The processor in NiFi's test runner, with a CSVReader that infers the schema and a JsonRecordSetWriter. */
final class PatternRunner {
    static final String HEADER =
            "src_ip,src_port,dst_ip,dst_port,protocol,first,duration,bytes_in,packets_fwd,packets_rev\n";
    static final long NOON = 1_700_000_000;

    private final RecordRunner records;
    private final TestRunner runner;
    private boolean scheduled;

    PatternRunner() throws InitializationException {
        this.records = new RecordRunner(new DetectFlowPatterns());
        this.runner = records.runner();
        records.use(ScoringProperties.RECORD_READER, new CSVReader());
        records.use(ScoringProperties.RECORD_WRITER, new JsonRecordSetWriter());
    }

    static PatternRunner annotating() throws InitializationException {
        final PatternRunner flows = new PatternRunner();
        flows.runner.setProperty(ScoringProperties.ROUTING_STRATEGY, RoutingStrategy.ANNOTATE_ONLY);
        return flows;
    }

    TestRunner runner() {
        return runner;
    }

    PatternRunner readingJson() throws InitializationException {
        records.use(ScoringProperties.RECORD_READER, new JsonTreeReader());
        return this;
    }

    /** With the header's names, and every value as text. */
    PatternRunner readingText(final String format) throws InitializationException {
        records.use(
                ScoringProperties.RECORD_READER,
                new CSVReader(),
                Map.of("CSV Format", format, "Schema Access Strategy", "csv-header-derived"));
        return this;
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
        return records.only(relationship);
    }

    /** The records that left by a relationship. */
    List<JsonNode> records(final Relationship relationship) throws IOException {
        return records.records(relationship);
    }

    List<String> labels(final Relationship relationship) throws IOException {
        return records.texts(relationship, "pattern_label");
    }

    String reason() throws IOException {
        return records(DetectFlowPatterns.UNSCORED)
                .getLast()
                .get("unscored_reason")
                .asText();
    }
}

package org.aegisnet.processors.alert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.aegisnet.processors.scoring.ScoringProperties;
import org.apache.nifi.json.JsonRecordSetWriter;
import org.apache.nifi.json.JsonTreeReader;
import org.apache.nifi.processor.Processor;
import org.apache.nifi.processor.Relationship;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;
import org.apache.nifi.util.TestRunners;

/** A processor of alerts in NiFi's test runner, with a reader and a writer of JSON lines, and alerts to feed to it. */
final class AlertRunner {
    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final ObjectMapper mapper = new ObjectMapper();
    private final TestRunner runner;

    AlertRunner(final Processor processor) throws InitializationException {
        this.runner = TestRunners.newTestRunner(processor);
        final JsonTreeReader reader = new JsonTreeReader();
        runner.addControllerService("reader", reader);
        runner.enableControllerService(reader);
        runner.setProperty(ScoringProperties.RECORD_READER, "reader");
        if (!(processor instanceof FormatFlowAlerts)) {
            final JsonRecordSetWriter writer = new JsonRecordSetWriter();
            runner.addControllerService("writer", writer);
            runner.setProperty(writer, "output-grouping", "output-oneline");
            runner.setProperty(writer, "suppress-nulls", "always-suppress");
            runner.enableControllerService(writer);
            runner.setProperty(ScoringProperties.RECORD_WRITER, "writer");
        }
    }

    TestRunner runner() {
        return runner;
    }

    AlertRunner feed(final String... lines) {
        runner.enqueue(String.join("\n", lines));
        runner.run();
        return this;
    }

    /** The records that have left by a relationship, in their order. */
    List<JsonNode> records(final Relationship relationship) throws IOException {
        final List<JsonNode> records = new ArrayList<>();
        for (final MockFlowFile flowFile : runner.getFlowFilesForRelationship(relationship)) {
            for (final String line : flowFile.getContent().split("\n", -1)) {
                if (!line.isBlank()) {
                    records.add(mapper.readTree(line));
                }
            }
        }
        return records;
    }

    List<String> texts(final Relationship relationship, final String field) throws IOException {
        return records(relationship).stream()
                .map(record -> record.path(field).asText())
                .toList();
    }

    /** An alert as GradeFlowAlerts writes it. */
    static String alert(final String id, final String source, final String label, final Instant time) {
        return ("{\"alert_id\":\"%s\",\"alert_kind\":\"alert\",\"alert_time\":\"%s\",\"severity\":\"high\",\"risk\":93.5,\"label\":\"%s\","
                        + "\"src_ip\":\"%s\",\"src_port\":40000,\"dst_ip\":\"198.51.100.7\",\"dst_port\":443,\"protocol\":6,\"bytes_in\":120,\"bytes_out\":60,"
                        + "\"packets\":3,\"duration\":1.5,\"attack_probability\":0.935,\"reasons\":\"packets 3, typically 20\",\"models\":\"forest 1\"}")
                .formatted(id, time, label, source);
    }

    static String alert(final String id) {
        return alert(id, "192.0.2.1", "Attack", NOON);
    }

    /** A clock that a test moves on. */
    static final class TestClock extends Clock {
        private Instant now = NOON;

        void advance(final Duration duration) {
            now = now.plus(duration);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(final ZoneId zone) {
            return this;
        }
    }
}

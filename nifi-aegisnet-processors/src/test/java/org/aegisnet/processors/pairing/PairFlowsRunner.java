package org.aegisnet.processors.pairing;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.aegisnet.processors.RecordRunner;
import org.apache.nifi.controller.ControllerService;
import org.apache.nifi.csv.CSVReader;
import org.apache.nifi.json.JsonRecordSetWriter;
import org.apache.nifi.processor.Relationship;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;

/** PairFlows in NiFi's test runner, with a clock that is set by hand, a CSVReader that infers the schema and a JsonRecordSetWriter. */
final class PairFlowsRunner {
    static final String HEADER =
            "id,src_ip,dst_ip,src_port,dst_port,protocol,first,last,bytes_in,packets_fwd,packets,exporter\n";
    static final long START = 1_700_000_000_000L;

    private final RecordRunner records;
    private final AtomicLong clock = new AtomicLong(START);
    private final TestRunner runner;
    private boolean scheduled;

    PairFlowsRunner() throws InitializationException {
        this.records = new RecordRunner(new PairFlows(clock::get));
        this.runner = records.runner();
        reader(new CSVReader());
        writer(new JsonRecordSetWriter());
        runner.setProperty(PairingProperties.BATCH_INTERVAL, "0 sec");
    }

    TestRunner runner() {
        return runner;
    }

    PairFlowsRunner reader(final ControllerService reader) throws InitializationException {
        records.use(PairingProperties.RECORD_READER, reader);
        return this;
    }

    PairFlowsRunner writer(final ControllerService writer) throws InitializationException {
        records.use(PairingProperties.RECORD_WRITER, writer);
        return this;
    }

    /** A row of a UDP half. */
    static String udp(final String id, final String source, final String destination, final long millis) {
        final String[] from = source.split(":", -1);
        final String[] to = destination.split(":", -1);
        return "%s,%s,%s,%s,%s,17,%d,%d,100,2,2,192.0.2.1%n"
                .formatted(id, from[0], to[0], from[1], to[1], START + millis, START + millis);
    }

    PairFlowsRunner csv(final String... rows) {
        return enqueue(HEADER + String.join("", rows));
    }

    PairFlowsRunner enqueue(final String content) {
        return enqueue(content, Map.of());
    }

    PairFlowsRunner enqueue(final String content, final Map<String, String> attributes) {
        runner.enqueue(content, attributes);
        return this;
    }

    /** One trigger; the processor stays scheduled. */
    PairFlowsRunner trigger() {
        runner.run(1, false, !scheduled);
        scheduled = true;
        return this;
    }

    /** As if NiFi had ended and begun again: what the processor knows is gone, what is in the queue is there. */
    PairFlowsRunner restart() {
        scheduled = false;
        return this;
    }

    PairFlowsRunner pass(final long millis) {
        clock.addAndGet(millis);
        return this;
    }

    MockFlowFile only(final Relationship relationship) {
        return records.only(relationship);
    }

    /** The records that left by a relationship. */
    List<JsonNode> records(final Relationship relationship) throws IOException {
        return records.records(relationship);
    }

    /** Field id and pairing of the records that left by success. */
    List<String> left() throws IOException {
        return records(PairFlows.SUCCESS).stream()
                .map(node -> node.get("id").asText() + " " + node.get("pairing").asText())
                .toList();
    }

    long counted(final String counter) {
        final Long value = runner.getCounterValue(counter);
        return value == null ? 0 : value;
    }
}

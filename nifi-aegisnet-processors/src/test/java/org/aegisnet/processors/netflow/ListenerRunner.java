package org.aegisnet.processors.netflow;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.controller.ControllerService;
import org.apache.nifi.json.JsonRecordSetWriter;
import org.apache.nifi.processor.Relationship;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;
import org.apache.nifi.util.TestRunners;

/** ListenNetFlow in NiFi's test runner, on a free port of loopback, with a JsonRecordSetWriter. */
final class ListenerRunner {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ObjectMapper mapper = new ObjectMapper();
    private final ListenNetFlow processor = new ListenNetFlow();
    private final TestRunner runner = TestRunners.newTestRunner(processor);
    private final int port = freePort();

    ListenerRunner() throws InitializationException, IOException {
        writer(new JsonRecordSetWriter());
        set(ListenerProperties.PORT, Integer.toString(port));
        set(ListenerProperties.BATCH_INTERVAL, "50 ms");
    }

    static int freePort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    TestRunner runner() {
        return runner;
    }

    ListenNetFlow processor() {
        return processor;
    }

    int port() {
        return port;
    }

    ListenerRunner writer(final ControllerService writer) throws InitializationException {
        runner.addControllerService("writer", writer);
        runner.enableControllerService(writer);
        return set(ListenerProperties.RECORD_WRITER, "writer");
    }

    ListenerRunner set(final PropertyDescriptor property, final String value) {
        runner.setProperty(property, value);
        return this;
    }

    /** Schedules the processor, and triggers it once. */
    ListenerRunner start() {
        runner.run(1, false, true);
        return this;
    }

    /** Triggers the processor until something has come about. */
    ListenerRunner triggerUntil(final BooleanSupplier reached, final String what) {
        final long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!reached.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "did not come about: " + what);
            runner.run(1, false, false);
        }
        return this;
    }

    ListenerRunner triggerUntilFlows(final int count) {
        return triggerUntil(() -> flowCount() >= count, count + " flows");
    }

    ListenerRunner triggerUntilCounted(final String counter, final long count) {
        return triggerUntil(() -> counted(counter) >= count, counter + " " + count);
    }

    /** Unschedules and stops the processor, as a user does. */
    ListenerRunner stop() {
        runner.unSchedule();
        runner.stop();
        return this;
    }

    long counted(final String counter) {
        final Long value = runner.getCounterValue(counter);
        return value == null ? 0 : value;
    }

    int flowCount() {
        int count = 0;
        for (final MockFlowFile flowFile : runner.getFlowFilesForRelationship(ListenNetFlow.SUCCESS)) {
            count += Integer.parseInt(flowFile.getAttribute("record.count"));
        }
        return count;
    }

    List<JsonNode> flows() {
        return records(ListenNetFlow.SUCCESS);
    }

    List<JsonNode> records(final Relationship relationship) {
        final List<JsonNode> records = new ArrayList<>();
        for (final MockFlowFile flowFile : runner.getFlowFilesForRelationship(relationship)) {
            try {
                mapper.readTree(flowFile.getContent()).forEach(records::add);
            } catch (final IOException e) {
                throw new IllegalStateException(e);
            }
        }
        return records;
    }

    List<MockFlowFile> flowFiles(final Relationship relationship) {
        return runner.getFlowFilesForRelationship(relationship);
    }
}

package org.aegisnet.processors.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.processor.AbstractProcessor;
import org.apache.nifi.processor.ProcessContext;
import org.apache.nifi.processor.ProcessSession;
import org.apache.nifi.processor.Relationship;
import org.apache.nifi.processor.exception.FlowFileAccessException;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;
import org.apache.nifi.util.TestRunners;
import org.junit.jupiter.api.Test;

/** One FlowFile in the queue carries the waiting data, whichever processor waits. */
class CarrierFlowFileTest {
    private static final String MARK = "waiting.state";
    private static final String COUNT = "waiting.count";
    private static final CarrierFlowFile CARRIER = new CarrierFlowFile(MARK, Set.of(COUNT), "text/x-waiting");

    /** Processor that keeps the text of all FlowFiles in the carrier. */
    private static final class Keeping extends AbstractProcessor {
        private static final Relationship FAILURE =
                new Relationship.Builder().name("failure").build();

        private final RuntimeException fault;
        private final List<String> read = new ArrayList<>();

        private Keeping(final RuntimeException fault) {
            this.fault = fault;
        }

        @Override
        public Set<Relationship> getRelationships() {
            return Set.of(FAILURE);
        }

        @Override
        public void onTrigger(final ProcessContext context, final ProcessSession session) {
            final QueuedBatch batch = CARRIER.take(session, 10, 1_000);
            if (batch.isEmpty()) {
                return;
            }
            final List<FlowFile> used = new ArrayList<>(CARRIER.restore(
                    session, batch.kept(), this::read, (flowFile, thrown) -> session.transfer(flowFile, FAILURE)));
            used.addAll(batch.fresh());
            if (!used.isEmpty()) {
                CARRIER.putBack(
                        session,
                        CARRIER.choose(session, used, CARRIER.common(used)),
                        Map.of(MARK, "1", COUNT, Integer.toString(used.size())),
                        stream -> stream.write("kept".getBytes(StandardCharsets.UTF_8)));
            }
        }

        private void read(final InputStream stream) throws IOException {
            final String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            if (text.startsWith("damaged")) {
                throw fault;
            }
            read.add(text);
        }
    }

    private static TestRunner runner(final Keeping processor) {
        return TestRunners.newTestRunner(processor);
    }

    private static MockFlowFile carrier(final TestRunner runner) {
        return (MockFlowFile) runner.getProcessSessionFactory().createSession().get();
    }

    @Test
    void theNewestCarriesWithTheAttributesThatAllHave() {
        final TestRunner runner = runner(new Keeping(new IllegalStateException()));
        runner.enqueue("a", Map.of("source", "r1", "filename", "a.json", "site", "x", "record.count", "3"));
        runner.enqueue("b", Map.of("source", "r2", "filename", "b.json", "site", "x", "record.count", "4"));
        runner.run();

        final MockFlowFile carrier = carrier(runner);
        carrier.assertContentEquals("kept");
        carrier.assertAttributeEquals("site", "x");
        carrier.assertAttributeEquals("filename", "b.json");
        carrier.assertAttributeEquals("mime.type", "text/x-waiting");
        carrier.assertAttributeEquals(COUNT, "2");
        carrier.assertAttributeNotExists("source");
        carrier.assertAttributeNotExists("record.count");
        assertEquals(0, runner.getQueueSize().getObjectCount());
    }

    @Test
    void theCarrierIsReadBackAndIsTakenBesideNewFlowFiles() {
        final Keeping processor = new Keeping(new IllegalStateException());
        final TestRunner runner = runner(processor);
        runner.enqueue("a");
        runner.run();
        runner.enqueue("b");
        runner.run();

        assertEquals(List.of("kept"), processor.read);
        carrier(runner).assertAttributeEquals(COUNT, "2");
        runner.assertTransferCount(Keeping.FAILURE, 0);
    }

    /** Any exception by which a codec ends means damaged content; sent here again, the FlowFile must count as a new one. */
    @Test
    void aCarrierThatCannotBeReadLosesItsMarks() {
        final TestRunner runner = runner(new Keeping(new IllegalStateException("no content of ours")));
        runner.enqueue("damaged", Map.of(MARK, "1", COUNT, "7", "site", "x"));
        runner.enqueue("b");
        runner.run();

        final MockFlowFile failed =
                runner.getFlowFilesForRelationship(Keeping.FAILURE).getFirst();
        failed.assertContentEquals("damaged");
        failed.assertAttributeNotExists(MARK);
        failed.assertAttributeNotExists(COUNT);
        failed.assertAttributeEquals("site", "x");
        carrier(runner).assertAttributeEquals(COUNT, "1");
    }

    /** NiFi's own trouble with its repository is not the content's fault: the session is rolled back. */
    @Test
    void aRepositoryThatFailsRollsTheSessionBack() {
        final TestRunner runner = runner(new Keeping(new FlowFileAccessException("the disk is gone")));
        runner.enqueue("damaged", Map.of(MARK, "1", COUNT, "7"));

        assertThrows(AssertionError.class, runner::run);
        runner.assertTransferCount(Keeping.FAILURE, 0);
    }

    @Test
    void aCarrierWithoutAllMarksIsNotWritten() {
        final TestRunner runner = runner(new Keeping(new IllegalStateException()));
        runner.enqueue("a");
        final ProcessSession session = runner.getProcessSessionFactory().createSession();
        final FlowFile flowFile = session.get();

        assertThrows(
                IllegalArgumentException.class,
                () -> CARRIER.putBack(session, flowFile, Map.of(MARK, "1"), stream -> {}));
    }
}

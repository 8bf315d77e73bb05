package org.aegisnet.processors.alert;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.aegisnet.processors.record.RecordRouter;
import org.aegisnet.processors.scoring.ScoringProperties;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.flowfile.attributes.CoreAttributes;
import org.apache.nifi.logging.ComponentLog;
import org.apache.nifi.processor.ProcessContext;
import org.apache.nifi.processor.ProcessSession;
import org.apache.nifi.processor.Relationship;
import org.apache.nifi.serialization.RecordSetWriterFactory;
import org.apache.nifi.serialization.record.Record;

/** Router of the records of FlowFiles by a rule. Each record goes to one relationship, or the whole FlowFile to failure. For one trigger. */
final class AlertRouter {
    private final AlertReader flowFiles;
    private final ProcessSession session;
    private final RecordSetWriterFactory writerFactory;
    private final ComponentLog logger;

    /** Rule that chooses the relationship of a record. */
    @FunctionalInterface
    interface Rule {
        Sorted sort(Record record) throws UnreadableAlertException;
    }

    /**
     * A record and where it goes.
     *
     * @param counter the counter that counts it
     */
    record Sorted(Relationship relationship, Record record, String counter) {}

    AlertRouter(final ProcessContext context, final ProcessSession session, final ComponentLog logger) {
        this.flowFiles = new AlertReader(context, session, logger);
        this.session = session;
        this.writerFactory =
                context.getProperty(ScoringProperties.RECORD_WRITER).asControllerService(RecordSetWriterFactory.class);
        this.logger = logger;
    }

    /** The FlowFiles that are sorted. */
    AlertReader flowFiles() {
        return flowFiles;
    }

    /** Sorts the records of a FlowFile and sends them on; the FlowFile itself is gone then, or has gone to failure. */
    void sort(final FlowFile original, final Rule rule) {
        final RecordRouter routed = routed(original);
        final Map<String, Long> counts = new LinkedHashMap<>();
        final Optional<Throwable> fault;
        try {
            fault = AlertReader.faultOf(() -> {
                flowFiles.forEach(original, record -> {
                    final Sorted sorted = rule.sort(record);
                    counts.merge(sorted.counter(), 1L, Long::sum);
                    routed.write(sorted.relationship(), sorted.record());
                });
                transfer(routed, Set.of());
            });
        } catch (final RuntimeException e) {
            routed.discard();
            throw e;
        }
        if (fault.isPresent()) {
            routed.discard();
            flowFiles.fail(original, fault.get());
            return;
        }
        session.remove(original);
        counts.forEach((counter, count) -> session.adjustCounter(counter, count, false));
    }

    /** Writers for the records of a FlowFile. */
    RecordRouter routed(final FlowFile original) {
        return new RecordRouter(session, original, writerFactory, logger);
    }

    /**
     * Ends the record sets and sends them on.
     *
     * @param dropped attributes of the original that say nothing of its records
     */
    void transfer(final RecordRouter routed, final Set<String> dropped) throws IOException {
        routed.finish()
                .forEach((relationship, child) -> transfer(session.removeAllAttributes(child, dropped), relationship));
    }

    /** Ends the record sets and sends them on, each FlowFile with a name of its own. */
    void transferUnderNewNames(final RecordRouter routed) throws IOException {
        routed.finish()
                .forEach((relationship, child) -> transfer(
                        session.putAttribute(
                                child, CoreAttributes.FILENAME.key(), child.getAttribute(CoreAttributes.UUID.key())),
                        relationship));
    }

    private void transfer(final FlowFile ready, final Relationship relationship) {
        session.getProvenanceReporter().route(ready, relationship);
        session.transfer(ready, relationship);
    }
}

package org.aegisnet.processors.patterns;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aegisnet.patterns.Admission;
import org.aegisnet.patterns.Flow;
import org.aegisnet.patterns.PatternDetector;
import org.aegisnet.patterns.PatternMatch;
import org.aegisnet.patterns.Place;
import org.aegisnet.processors.record.RecordRouter;
import org.aegisnet.processors.record.RecordWeight;
import org.aegisnet.processors.record.SchemaCache;
import org.aegisnet.processors.record.UnscoredReason;
import org.aegisnet.scoring.feature.FlowFacts;
import org.aegisnet.scoring.feature.Vocabulary;
import org.apache.nifi.processor.Relationship;
import org.apache.nifi.schema.access.SchemaNotFoundException;
import org.apache.nifi.serialization.MalformedRecordException;
import org.apache.nifi.serialization.RecordReader;
import org.apache.nifi.serialization.record.MapRecord;
import org.apache.nifi.serialization.record.Record;
import org.apache.nifi.serialization.record.RecordSchema;

/**
 * The one way through: records are read a batch at a time, all counted, then all judged, and written where they belong. A batch ends early if
 * what its first flows are judged by would be forgotten. Used for one FlowFile, by one thread, which has the detector for itself.
 */
final class PatternRecordProcessor {
    private static final int MAX_SCHEMAS = 16;

    private final PatternDetector detector;
    private final Duration lateness;
    private final SchemaCache.View<PatternPlan> plans;
    private final PatternFields addedFields;
    private final int batchSize;
    private final Routes routes;
    private final Output output;
    private final FlowReading reading = new FlowReading();
    private final PatternCounts tally = new PatternCounts();
    private final List<Pending> pending = new ArrayList<>();
    private final Map<Place, Long> earliestPending = new EnumMap<>(Place.class);
    private int pendingWeight;

    /**
     * Relationships of the records.
     *
     * @param suspicious those that belong to a pattern
     * @param normal the other judged ones
     * @param unscored those that could not be judged
     */
    record Routes(Relationship suspicious, Relationship normal, Relationship unscored) {}

    /** Destination of the records. */
    interface Output {
        /** Writes a record to a relationship. */
        void write(Relationship relationship, Record values) throws IOException, SchemaNotFoundException;

        /** Reports that no record was written, with the relationship and the schema that a record would have had. */
        void writeNothing(Relationship relationship, RecordSchema schema) throws IOException, SchemaNotFoundException;

        /** To FlowFiles. */
        static Output to(final RecordRouter records) {
            return new Output() {
                @Override
                public void write(final Relationship relationship, final Record values)
                        throws IOException, SchemaNotFoundException {
                    records.write(relationship, values);
                }

                @Override
                public void writeNothing(final Relationship relationship, final RecordSchema schema)
                        throws IOException, SchemaNotFoundException {
                    records.openFor(relationship, schema);
                }
            };
        }
    }

    private record Pending(Record values, PatternPlan plan, FlowFacts facts, Flow flow) {}

    PatternRecordProcessor(
            final PatternDetector detector,
            final Duration lateness,
            final List<Vocabulary> vocabularies,
            final PatternFields addedFields,
            final int batchSize,
            final Routes routes,
            final Output output) {
        this.detector = detector;
        this.lateness = lateness;
        this.plans = new SchemaCache<>(
                        MAX_SCHEMAS, schema -> new PatternPlan(schema, vocabularies, addedFields.fields(schema)))
                .view();
        this.addedFields = addedFields;
        this.batchSize = batchSize;
        this.routes = routes;
        this.output = output;
    }

    /** Reads to the reader's end. */
    PatternCounts run(final RecordReader reader) throws IOException, MalformedRecordException, SchemaNotFoundException {
        for (Record next = reader.nextRecord(); next != null; next = reader.nextRecord()) {
            take(next);
        }
        judgePending();
        if (tally.read() == 0) {
            output.writeNothing(
                    routes.normal(), plans.planFor(reader.getSchema()).judged());
        }
        return tally;
    }

    private void take(final Record values) throws IOException, SchemaNotFoundException {
        final PatternPlan plan = plans.planFor(values.getSchema());
        if (plan.gap().isPresent()) {
            writeUnscored(values, plan, plan.gap().get());
            return;
        }
        final Optional<String> fault = plan.fault(values);
        if (fault.isPresent()) {
            writeUnscored(values, plan, fault.get());
            return;
        }
        final FlowFacts facts = plan.facts(values);
        final FlowReading.Result read = reading.read(facts);
        if (read.flow().isEmpty()) {
            writeUnscored(values, plan, plan.withTool(read.fault(), values));
            return;
        }
        final Flow flow = placed(read.flow().get());
        final Place place = detector.placeOf(flow);
        final Optional<String> refusal = refusal(flow, detector.observe(flow));
        if (refusal.isPresent()) {
            writeUnscored(values, plan, refusal.get());
            return;
        }
        pending.add(new Pending(values, plan, facts, flow));
        earliestPending.merge(place, flow.eventMillis(), Math::min);
        pendingWeight += RecordWeight.of(values);
        if (pending.size() == batchSize || pendingWeight >= RecordWeight.MAX_BATCH) {
            judgePending();
        }
    }

    /** The flow where it is counted; what would be forgotten for it has been judged. */
    private Flow placed(final Flow flow) throws IOException, SchemaNotFoundException {
        final Flow placed = detector.placed(flow);
        final long earliest = earliestPending.getOrDefault(detector.placeOf(placed), Long.MAX_VALUE);
        if (pending.isEmpty() || !detector.wouldForget(earliest, placed)) {
            return placed;
        }
        judgePending();
        return detector.placed(flow);
    }

    private Optional<String> refusal(final Flow flow, final Admission arrival) {
        return switch (arrival) {
            case COUNTED, TRUSTED -> Optional.empty();
            case LATE -> {
                tally.addLate();
                yield Optional.of(
                        "The flow ended %s before the latest flow, which began at %s; up to %s late flows are counted, as Allowed Lateness says"
                                .formatted(
                                        Duration.ofMillis(detector.latest().orElseThrow() - flow.endMillis()),
                                        Instant.ofEpochMilli(detector.latest().orElseThrow()),
                                        lateness));
            }
            case IN_THE_FUTURE ->
                Optional.of(
                        "The flow ends at %s, more than a day from now; look at the clock of its exporter and at the form of its times"
                                .formatted(Instant.ofEpochMilli(flow.endMillis())));
        };
    }

    private void judgePending() throws IOException, SchemaNotFoundException {
        for (final Pending one : pending) {
            final List<PatternMatch> matches = detector.judge(one.flow());
            tally.addJudged(matches);
            final Map<String, Object> values = new LinkedHashMap<>(one.values().toMap());
            addedFields.put(values, matches, one.facts());
            output.write(
                    matches.isEmpty() ? routes.normal() : routes.suspicious(),
                    new MapRecord(one.plan().judged(), values));
        }
        pending.clear();
        earliestPending.clear();
        pendingWeight = 0;
    }

    private void writeUnscored(final Record unread, final PatternPlan plan, final String reason)
            throws IOException, SchemaNotFoundException {
        tally.addUnscored();
        final Map<String, Object> values = new LinkedHashMap<>(unread.toMap());
        UnscoredReason.put(values, reason);
        output.write(routes.unscored(), new MapRecord(plan.unscored(), values));
    }
}

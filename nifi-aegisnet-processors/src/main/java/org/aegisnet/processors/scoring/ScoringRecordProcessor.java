package org.aegisnet.processors.scoring;

import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aegisnet.processors.record.OverlayMap;
import org.aegisnet.processors.record.RecordRouter;
import org.aegisnet.processors.record.RecordWeight;
import org.aegisnet.processors.record.SchemaCache;
import org.aegisnet.processors.record.UnscoredReason;
import org.aegisnet.scoring.engine.BatchScorer;
import org.aegisnet.scoring.engine.ScoringException;
import org.aegisnet.scoring.explain.Reason;
import org.aegisnet.scoring.model.ModelMetadata;
import org.apache.nifi.processor.Relationship;
import org.apache.nifi.schema.access.SchemaNotFoundException;
import org.apache.nifi.serialization.MalformedRecordException;
import org.apache.nifi.serialization.RecordReader;
import org.apache.nifi.serialization.record.MapRecord;
import org.apache.nifi.serialization.record.Record;
import org.apache.nifi.serialization.record.RecordSchema;

/**
 * The processing of the records of one FlowFile. It reads a batch of records and scores their features. It adds the scores as fields and writes
 * each record to its relationship. It holds one batch of records, bounded by number and by weight, however long the FlowFile is. Used for one
 * FlowFile, by one thread.
 */
final class ScoringRecordProcessor {
    private static final int NOT_SCORED = -1;

    private final BatchScorer scorer;
    private final ModelMetadata metadata;
    private final SchemaCache.View<SchemaPlan> schemaPlans;
    private final AddedFields addedFields;
    private final double threshold;
    private final int reasonLimit;
    private final Routes routes;
    private final RecordRouter routedRecords;
    private final ScoringCounts tally = new ScoringCounts();

    private final float[] flow;
    private final Record[] batch;
    private final SchemaPlan[] plans;
    private final int[] rows;
    private final String[] faults;
    private Optional<SchemaPlan> lastPlan = Optional.empty();

    /**
     * The relationships of the records.
     *
     * @param suspicious those that reach the threshold
     * @param normal the other scored ones
     * @param unscored those without a score
     * @param always true if a FlowFile leaves by each of them even if no record does
     */
    record Routes(Relationship suspicious, Relationship normal, Relationship unscored, boolean always) {
        /** Tells whether records with and without a score leave in one FlowFile, and so need one schema. */
        boolean areOne() {
            return normal.equals(unscored);
        }
    }

    ScoringRecordProcessor(
            final BatchScorer scorer,
            final ModelMetadata metadata,
            final PlanCache schemaPlans,
            final double threshold,
            final int reasonLimit,
            final Routes routes,
            final RecordRouter routedRecords) {
        this.scorer = scorer;
        this.metadata = metadata;
        this.schemaPlans = schemaPlans.view();
        this.addedFields = schemaPlans.addedFields();
        this.threshold = threshold;
        this.reasonLimit = reasonLimit;
        this.routes = routes;
        this.routedRecords = routedRecords;
        this.flow = new float[metadata.features().size()];
        final int capacity = scorer.batch().capacity();
        this.batch = new Record[capacity];
        this.plans = new SchemaPlan[capacity];
        this.rows = new int[capacity];
        this.faults = new String[capacity];
    }

    /** Reads to the reader's end. */
    ScoringCounts run(final RecordReader reader) throws IOException, MalformedRecordException, SchemaNotFoundException {
        int count = 0;
        int weight = 0;
        for (Record next = reader.nextRecord(); next != null; next = reader.nextRecord()) {
            batch[count] = next;
            count++;
            weight += RecordWeight.of(next);
            if (count == batch.length || weight >= RecordWeight.MAX_BATCH) {
                scoreBatch(count);
                count = 0;
                weight = 0;
            }
        }
        scoreBatch(count);
        if (routes.always()) {
            final SchemaPlan plan = lastPlan.isPresent() ? lastPlan.get() : planFor(reader.getSchema());
            routedRecords.openFor(routes.suspicious(), plan.scored());
            routedRecords.openFor(routes.normal(), plan.scored());
            routedRecords.openFor(routes.unscored(), plan.unscored());
        }
        return tally;
    }

    private SchemaPlan planFor(final RecordSchema schema) {
        final SchemaPlan plan = schemaPlans.planFor(schema);
        lastPlan = Optional.of(plan);
        return plan;
    }

    private void scoreBatch(final int count) throws IOException, SchemaNotFoundException {
        int scorable = 0;
        for (int index = 0; index < count; index++) {
            plans[index] = planFor(batch[index].getSchema());
            final Optional<String> fault = plans[index].extract(batch[index], flow);
            faults[index] = fault.orElse("");
            rows[index] = NOT_SCORED;
            if (fault.isEmpty()) {
                scorer.batch().put(scorable, flow);
                rows[index] = scorable;
                scorable++;
            }
        }
        List<List<Reason>> reasons = List.of();
        try {
            scorer.score(scorable);
            reasons = reasonsOfSuspicious(scorable);
        } catch (final ScoringException e) {
            // The same FlowFile would fail the same way for ever.
            for (int index = 0; index < count; index++) {
                faults[index] = rows[index] == NOT_SCORED ? faults[index] : e.getMessage();
                rows[index] = NOT_SCORED;
            }
        }
        int explained = 0;
        for (int index = 0; index < count; index++) {
            if (rows[index] == NOT_SCORED) {
                writeUnscored(index, faults[index]);
            } else if (Double.isFinite(scorer.scoreOf(rows[index]))) {
                final boolean suspicious = isSuspicious(rows[index]);
                writeScored(
                        index,
                        scorer.scoreOf(rows[index]),
                        suspicious,
                        suspicious ? reasons.get(explained++) : List.of());
            } else {
                writeUnscored(index, "Model %s gives this flow no finite score".formatted(metadata.id()));
            }
        }
        Arrays.fill(batch, 0, count, null);
    }

    private List<List<Reason>> reasonsOfSuspicious(final int scored) {
        final int[] suspicious = new int[scored];
        int count = 0;
        for (int row = 0; row < scored; row++) {
            if (isSuspicious(row)) {
                suspicious[count++] = row;
            }
        }
        if (reasonLimit == 0) {
            return Collections.nCopies(count, List.of());
        }
        return scorer.explain(Arrays.copyOf(suspicious, count), reasonLimit);
    }

    private boolean isSuspicious(final int row) {
        final double score = scorer.scoreOf(row);
        return score >= threshold && Double.isFinite(score);
    }

    private void writeScored(final int index, final double score, final boolean suspicious, final List<Reason> reasons)
            throws IOException, SchemaNotFoundException {
        tally.addScored(score, suspicious);
        final Map<String, Object> values = new OverlayMap(batch[index].toMap());
        addedFields.put(values, score, suspicious, reasons, () -> plans[index].facts(batch[index]));
        routedRecords.write(
                suspicious ? routes.suspicious() : routes.normal(), new MapRecord(plans[index].scored(), values));
    }

    private void writeUnscored(final int index, final String fault) throws IOException, SchemaNotFoundException {
        tally.addUnscored();
        final Map<String, Object> values = new OverlayMap(batch[index].toMap());
        if (routes.areOne()) {
            addedFields.clear(values, batch[index].getSchema());
        }
        UnscoredReason.put(values, fault);
        routedRecords.write(routes.unscored(), new MapRecord(plans[index].unscored(), values));
    }
}

package org.aegisnet.netflow.plan;

import org.aegisnet.netflow.column.FlowBatch;
import org.aegisnet.netflow.column.FlowColumn;
import org.aegisnet.netflow.column.FlowEvents;

/**
 * Step that tells counters since the previous report from totals, after the counters and the events are known. The elements tell, with one
 * exception. At the end of a connection, a Cisco ASA puts its totals into the elements of its deltas.
 */
final class CounterSemanticsStep implements ColumnStep {
    private static final String DELTA = "delta";
    private static final String TOTAL = "total";

    private final boolean totals;
    private final boolean initiators;

    /**
     * A step for the records of a template.
     *
     * @param totals true if the counters are octetTotalCount and packetTotalCount (85, 86)
     * @param initiators true if the counters are those of an initiator or a responder (231, 232, 298, 299)
     */
    CounterSemanticsStep(final boolean totals, final boolean initiators) {
        this.totals = totals;
        this.initiators = initiators;
    }

    @Override
    public long apply(final RecordBlock run) {
        final FlowBatch batch = run.batch();
        final String[] texts = batch.texts(FlowColumn.COUNTER_SEMANTICS);
        final boolean events = initiators && batch.has(FlowColumn.FIREWALL_EVENT);
        for (int row = run.row(); row < run.row() + run.count(); row++) {
            final boolean ended = events
                    && batch.isPresent(FlowColumn.FIREWALL_EVENT, row)
                    && FlowEvents.DELETED.equals(batch.texts(FlowColumn.FIREWALL_EVENT)[row]);
            texts[row] = totals || ended ? TOTAL : DELTA;
        }
        return FlowColumn.COUNTER_SEMANTICS.bit();
    }
}

package org.aegisnet.netflow.plan;

import java.util.List;
import java.util.Set;
import org.aegisnet.netflow.column.FlowBatch;
import org.aegisnet.netflow.column.FlowColumn;
import org.aegisnet.netflow.column.FlowEvents;
import org.aegisnet.netflow.column.Pairing;

/**
 * Step that tells events from flows, after all counters are known. A record is an event if a firewall or an address translator names one and no
 * packet or byte is counted. Its counters of zero are absent then, because nothing was counted.
 *
 * <p>An update or an end of a connection stays a flow if it has counters, although they may be zero.
 */
final class EventStep implements ColumnStep {
    private static final List<FlowColumn> COUNTERS = List.of(
            FlowColumn.BYTES_IN,
            FlowColumn.BYTES_OUT,
            FlowColumn.PACKETS_FWD,
            FlowColumn.PACKETS_REV,
            FlowColumn.PACKETS);

    private static final Set<String> REPORTS = Set.of(FlowEvents.DELETED, FlowEvents.UPDATE);

    @Override
    public long apply(final RecordBlock run) {
        final FlowBatch batch = run.batch();
        for (int row = run.row(); row < run.row() + run.count(); row++) {
            final boolean report = batch.isPresent(FlowColumn.FIREWALL_EVENT, row)
                    && REPORTS.contains(batch.texts(FlowColumn.FIREWALL_EVENT)[row]);
            final boolean named =
                    batch.isPresent(FlowColumn.FIREWALL_EVENT, row) || batch.isPresent(FlowColumn.NAT_EVENT, row);
            if (named && (report ? countsNothing(batch, row) : countsNoTraffic(batch, row))) {
                batch.numbers(FlowColumn.PAIRING)[row] = Pairing.EVENT.code();
                batch.markPresent(FlowColumn.PAIRING, row);
                for (final FlowColumn counter : COUNTERS) {
                    batch.markAbsent(counter, row);
                }
                batch.markAbsent(FlowColumn.COUNTER_SEMANTICS, row);
            }
        }
        return 0;
    }

    private static boolean countsNothing(final FlowBatch batch, final int row) {
        return COUNTERS.stream().noneMatch(counter -> batch.isPresent(counter, row));
    }

    private static boolean countsNoTraffic(final FlowBatch batch, final int row) {
        return COUNTERS.stream()
                .noneMatch(counter -> batch.isPresent(counter, row) && batch.numbers(counter)[row] != 0);
    }
}

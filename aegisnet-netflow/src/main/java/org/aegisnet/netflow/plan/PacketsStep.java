package org.aegisnet.netflow.plan;

import org.aegisnet.netflow.column.FlowBatch;
import org.aegisnet.netflow.column.FlowColumn;

/** The packets of both directions together; if only one is counted, that one. A sum that does not fit is absent. */
final class PacketsStep implements ColumnStep {
    @Override
    public long apply(RecordBlock run) {
        FlowBatch batch = run.batch();
        long[] packets = batch.numbers(FlowColumn.PACKETS);
        long[] forward = batch.numbers(FlowColumn.PACKETS_FWD);
        long[] reverse = batch.numbers(FlowColumn.PACKETS_REV);
        int end = run.row() + run.count();
        for (int row = run.row(); row < end; row++) {
            boolean ahead = batch.isPresent(FlowColumn.PACKETS_FWD, row);
            boolean back = batch.isPresent(FlowColumn.PACKETS_REV, row);
            long sum = (ahead ? forward[row] : 0) + (back ? reverse[row] : 0);
            if ((ahead || back) && sum >= 0) {
                packets[row] = sum;
                batch.markPresent(FlowColumn.PACKETS, row);
            }
        }
        return 0;
    }
}

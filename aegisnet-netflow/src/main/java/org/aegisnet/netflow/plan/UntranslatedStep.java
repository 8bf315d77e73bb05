package org.aegisnet.netflow.plan;

import java.util.List;
import org.aegisnet.netflow.column.FlowBatch;
import org.aegisnet.netflow.column.FlowColumn;

/** Step that takes away the addresses and ports of zeros, with which exporters say that nothing was translated. */
final class UntranslatedStep implements ColumnStep {
    private final List<FlowColumn> columns;

    UntranslatedStep(final List<FlowColumn> columns) {
        this.columns = List.copyOf(columns);
    }

    @Override
    public long apply(final RecordBlock run) {
        final FlowBatch batch = run.batch();
        for (final FlowColumn column : columns) {
            for (int row = run.row(); row < run.row() + run.count(); row++) {
                final boolean zero = column.kind() == FlowColumn.Kind.ADDRESS
                        ? (batch.addressHigh(column, row) | batch.addressLow(column, row)) == 0
                        : batch.getLong(column, row) == 0;
                if (zero) {
                    batch.markAbsent(column, row);
                }
            }
        }
        return 0;
    }
}

package org.aegisnet.netflow.plan;

import java.util.Arrays;
import org.aegisnet.netflow.column.FlowColumn;

/** The exporter's address. */
final class ExporterStep implements ColumnStep {
    @Override
    public long apply(RecordBlock run) {
        String[] texts = run.batch().texts(FlowColumn.EXPORTER);
        Arrays.fill(texts, run.row(), run.row() + run.count(), run.exporter().address());
        return FlowColumn.EXPORTER.bit();
    }
}

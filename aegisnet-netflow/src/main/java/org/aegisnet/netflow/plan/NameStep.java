package org.aegisnet.netflow.plan;

import java.util.function.LongFunction;
import org.aegisnet.netflow.column.FlowBatch;
import org.aegisnet.netflow.column.FlowColumn;
import org.aegisnet.netflow.datagram.BigEndian;

/** Decoding step of a number that is kept by its name. The column is absent if the name is empty. */
final class NameStep implements ColumnStep {
    private final FlowColumn column;
    private final int field;
    private final LongFunction<String> names;

    NameStep(final FlowColumn column, final int field, final LongFunction<String> names) {
        this.column = column;
        this.field = field;
        this.names = names;
    }

    @Override
    public long apply(final RecordBlock run) {
        final int length = run.length(field);
        if (length == 0 || length > Long.BYTES) {
            return 0;
        }
        final FlowBatch batch = run.batch();
        for (int index = 0; index < run.count(); index++) {
            final int row = run.row() + index;
            final String name =
                    names.apply(BigEndian.unsigned(run.buffer(), run.offset(field) + index * run.stride(), length));
            if (!name.isEmpty()) {
                batch.texts(column)[row] = name;
                batch.markPresent(column, row);
            }
        }
        return 0;
    }
}

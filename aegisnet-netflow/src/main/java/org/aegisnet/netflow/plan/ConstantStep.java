package org.aegisnet.netflow.plan;

import java.util.Arrays;
import java.util.function.ToLongFunction;
import org.aegisnet.netflow.column.FlowColumn;

/** A number that is the same for all records of a set. */
final class ConstantStep implements ColumnStep {
    private final FlowColumn column;
    private final ToLongFunction<RecordBlock> value;

    ConstantStep(FlowColumn column, ToLongFunction<RecordBlock> value) {
        this.column = column;
        this.value = value;
    }

    @Override
    public long apply(RecordBlock run) {
        int end = run.row() + run.count();
        Arrays.fill(run.batch().numbers(column), run.row(), end, value.applyAsLong(run));
        return column.bit();
    }
}

package org.aegisnet.netflow.plan;

import org.aegisnet.netflow.column.FlowBatch;
import org.aegisnet.netflow.column.FlowColumn;
import org.aegisnet.netflow.datagram.BigEndian;

/**
 * One counter from two fields of which the exporter fills one: IN if the packet was seen coming in, OUT if it was seen going out.
 */
final class FirstNonZeroStep implements ColumnStep {
    private final FlowColumn column;
    private final int field;
    private final int otherField;

    FirstNonZeroStep(FlowColumn column, int field, int otherField) {
        this.column = column;
        this.field = field;
        this.otherField = otherField;
    }

    @Override
    public long apply(RecordBlock run) {
        int length = run.length(field);
        int otherLength = run.length(otherField);
        if (length > Long.BYTES || otherLength > Long.BYTES || length + otherLength == 0) {
            return 0;
        }
        FlowBatch batch = run.batch();
        for (int index = 0; index < run.count(); index++) {
            int skip = index * run.stride();
            long value = BigEndian.unsigned(run.buffer(), run.offset(field) + skip, length);
            if (value == 0) {
                value = BigEndian.unsigned(run.buffer(), run.offset(otherField) + skip, otherLength);
            }
            if (value >= 0) {
                batch.numbers(column)[run.row() + index] = value;
                batch.markPresent(column, run.row() + index);
            }
        }
        return 0;
    }
}

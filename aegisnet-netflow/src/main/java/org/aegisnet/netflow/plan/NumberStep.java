package org.aegisnet.netflow.plan;

import org.aegisnet.netflow.column.FlowColumn;
import org.aegisnet.netflow.datagram.BigEndian;

/** A whole number, unsigned and of any length up to eight bytes, straight into its column. A number the column cannot hold is absent. */
final class NumberStep implements ColumnStep {
    private final FlowColumn column;
    private final int field;
    private final long largest;

    NumberStep(FlowColumn column, int field) {
        this.column = column;
        this.field = field;
        this.largest = column.kind() == FlowColumn.Kind.INT ? Integer.MAX_VALUE : Long.MAX_VALUE;
    }

    @Override
    public long apply(RecordBlock run) {
        int length = run.length(field);
        if (length == 0 || length > Long.BYTES) {
            return 0;
        }
        byte[] buffer = run.buffer();
        long[] values = run.batch().numbers(column);
        int stride = run.stride();
        int row = run.row();
        int end = row + run.count();
        int at = run.offset(field);
        switch (length) {
            case 1 -> {
                for (int index = row; index < end; index++, at += stride) {
                    values[index] = BigEndian.unsigned8(buffer, at);
                }
            }
            case 2 -> {
                for (int index = row; index < end; index++, at += stride) {
                    values[index] = BigEndian.unsigned16(buffer, at);
                }
            }
            case 4 -> {
                for (int index = row; index < end; index++, at += stride) {
                    values[index] = BigEndian.unsigned32(buffer, at);
                }
            }
            default -> {
                for (int index = row; index < end; index++, at += stride) {
                    values[index] = BigEndian.unsigned(buffer, at, length);
                }
            }
        }
        boolean mayBeTooLarge = length == Long.BYTES || (length >= Integer.BYTES && largest == Integer.MAX_VALUE);
        return mayBeTooLarge ? markThoseThatFit(run, values) : column.bit();
    }

    private long markThoseThatFit(RecordBlock run, long[] values) {
        int row = run.row();
        int end = row + run.count();
        boolean allFit = true;
        for (int index = row; index < end; index++) {
            allFit &= Long.compareUnsigned(values[index], largest) <= 0;
        }
        if (allFit) {
            return column.bit();
        }
        for (int index = row; index < end; index++) {
            if (Long.compareUnsigned(values[index], largest) <= 0) {
                run.batch().markPresent(column, index);
            }
        }
        return 0;
    }
}

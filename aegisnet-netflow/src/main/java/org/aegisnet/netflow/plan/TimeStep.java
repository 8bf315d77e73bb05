package org.aegisnet.netflow.plan;

import org.aegisnet.netflow.column.FlowColumn;
import org.aegisnet.netflow.datagram.BigEndian;
import org.aegisnet.netflow.element.NetworkTime;

/**
 * Decoding step of a point in time that does not need the exporter's uptime, into nanoseconds since 1970. Zero means "not known" in every
 * exporter seen. A time after the year 2262 is not valid. In both cases the column is absent.
 */
final class TimeStep implements ColumnStep {
    private static final long NANOS_PER_MICROSECOND = 1_000L;
    private static final long NANOS_PER_MILLISECOND = 1_000_000L;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final long ABSENT = Long.MIN_VALUE;

    private final FlowColumn column;
    private final int field;
    private final TimeEncoding unit;

    TimeStep(FlowColumn column, int field, TimeEncoding unit) {
        this.column = column;
        this.field = field;
        this.unit = unit;
    }

    @Override
    public long apply(RecordBlock run) {
        int length = run.length(field);
        if (length == 0 || length > Long.BYTES) {
            return 0;
        }
        byte[] buffer = run.buffer();
        long[] values = run.batch().numbers(column);
        int row = run.row();
        int end = row + run.count();
        int at = run.offset(field);
        boolean allPresent = true;
        for (int index = row; index < end; index++, at += run.stride()) {
            long nanos =
                    nanos(BigEndian.unsigned(buffer, at, length), run.header().exportNanos());
            values[index] = nanos;
            allPresent &= nanos != ABSENT;
        }
        if (allPresent) {
            return column.bit();
        }
        for (int index = row; index < end; index++) {
            if (values[index] != ABSENT) {
                run.batch().markPresent(column, index);
            }
        }
        return 0;
    }

    private long nanos(long value, long exportNanos) {
        return switch (unit) {
            case SECONDS -> since1970(value, NANOS_PER_SECOND);
            case MILLISECONDS -> since1970(value, NANOS_PER_MILLISECOND);
            case NETWORK_TIME -> value == 0 ? ABSENT : NetworkTime.epochNanos(value);
            case MICROSECONDS_BEFORE_EXPORT ->
                value < 0 || value > Integer.toUnsignedLong(-1) ? ABSENT : exportNanos - value * NANOS_PER_MICROSECOND;
        };
    }

    private static long since1970(long value, long nanosPerUnit) {
        return value <= 0 || value > Long.MAX_VALUE / nanosPerUnit ? ABSENT : value * nanosPerUnit;
    }
}

package org.aegisnet.netflow.plan;

import org.aegisnet.netflow.column.FlowBatch;
import org.aegisnet.netflow.column.FlowColumn;
import org.aegisnet.netflow.datagram.BigEndian;
import org.aegisnet.netflow.datagram.ExportHeader;

/**
 * Decoding step of first and last as the exporter's uptime in milliseconds (22, 21), which wraps after 49.7 days. A signed 32-bit difference
 * to the uptime at export gives the time. NetFlow v5 and v9 have the uptime at export in their header. In IPFIX it is the export time less the
 * boot time (160), which is from the record itself or from an options record. Without a boot time, it is estimated: the export time cannot be
 * earlier than any packet.
 */
final class UptimeStep implements ColumnStep {
    private static final long NANOS_PER_MILLISECOND = 1_000_000L;
    private static final double MILLISECONDS_PER_SECOND = 1e3;

    private final int firstField;
    private final int lastField;
    private final int bootField;

    /** Fields are indexes in the template; {@link FieldFinder#NONE} if the template has no such field. */
    UptimeStep(int firstField, int lastField, int bootField) {
        this.firstField = firstField;
        this.lastField = lastField;
        this.bootField = bootField;
    }

    @Override
    public long apply(RecordBlock run) {
        boolean first = isThere(run, firstField);
        boolean last = isThere(run, lastField);
        long present = 0;
        estimateBoot(run, last ? lastField : first ? firstField : FieldFinder.NONE);
        if (first && run.batch().has(FlowColumn.FIRST)) {
            present |= times(run, firstField, FlowColumn.FIRST);
        }
        if (last && run.batch().has(FlowColumn.LAST)) {
            present |= times(run, lastField, FlowColumn.LAST);
        }
        if (first && last && run.batch().has(FlowColumn.DURATION)) {
            present |= durations(run);
        }
        return present;
    }

    private static boolean isThere(RecordBlock run, int field) {
        return field != FieldFinder.NONE && run.length(field) > 0 && run.length(field) <= Long.BYTES;
    }

    /** Without a boot time the exporter cannot have booted later than the export time less the uptime of a packet it has seen. */
    private void estimateBoot(RecordBlock run, int field) {
        boolean estimated = run.header().version() == ExportHeader.IPFIX
                && bootField == FieldFinder.NONE
                && run.options().bootMillis().isEmpty();
        if (!estimated || field == FieldFinder.NONE) {
            return;
        }
        long exportMillis = run.header().exportNanos() / NANOS_PER_MILLISECOND;
        for (int index = 0; index < run.count(); index++) {
            long uptime = BigEndian.unsigned(run.buffer(), run.offset(field) + index * run.stride(), run.length(field));
            run.options().boundBootMillis(exportMillis - uptime);
        }
    }

    private long times(RecordBlock run, int field, FlowColumn column) {
        ExportHeader header = run.header();
        if (bootField != FieldFinder.NONE) {
            return timesByOwnBoot(run, field, column);
        }
        int uptime = (int) header.systemUptimeMillis();
        if (header.version() == ExportHeader.IPFIX) {
            long exportMillis = header.exportNanos() / NANOS_PER_MILLISECOND;
            long boot = run.options().bootMillis().orElseGet(() -> run.options().estimatedBootMillis());
            uptime = (int) (exportMillis - boot);
        }
        byte[] buffer = run.buffer();
        long[] values = run.batch().numbers(column);
        int at = run.offset(field);
        int length = run.length(field);
        int stride = run.stride();
        int end = run.row() + run.count();
        long exportNanos = header.exportNanos();
        for (int index = run.row(); index < end; index++, at += stride) {
            int difference = (int) BigEndian.unsigned(buffer, at, length) - uptime;
            values[index] = exportNanos + difference * NANOS_PER_MILLISECOND;
        }
        return column.bit();
    }

    private long timesByOwnBoot(RecordBlock run, int field, FlowColumn column) {
        FlowBatch batch = run.batch();
        long exportMillis = run.header().exportNanos() / NANOS_PER_MILLISECOND;
        for (int index = 0; index < run.count(); index++) {
            int skip = index * run.stride();
            long boot =
                    BigEndian.unsigned(run.buffer(), run.offset(bootField) + skip, Math.min(8, run.length(bootField)));
            int difference = (int) BigEndian.unsigned(run.buffer(), run.offset(field) + skip, run.length(field))
                    - (int) (exportMillis - boot);
            batch.numbers(column)[run.row() + index] = (exportMillis + difference) * NANOS_PER_MILLISECOND;
        }
        return column.bit();
    }

    private long durations(RecordBlock run) {
        byte[] buffer = run.buffer();
        double[] values = run.batch().decimals(FlowColumn.DURATION);
        int stride = run.stride();
        int firstAt = run.offset(firstField);
        int lastAt = run.offset(lastField);
        int row = run.row();
        int end = row + run.count();
        boolean noneNegative = true;
        for (int index = row; index < end; index++, firstAt += stride, lastAt += stride) {
            int millis = (int) (BigEndian.unsigned(buffer, lastAt, run.length(lastField))
                    - BigEndian.unsigned(buffer, firstAt, run.length(firstField)));
            values[index] = millis / MILLISECONDS_PER_SECOND;
            noneNegative &= millis >= 0;
        }
        if (noneNegative) {
            return FlowColumn.DURATION.bit();
        }
        for (int index = row; index < end; index++) {
            if (values[index] >= 0) {
                run.batch().markPresent(FlowColumn.DURATION, index);
            }
        }
        return 0;
    }
}

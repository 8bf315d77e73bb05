package org.aegisnet.netflow.plan;

import org.aegisnet.netflow.column.FlowBatch;
import org.aegisnet.netflow.column.FlowColumn;
import org.aegisnet.netflow.datagram.BigEndian;

/**
 * Sample variance of packet lengths from bytes, packets and the sum of the squared lengths: (S - B²/n) / (n - 1), 0 for one packet. Sums
 * that cannot belong together are absent.
 */
final class VarianceStep implements ColumnStep {
    private final int squaresField;
    private final int bytesField;
    private final int packetsField;

    VarianceStep(int squaresField, int bytesField, int packetsField) {
        this.squaresField = squaresField;
        this.bytesField = bytesField;
        this.packetsField = packetsField;
    }

    @Override
    public long apply(RecordBlock run) {
        if (!isNumber(run, squaresField) || !isNumber(run, bytesField) || !isNumber(run, packetsField)) {
            return 0;
        }
        FlowBatch batch = run.batch();
        for (int index = 0; index < run.count(); index++) {
            double packets = number(run, packetsField, index);
            double bytes = number(run, bytesField, index);
            double squares = number(run, squaresField, index);
            double spread = squares - bytes * bytes / packets;
            if (packets >= 1 && bytes >= 0 && spread >= 0) {
                double variance = packets > 1 ? spread / (packets - 1) : 0;
                batch.decimals(FlowColumn.PACKET_LENGTH_VARIANCE)[run.row() + index] = variance;
                batch.markPresent(FlowColumn.PACKET_LENGTH_VARIANCE, run.row() + index);
            }
        }
        return 0;
    }

    private static boolean isNumber(RecordBlock run, int field) {
        return run.length(field) > 0 && run.length(field) <= Long.BYTES;
    }

    private static double number(RecordBlock run, int field, int index) {
        return BigEndian.unsigned(run.buffer(), run.offset(field) + index * run.stride(), run.length(field));
    }
}

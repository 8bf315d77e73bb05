package org.aegisnet.netflow.plan;

import org.aegisnet.net.IpProtocol;
import org.aegisnet.netflow.column.FlowBatch;
import org.aegisnet.netflow.column.FlowColumn;
import org.aegisnet.netflow.datagram.BigEndian;

/**
 * Decoding step of the ICMP type and code, only in records whose protocol is ICMP (1) or ICMPv6 (58). In other records exporters send zeros.
 * The sources are separate elements (176 to 179), one element for both (32, 139), or the destination port. NetFlow v5 and its descendants put
 * both into the destination port and 0 into the source port.
 */
final class IcmpStep implements ColumnStep {
    private final int protocolField;
    private final int typeField;
    private final int codeField;
    private final int bothField;
    private final int sourcePortField;

    /**
     * Fields are indexes in the template; {@link FieldFinder#NONE} if the template has no such field.
     *
     * @param bothField type and code in two bytes
     * @param sourcePortField the source port, if the two bytes are the destination port: it must be 0 then
     */
    IcmpStep(int protocolField, int typeField, int codeField, int bothField, int sourcePortField) {
        this.protocolField = protocolField;
        this.typeField = typeField;
        this.codeField = codeField;
        this.bothField = bothField;
        this.sourcePortField = sourcePortField;
    }

    @Override
    public long apply(RecordBlock run) {
        if (run.length(protocolField) != 1) {
            return 0;
        }
        byte[] buffer = run.buffer();
        int protocolAt = run.offset(protocolField);
        for (int index = 0; index < run.count(); index++, protocolAt += run.stride()) {
            int protocol = BigEndian.unsigned8(buffer, protocolAt);
            if (IpProtocol.isIcmp(protocol)) {
                put(run, index);
            }
        }
        return 0;
    }

    private void put(RecordBlock run, int index) {
        if (typeField != FieldFinder.NONE) {
            put(run, index, FlowColumn.ICMP_TYPE, number(run, typeField, index));
            if (codeField != FieldFinder.NONE) {
                put(run, index, FlowColumn.ICMP_CODE, number(run, codeField, index));
            }
            return;
        }
        if (sourcePortField != FieldFinder.NONE && number(run, sourcePortField, index) != 0) {
            return;
        }
        long both = number(run, bothField, index);
        put(run, index, FlowColumn.ICMP_TYPE, (both >>> 8) & 0xff);
        put(run, index, FlowColumn.ICMP_CODE, both & 0xff);
    }

    private static void put(RecordBlock run, int index, FlowColumn column, long value) {
        FlowBatch batch = run.batch();
        if (batch.has(column)) {
            batch.numbers(column)[run.row() + index] = value;
            batch.markPresent(column, run.row() + index);
        }
    }

    private static long number(RecordBlock run, int field, int index) {
        int length = Math.min(Integer.BYTES, run.length(field));
        return BigEndian.unsigned(run.buffer(), run.offset(field) + index * run.stride(), length);
    }
}

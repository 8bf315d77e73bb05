package org.aegisnet.netflow.plan;

import org.aegisnet.netflow.column.FlowBatch;
import org.aegisnet.netflow.column.FlowColumn;
import org.aegisnet.netflow.datagram.BigEndian;

/**
 * Decoding step of an IP address. If a template has fields of both families, the record's IP version decides. Without a version, IPv6 is
 * taken only if its address is not all zeros and the IPv4 address is.
 */
final class AddressStep implements ColumnStep {
    private static final int IPV4_LENGTH = 4;
    private static final int IPV6_LENGTH = 16;

    private final FlowColumn column;
    private final int ipv4Field;
    private final int ipv6Field;
    private final int versionField;

    /** Fields are indexes in the template; {@link FieldFinder#NONE} if the template has no such field. */
    AddressStep(FlowColumn column, int ipv4Field, int ipv6Field, int versionField) {
        this.column = column;
        this.ipv4Field = ipv4Field;
        this.ipv6Field = ipv6Field;
        this.versionField = versionField;
    }

    @Override
    public long apply(RecordBlock run) {
        boolean ipv4 = ipv4Field != FieldFinder.NONE && run.length(ipv4Field) == IPV4_LENGTH;
        boolean ipv6 = ipv6Field != FieldFinder.NONE && run.length(ipv6Field) == IPV6_LENGTH;
        if (ipv4 && ipv6) {
            return applyBoth(run);
        }
        if (ipv4) {
            return applyIpv4(run);
        }
        return ipv6 ? applyIpv6(run) : 0;
    }

    private long applyIpv4(RecordBlock run) {
        byte[] buffer = run.buffer();
        long[] values = run.batch().numbers(column);
        int stride = run.stride();
        int at = run.offset(ipv4Field);
        int end = run.row() + run.count();
        for (int index = run.row(); index < end; index++, at += stride) {
            values[index] = BigEndian.unsigned32(buffer, at);
        }
        return column.bit();
    }

    private long applyIpv6(RecordBlock run) {
        int at = run.offset(ipv6Field);
        int end = run.row() + run.count();
        for (int index = run.row(); index < end; index++, at += run.stride()) {
            putIpv6(run, index, at);
        }
        return column.bit();
    }

    private long applyBoth(RecordBlock run) {
        byte[] buffer = run.buffer();
        for (int index = 0; index < run.count(); index++) {
            int skip = index * run.stride();
            int ipv6At = run.offset(ipv6Field) + skip;
            long ipv4Bits = BigEndian.unsigned32(buffer, run.offset(ipv4Field) + skip);
            int version = versionField == FieldFinder.NONE || run.length(versionField) != 1
                    ? 0
                    : BigEndian.unsigned8(buffer, run.offset(versionField) + skip);
            boolean ipv6Set = (BigEndian.bits64(buffer, ipv6At) | BigEndian.bits64(buffer, ipv6At + 8)) != 0;
            boolean useIpv6 = version == 6 || (version != 4 && ipv6Set && ipv4Bits == 0);
            if (useIpv6) {
                putIpv6(run, run.row() + index, ipv6At);
            } else {
                run.batch().putIpv4(column, run.row() + index, ipv4Bits);
            }
        }
        return column.bit();
    }

    private void putIpv6(RecordBlock run, int row, int at) {
        FlowBatch batch = run.batch();
        batch.putIpv6(column, row, BigEndian.bits64(run.buffer(), at), BigEndian.bits64(run.buffer(), at + 8));
    }
}

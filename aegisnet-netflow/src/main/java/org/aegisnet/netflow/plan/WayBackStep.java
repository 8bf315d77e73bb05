package org.aegisnet.netflow.plan;

import java.util.function.Function;
import org.aegisnet.netflow.column.FlowBatch;
import org.aegisnet.netflow.column.FlowColumn;
import org.aegisnet.netflow.column.Pairing;
import org.aegisnet.netflow.datagram.BigEndian;
import org.aegisnet.netflow.option.DomainOptions;
import org.aegisnet.netflow.option.WayBackEvidence;

/**
 * Second counters of a record, which exporters use for the way back or for the same packets once more. The values tell: no middlebox adds packets
 * or a fifth of the bytes and 100 bytes a packet. Records that could be both follow what the exporter has shown, at first one way.
 */
final class WayBackStep implements ColumnStep {
    private static final int MAX_BYTES_ADDED_TO_A_PACKET = 100;
    private static final int SHARE_OF_BYTES = 5;
    private static final long ABSENT = -1;

    private final Fields fields;
    private final boolean zeroIsOwnWay;
    private final Function<DomainOptions, WayBackEvidence> evidence;

    /**
     * Fields of the counters, as indexes in the template; {@link FieldFinder#NONE} if the template has no such field.
     *
     * @param bytes from source to destination
     * @param packets from source to destination
     * @param bytesBack perhaps of the other direction
     * @param packetsBack perhaps of the other direction
     */
    record Fields(int bytes, int packets, int bytesBack, int packetsBack) {}

    private enum Meaning {
        WAY_BACK,
        SAME_WAY,
        EITHER
    }

    /**
     * @param zeroIsOwnWay true if a record with a zero in the first counters has its own in the second ones
     * @param evidence the exporter's, of these counters
     */
    WayBackStep(Fields fields, boolean zeroIsOwnWay, Function<DomainOptions, WayBackEvidence> evidence) {
        this.fields = fields;
        this.zeroIsOwnWay = zeroIsOwnWay;
        this.evidence = evidence;
    }

    @Override
    public long apply(RecordBlock run) {
        WayBackEvidence known = evidence.apply(run.options());
        for (int index = 0; index < run.count(); index++) {
            switch (meaning(run, index)) {
                case WAY_BACK -> known.sawWayBack();
                case SAME_WAY -> known.sawSameWay();
                case EITHER -> {}
            }
        }
        for (int index = 0; index < run.count(); index++) {
            Meaning meaning = meaning(run, index);
            boolean wayBack = meaning == Meaning.WAY_BACK || (!isOwnWay(run, index) && known.speaksForWayBack());
            if (wayBack) {
                put(run, index, FlowColumn.BYTES_OUT, fields.bytesBack());
                put(run, index, FlowColumn.PACKETS_REV, fields.packetsBack());
            }
            if (run.batch().has(FlowColumn.PAIRING)) {
                run.batch().numbers(FlowColumn.PAIRING)[run.row() + index] =
                        (wayBack ? Pairing.BIFLOW : Pairing.ONE_WAY).code();
            }
        }
        return run.batch().has(FlowColumn.PAIRING) ? FlowColumn.PAIRING.bit() : 0;
    }

    private boolean isOwnWay(RecordBlock run, int index) {
        return zeroIsOwnWay && number(run, fields.bytes(), index) <= 0 && number(run, fields.packets(), index) <= 0;
    }

    private Meaning meaning(RecordBlock run, int index) {
        long bytes = number(run, fields.bytes(), index);
        long packets = number(run, fields.packets(), index);
        long bytesBack = number(run, fields.bytesBack(), index);
        long packetsBack = number(run, fields.packetsBack(), index);
        boolean nothingThere = bytes <= 0 && packets <= 0;
        boolean nothingBack = bytesBack <= 0 && packetsBack <= 0;
        if (nothingBack || (nothingThere && zeroIsOwnWay)) {
            return Meaning.EITHER;
        }
        boolean comparable = (bytes >= 0 && bytesBack >= 0) || (packets >= 0 && packetsBack >= 0);
        if (comparable && isSame(bytes, bytesBack) && isSame(packets, packetsBack)) {
            return Meaning.SAME_WAY;
        }
        return isImpossibleAfterMiddlebox(bytes, packets, bytesBack, packetsBack) ? Meaning.WAY_BACK : Meaning.EITHER;
    }

    private static boolean isSame(long count, long countBack) {
        return count == countBack || count == ABSENT || countBack == ABSENT;
    }

    private static boolean isImpossibleAfterMiddlebox(long bytes, long packets, long bytesBack, long packetsBack) {
        if (packets == ABSENT && bytes == ABSENT) {
            return true;
        }
        if (packets != ABSENT && packetsBack > packets) {
            return true;
        }
        if (bytes == ABSENT || bytesBack == ABSENT) {
            return packets != ABSENT && packetsBack != ABSENT && packets - packetsBack > packets / SHARE_OF_BYTES;
        }
        long kept = packets > 0 && packetsBack > 0 ? Math.round((double) bytes / packets * packetsBack) : bytes;
        long tolerance = Math.max(bytes / SHARE_OF_BYTES, MAX_BYTES_ADDED_TO_A_PACKET * Math.max(1, packetsBack));
        return Math.abs(bytesBack - kept) > tolerance
                || (packets > 0 && packetsBack >= 0 && packets - packetsBack > Math.max(1, packets / SHARE_OF_BYTES));
    }

    private void put(RecordBlock run, int index, FlowColumn column, int field) {
        long value = number(run, field, index);
        FlowBatch batch = run.batch();
        if (value >= 0 && batch.has(column)) {
            batch.numbers(column)[run.row() + index] = value;
            batch.markPresent(column, run.row() + index);
        }
    }

    /** The field's number, or {@link #ABSENT}. */
    private static long number(RecordBlock run, int field, int index) {
        if (field == FieldFinder.NONE || run.length(field) == 0 || run.length(field) > Long.BYTES) {
            return ABSENT;
        }
        long value = BigEndian.unsigned(run.buffer(), run.offset(field) + index * run.stride(), run.length(field));
        return value < 0 ? ABSENT : value;
    }
}

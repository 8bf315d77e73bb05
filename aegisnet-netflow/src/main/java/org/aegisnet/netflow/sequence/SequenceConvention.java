package org.aegisnet.netflow.sequence;

import java.util.List;

/**
 * Convention of an exporter for its sequence numbers: the unit, and whether a datagram's number already includes its own contents. Exporters
 * differ from the RFCs and from each other.
 */
enum SequenceConvention {
    /** Datagrams; what RFC 3954 says of NetFlow v9. */
    DATAGRAMS,
    /** Data and options records sent before this datagram; what RFC 7011 says of IPFIX, and NetFlow v5 does with its flows. */
    RECORDS_BEFORE,
    /** The same with those of this datagram. */
    RECORDS_INCLUDED,
    /** Data records without options records, sent before this datagram. */
    FLOWS_BEFORE,
    /** The same with those of this datagram (softflowd's IPFIX). */
    FLOWS_INCLUDED;

    private static final List<SequenceConvention> OF_NETFLOW_V9 = List.of(DATAGRAMS, RECORDS_BEFORE, RECORDS_INCLUDED);
    private static final List<SequenceConvention> OF_OTHERS =
            List.of(RECORDS_BEFORE, RECORDS_INCLUDED, FLOWS_BEFORE, FLOWS_INCLUDED, DATAGRAMS);

    /** Those an exporter of a version may follow; what the RFC says comes first. */
    static List<SequenceConvention> of(int version) {
        return version == 9 ? OF_NETFLOW_V9 : OF_OTHERS;
    }

    /** By how much the number grows from one datagram to the next. */
    int step(SequencedDatagram before, SequencedDatagram now) {
        return switch (this) {
            case DATAGRAMS -> 1;
            case RECORDS_BEFORE -> before.records();
            case RECORDS_INCLUDED -> now.records();
            case FLOWS_BEFORE -> before.flows();
            case FLOWS_INCLUDED -> now.flows();
        };
    }

    /** Tells whether the expected step between two datagrams can be computed. */
    boolean isKnown(SequencedDatagram before, SequencedDatagram now) {
        return switch (this) {
            case DATAGRAMS -> true;
            case RECORDS_BEFORE, FLOWS_BEFORE -> before.countable();
            case RECORDS_INCLUDED, FLOWS_INCLUDED -> now.countable();
        };
    }
}

package org.aegisnet.netflow.decode;

/** Counters of a decoder. Every datagram and every set is counted in one of them at the end. */
public enum Counter {
    /** Datagrams given to the decoder. */
    DATAGRAMS,
    /** Bytes of those datagrams. */
    BYTES,
    /** Flows put into batches. */
    FLOWS,
    /** Options records handed out. */
    OPTIONS_RECORDS,
    /** Templates not known before. */
    TEMPLATES_ADDED,
    /** Templates sent again as they were. */
    TEMPLATES_REFRESHED,
    /** Templates sent again with other fields. */
    TEMPLATES_REPLACED,
    /** Templates withdrawn by their exporter (IPFIX), if the settings allow it. */
    TEMPLATES_WITHDRAWN,
    /** Withdrawals that were not heeded: over UDP anybody can send them (RFC 7011, section 8.4). */
    WITHDRAWALS_IGNORED,
    /** Templates removed because a limit was reached. */
    TEMPLATES_EVICTED,
    /** Exporters removed because a limit was reached. */
    EXPORTERS_EVICTED,
    /** Observation domains removed because a limit was reached, with their sampling, boot time and names. */
    DOMAINS_EVICTED,
    /** Data sets whose template was not known when they came. */
    SETS_WITHOUT_TEMPLATE,
    /** Of those: decoded when the template came. */
    SETS_REPLAYED,
    /** Of those: handed out as unparsed, because the template did not come in time or too much data was waiting already. */
    SETS_GIVEN_UP,
    /** Datagrams or sets handed out as unparsed because they are not what the RFCs say. */
    MALFORMED,
    /** Datagrams of a protocol that is not decoded: NetFlow v1, v7, v8, sFlow, unknown. */
    UNSUPPORTED,
    /** Units of sequence numbers that never came: flows (v5), datagrams (v9), data records (IPFIX), as the exporter counts them. */
    SEQUENCE_MISSING,
    /** Datagrams before which something was missing. */
    SEQUENCE_GAPS,
    /** Datagrams that came late or twice. */
    SEQUENCE_LATE,
    /** Times an exporter began anew. */
    EXPORTER_RESTARTS;

    @SuppressWarnings("EnumOrdinal")
    int slot() {
        return ordinal();
    }
}

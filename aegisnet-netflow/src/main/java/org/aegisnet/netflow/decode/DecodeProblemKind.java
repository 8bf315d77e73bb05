package org.aegisnet.netflow.decode;

/** Kind of problem that kept data from being decoded, with its remedy. */
public enum DecodeProblemKind {
    /** NetFlow v1, v7, v8, sFlow, or nothing we know. */
    UNSUPPORTED_PROTOCOL("Let the exporter send NetFlow v5, NetFlow v9 or IPFIX."),
    /** The datagram ends before its header says so, or before a header is complete. */
    TRUNCATED("Look for a capture that cuts packets short, a message size limit, or lost IP fragments."),
    /** A set's length is impossible. */
    BAD_SET_LENGTH("Report it to the exporter's vendor with this datagram."),
    /** A template is not what the RFCs say. */
    BAD_TEMPLATE("Report it to the exporter's vendor with this datagram."),
    /** A template has more fields than allowed. */
    TOO_MANY_FIELDS("Raise the number of fields per template if the exporter is to be trusted."),
    /** A record does not end inside its set. */
    RECORD_OVERRUN(
            "The exporter may have changed the template without sending it; it mends itself when the template is sent again."),
    /** The bytes after the last record are neither a record nor padding. */
    TRAILING_BYTES("Harmless if it is padding; else the exporter may have changed the template without sending it."),
    /** A set id that has no meaning (RFC 7011, section 3.3.2). */
    RESERVED_SET("Report it to the exporter's vendor with this datagram."),
    /** The claimed number of records is not what the datagram holds. */
    WRONG_COUNT("Report it to the exporter's vendor with this datagram."),
    /** The template did not come in time. */
    NO_TEMPLATE("Let the exporter send its templates more often, or wait longer for them."),
    /** Too much data was already waiting for its template. */
    NO_ROOM_TO_WAIT("Let the exporter send its templates more often, or allow more data to wait.");

    private final String remedy;

    DecodeProblemKind(String remedy) {
        this.remedy = remedy;
    }

    /** The remedy, as a sentence. */
    public String remedy() {
        return remedy;
    }
}

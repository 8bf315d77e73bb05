package org.aegisnet.netflow.column;

/** Directions of a conversation that a flow record holds: one or both. */
public enum Pairing {
    /** One direction; the other direction, if any, is another record. */
    ONE_WAY("one_way", 0),
    /** Both directions in one record, as the exporter sent it (RFC 5103). */
    BIFLOW("biflow", 1);

    private final String text;
    private final int code;

    Pairing(String text, int code) {
        this.text = text;
        this.code = code;
    }

    /** The value of the record field {@code pairing}. */
    public String text() {
        return text;
    }

    /** The number that stands for it in the cells of a {@link FlowBatch}. */
    public int code() {
        return code;
    }
}

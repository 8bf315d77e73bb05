package org.aegisnet.netflow.column;

/** What a flow record knows of the two directions of a conversation. */
public enum Pairing {
    /** One direction; what came back, if anything, is another record. */
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

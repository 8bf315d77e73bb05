package org.aegisnet.netflow.column;

/** Directions of a conversation that a flow record holds: one, both, or none if the record is an event. */
public enum Pairing {
    /** One direction; the other direction, if any, is another record. */
    ONE_WAY("one_way", 0),
    /** Both directions in one record, as the exporter sent it (RFC 5103). */
    BIFLOW("biflow", 1),
    /** No traffic: a firewall or an address translator reports that something has happened. */
    EVENT("event", 2);

    private static final Pairing[] VALUES = values();

    private final String text;
    private final int code;

    Pairing(String text, int code) {
        this.text = text;
        this.code = code;
    }

    /**
     * The directions of a number.
     *
     * @throws IllegalArgumentException if no value has the number
     */
    static Pairing of(final long code) {
        for (final Pairing pairing : VALUES) {
            if (pairing.code == code) {
                return pairing;
            }
        }
        throw new IllegalArgumentException("No pairing has the number " + code + ".");
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

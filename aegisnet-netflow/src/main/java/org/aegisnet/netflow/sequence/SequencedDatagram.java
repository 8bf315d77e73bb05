package org.aegisnet.netflow.sequence;

/**
 * Properties of a datagram that matter for sequence numbers. Immutable.
 *
 * @param sequence its number, unsigned 32 bits
 * @param uptimeMillis the exporter's uptime modulo 2^32; always 0 if the version has none
 * @param records all records in it, of flows and of options
 * @param flows records of flows
 * @param exportSeconds when it was exported, seconds since 1970
 * @param countable true if all of its records could be counted; false if a template was missing
 */
public record SequencedDatagram(
        long sequence, long uptimeMillis, long exportSeconds, int records, int flows, boolean countable) {
    /** A datagram whose export time is not known. */
    public SequencedDatagram(long sequence, long uptimeMillis, int records, int flows, boolean countable) {
        this(sequence, uptimeMillis, 0, records, flows, countable);
    }
}

package org.aegisnet.netflow.datagram;

/**
 * Header of a NetFlow v5, NetFlow v9 or IPFIX datagram, in one common form. Immutable.
 *
 * @param version 5, 9 or 10 (IPFIX)
 * @param length of the header in bytes: 24, 20 or 16
 * @param count records (v5, v9: as claimed) or the message's length in bytes (IPFIX)
 * @param exportNanos when the exporter sent it, nanoseconds since 1970; whole seconds except in v5
 * @param systemUptimeMillis the exporter's uptime modulo 2^32 (v5, v9); 0 in IPFIX, which has none
 * @param sequence the sequence number, unsigned 32 bits
 * @param observationDomain v9: source id; IPFIX: observation domain id; v5: engine type and engine id, a byte each
 * @param samplingInterval v5: the low 14 bits of the sampling field; 0 if the exporter gives no interval
 */
public record ExportHeader(
        int version,
        int length,
        int count,
        long exportNanos,
        long systemUptimeMillis,
        long sequence,
        long observationDomain,
        int samplingInterval) {

    public static final int NETFLOW_V5 = 5;
    public static final int NETFLOW_V9 = 9;
    public static final int IPFIX = 10;

    public static final int NETFLOW_V5_LENGTH = 24;
    public static final int NETFLOW_V9_LENGTH = 20;
    public static final int IPFIX_LENGTH = 16;

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    /** Reads a v5 header; the buffer must hold 24 bytes from the offset. */
    public static ExportHeader netFlowV5(byte[] buffer, int offset) {
        return new ExportHeader(
                NETFLOW_V5,
                NETFLOW_V5_LENGTH,
                BigEndian.unsigned16(buffer, offset + 2),
                BigEndian.unsigned32(buffer, offset + 8) * NANOS_PER_SECOND + BigEndian.unsigned32(buffer, offset + 12),
                BigEndian.unsigned32(buffer, offset + 4),
                BigEndian.unsigned32(buffer, offset + 16),
                BigEndian.unsigned16(buffer, offset + 20),
                BigEndian.unsigned16(buffer, offset + 22) & 0x3fff);
    }

    /** Reads a v9 header (RFC 3954, section 5.1); the buffer must hold 20 bytes from the offset. */
    public static ExportHeader netFlowV9(byte[] buffer, int offset) {
        return new ExportHeader(
                NETFLOW_V9,
                NETFLOW_V9_LENGTH,
                BigEndian.unsigned16(buffer, offset + 2),
                BigEndian.unsigned32(buffer, offset + 8) * NANOS_PER_SECOND,
                BigEndian.unsigned32(buffer, offset + 4),
                BigEndian.unsigned32(buffer, offset + 12),
                BigEndian.unsigned32(buffer, offset + 16),
                0);
    }

    /** Reads an IPFIX message header (RFC 7011, section 3.1); the buffer must hold 16 bytes from the offset. */
    public static ExportHeader ipfix(byte[] buffer, int offset) {
        return new ExportHeader(
                IPFIX,
                IPFIX_LENGTH,
                BigEndian.unsigned16(buffer, offset + 2),
                BigEndian.unsigned32(buffer, offset + 4) * NANOS_PER_SECOND,
                0,
                BigEndian.unsigned32(buffer, offset + 8),
                BigEndian.unsigned32(buffer, offset + 12),
                0);
    }
}

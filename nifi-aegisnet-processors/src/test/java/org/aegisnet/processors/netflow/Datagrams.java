package org.aegisnet.processors.netflow;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** Datagrams as exporters send them, put together for tests. */
final class Datagrams {
    /** Seconds since 1970 in every header. */
    static final int EXPORTED = 1_790_000_000;
    /** The exporter's uptime in every header, milliseconds. */
    static final int UPTIME = 600_000;

    static final int TEMPLATE = 256;
    static final int OPTIONS_TEMPLATE = 257;

    private static final int V5_RECORD = 48;

    private Datagrams() {}

    /** NetFlow v5; the flows differ in their source port, which begins with the one given. */
    static byte[] v5(final int sequence, final int flows, final int sourcePort, final int sampling) {
        final ByteBuffer bytes = ByteBuffer.allocate(24 + flows * V5_RECORD);
        bytes.putShort((short) 5)
                .putShort((short) flows)
                .putInt(UPTIME)
                .putInt(EXPORTED)
                .putInt(0)
                .putInt(sequence)
                .putShort((short) 0)
                .putShort((short) sampling);
        for (int flow = 0; flow < flows; flow++) {
            bytes.putInt(0xC0000201)
                    .putInt(0xC6336402)
                    .putInt(0)
                    .putShort((short) 3)
                    .putShort((short) 4);
            bytes.putInt(10).putInt(1_200).putInt(UPTIME - 5_000).putInt(UPTIME - 3_000);
            bytes.putShort((short) (sourcePort + flow)).putShort((short) 443);
            bytes.put((byte) 0).put((byte) 0x1B).put((byte) 6).put((byte) 0);
            bytes.putShort((short) 0)
                    .putShort((short) 0)
                    .put((byte) 0)
                    .put((byte) 0)
                    .putShort((short) 0);
        }
        return bytes.array();
    }

    static byte[] v5(final int sequence, final int flows) {
        return v5(sequence, flows, 50_000, 0);
    }

    /** NetFlow v9 with one set. */
    static byte[] v9(final int sequence, final int domain, final byte[] set) {
        return ByteBuffer.allocate(20 + set.length)
                .putShort((short) 9)
                .putShort((short) 1)
                .putInt(UPTIME)
                .putInt(EXPORTED)
                .putInt(sequence)
                .putInt(domain)
                .put(set)
                .array();
    }

    /** A template set of v9 with pairs of element and length. */
    static byte[] templateSet(final int... fields) {
        final ByteBuffer set = ByteBuffer.allocate(8 + fields.length * 2);
        set.putShort((short) 0).putShort((short) set.capacity());
        set.putShort((short) TEMPLATE).putShort((short) (fields.length / 2));
        for (final int field : fields) {
            set.putShort((short) field);
        }
        return set.array();
    }

    /** A set of v9 with records put together by the caller. */
    static byte[] dataSet(final int id, final byte[]... records) {
        final ByteArrayOutputStream set = new ByteArrayOutputStream();
        for (final byte[] part : records) {
            set.writeBytes(part);
        }
        return ByteBuffer.allocate(4 + set.size())
                .putShort((short) id)
                .putShort((short) (4 + set.size()))
                .put(set.toByteArray())
                .array();
    }

    /** Tells the sampling interval (34) of the whole exporter. */
    static byte[] optionsTemplateSet() {
        return ByteBuffer.allocate(20)
                .putShort((short) 1)
                .putShort((short) 20)
                .putShort((short) OPTIONS_TEMPLATE)
                .putShort((short) 4)
                .putShort((short) 4)
                .putShort((short) 1)
                .putShort((short) 4)
                .putShort((short) 34)
                .putShort((short) 4)
                .putShort((short) 0)
                .array();
    }

    static byte[] ints(final int... values) {
        final ByteBuffer bytes = ByteBuffer.allocate(4 * values.length);
        for (final int value : values) {
            bytes.putInt(value);
        }
        return bytes.array();
    }
}

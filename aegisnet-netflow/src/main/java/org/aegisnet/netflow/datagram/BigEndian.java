package org.aegisnet.netflow.datagram;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Numbers in network byte order, read from a byte array. Stateless, safe for all threads. The array's own bounds check is the only one. */
public final class BigEndian {
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private BigEndian() {}

    public static int unsigned8(byte[] buffer, int offset) {
        return buffer[offset] & 0xff;
    }

    public static int unsigned16(byte[] buffer, int offset) {
        return (short) SHORT.get(buffer, offset) & 0xffff;
    }

    public static long unsigned32(byte[] buffer, int offset) {
        return (int) INT.get(buffer, offset) & 0xffff_ffffL;
    }

    /** The 64 bits at the offset; an unsigned value above {@link Long#MAX_VALUE} comes out negative. */
    public static long bits64(byte[] buffer, int offset) {
        return (long) LONG.get(buffer, offset);
    }

    /**
     * An unsigned number of any width up to eight bytes; eight bytes with the highest bit set come out negative.
     *
     * @param length 0 to 8 bytes; 0 gives 0
     */
    public static long unsigned(byte[] buffer, int offset, int length) {
        return switch (length) {
            case 1 -> unsigned8(buffer, offset);
            case 2 -> unsigned16(buffer, offset);
            case 4 -> unsigned32(buffer, offset);
            case 8 -> bits64(buffer, offset);
            default -> {
                long value = 0;
                for (int index = 0; index < length; index++) {
                    value = (value << 8) | (buffer[offset + index] & 0xff);
                }
                yield value;
            }
        };
    }
}

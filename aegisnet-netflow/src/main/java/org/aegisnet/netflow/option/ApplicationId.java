package org.aegisnet.netflow.option;

import java.math.BigInteger;
import java.util.Arrays;
import org.aegisnet.netflow.datagram.BigEndian;

/**
 * Application id (95) as text: {@code engine:selector}, and of the engine PANA-L7-PEN {@code 20:enterprise:selector} (RFC 6759, sections 4.1 and
 * 6.5). The same for the same id, however many bytes it is sent in. Stateless.
 */
public final class ApplicationId {
    private static final int PANA_L7_PEN = 20;
    private static final int ENGINE_AND_ENTERPRISE = 5;

    private ApplicationId() {}

    /** The text of an id; empty for one of no bytes, or of zeros alone. */
    public static String text(byte[] buffer, int offset, int length) {
        boolean nothing = true;
        for (int at = offset; at < offset + length; at++) {
            nothing &= buffer[at] == 0;
        }
        if (nothing) {
            return "";
        }
        int engine = BigEndian.unsigned8(buffer, offset);
        if (engine == PANA_L7_PEN && length > ENGINE_AND_ENTERPRISE) {
            return engine + ":" + BigEndian.unsigned32(buffer, offset + 1) + ":"
                    + number(buffer, offset + ENGINE_AND_ENTERPRISE, offset + length);
        }
        return engine + ":" + number(buffer, offset + 1, offset + length);
    }

    private static String number(byte[] buffer, int start, int end) {
        return new BigInteger(1, Arrays.copyOfRange(buffer, start, end)).toString();
    }
}

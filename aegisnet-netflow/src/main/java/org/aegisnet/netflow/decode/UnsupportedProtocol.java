package org.aegisnet.netflow.decode;

import org.aegisnet.netflow.datagram.BigEndian;
import org.aegisnet.netflow.datagram.Datagram;

/** Recognises what exporters send that is not decoded here, to refuse it by its name. Stateless. */
final class UnsupportedProtocol {
    private static final int SFLOW_HEADER_LENGTH = 4;

    private UnsupportedProtocol() {}

    /** Names a datagram of at least two bytes whose first two are neither 5, 9 nor 10. */
    static String describe(Datagram datagram, int version) {
        return switch (version) {
            case 1, 6, 7, 8 -> "This is NetFlow v" + version + ", which is not decoded.";
            case 0 ->
                isSflow(datagram)
                        ? "This is sFlow v" + BigEndian.unsigned32(datagram.buffer(), datagram.offset())
                                + ", which is not decoded."
                        : "The datagram begins with 0, which is not a version of NetFlow.";
            default -> "The datagram begins with " + version + ", which is not a version of NetFlow.";
        };
    }

    /** sFlow begins with its version in four bytes: 2, 4 or 5. */
    private static boolean isSflow(Datagram datagram) {
        if (datagram.length() < SFLOW_HEADER_LENGTH) {
            return false;
        }
        long version = BigEndian.unsigned32(datagram.buffer(), datagram.offset());
        return version == 2 || version == 4 || version == 5;
    }
}

package org.aegisnet.netflow.framing;

import java.io.IOException;
import java.util.Optional;

/** Packets of a capture file, one after the other. */
interface PacketSource {
    /** The next packet; empty at the end. */
    Optional<CapturedPacket> next() throws IOException;
}

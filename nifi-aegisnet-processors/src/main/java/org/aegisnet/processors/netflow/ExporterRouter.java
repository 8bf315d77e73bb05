package org.aegisnet.processors.netflow;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aegisnet.netflow.datagram.Exporter;

/** Who sends: whether that is allowed, and which lane is the sender's. For the receiving thread alone. */
final class ExporterRouter {
    /** Sender addresses can be forged; no more of them are remembered than this. */
    private static final int MAX_REMEMBERED = 10_000;

    private final Optional<AddressRanges> allowed;
    private final List<DecoderShard> lanes;
    private final Map<InetAddress, Sender> known = new HashMap<>();

    /**
     * A sender.
     *
     * @param lane empty where the sender may not send
     */
    record Sender(Exporter exporter, Optional<DecoderShard> lane) {}

    /** @param allowed empty where everybody may send */
    ExporterRouter(final Optional<AddressRanges> allowed, final List<DecoderShard> lanes) {
        this.allowed = allowed;
        this.lanes = lanes;
    }

    Sender find(final InetAddress address) {
        final Sender sender = known.get(address);
        if (sender != null) {
            return sender;
        }
        if (known.size() >= MAX_REMEMBERED) {
            known.clear();
        }
        final Exporter exporter = Exporter.at(address);
        final boolean isAllowed = allowed.isEmpty() || allowed.get().contain(exporter.address());
        final Sender fresh = new Sender(exporter, isAllowed ? Optional.of(laneOf(exporter, lanes)) : Optional.empty());
        known.put(address, fresh);
        return fresh;
    }

    /** The lane of an exporter: the same for the same address, whatever came before. */
    static DecoderShard laneOf(final Exporter exporter, final List<DecoderShard> lanes) {
        return lanes.get(Math.floorMod(exporter.address().hashCode(), lanes.size()));
    }
}

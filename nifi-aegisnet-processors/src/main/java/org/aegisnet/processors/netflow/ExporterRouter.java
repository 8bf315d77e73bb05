package org.aegisnet.processors.netflow;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aegisnet.net.IpNetworks;
import org.aegisnet.netflow.datagram.Exporter;

/** Router of senders: it tells whether a sender is allowed, and which shard decodes its datagrams. For the receiving thread alone. */
final class ExporterRouter {
    /** Sender addresses can be forged; no more of them are remembered than this. */
    private static final int MAX_REMEMBERED = 10_000;

    private final Optional<IpNetworks> allowed;
    private final List<DecoderShard> shards;
    private final Map<InetAddress, Sender> known = new HashMap<>();

    /**
     * A sender.
     *
     * @param shard the sender's shard; empty if the sender is not allowed
     */
    record Sender(Exporter exporter, Optional<DecoderShard> shard) {}

    /** @param allowed empty if everybody may send */
    ExporterRouter(final Optional<IpNetworks> allowed, final List<DecoderShard> shards) {
        this.allowed = allowed;
        this.shards = shards;
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
        final Sender fresh =
                new Sender(exporter, isAllowed ? Optional.of(shardOf(exporter, shards)) : Optional.empty());
        known.put(address, fresh);
        return fresh;
    }

    /** The shard of an exporter, which depends on the exporter's address only. */
    static DecoderShard shardOf(final Exporter exporter, final List<DecoderShard> shards) {
        return shards.get(Math.floorMod(exporter.address().hashCode(), shards.size()));
    }
}

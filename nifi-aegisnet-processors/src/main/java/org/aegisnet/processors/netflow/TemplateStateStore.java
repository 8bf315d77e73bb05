package org.aegisnet.processors.netflow;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.aegisnet.netflow.decode.FlowDecoder;
import org.aegisnet.netflow.snapshot.ExporterSnapshot;
import org.aegisnet.netflow.snapshot.SnapshotException;
import org.aegisnet.netflow.snapshot.SnapshotFormat;
import org.apache.nifi.components.state.Scope;
import org.apache.nifi.components.state.StateManager;
import org.apache.nifi.logging.ComponentLog;

/**
 * Store of the decoders' knowledge of their exporters in NiFi's local state, so that a restart does not have to wait for templates. Safe for all
 * threads; the thread that saves a shard must have claimed it.
 *
 * <p>The state of a shard is split into pieces, because a value of NiFi's local state may be at most 65,535 bytes long.
 */
final class TemplateStateStore {
    private static final String PREFIX = "templates.";
    private static final int PIECE = 60_000;
    /** Of all shards together, in characters. NiFi writes the whole state at every change. */
    private static final int MAX_STATE = 1 << 20;

    private static final Duration AFTER_CHANGE = Duration.ofSeconds(10);
    /** Without changes the times at which templates were sent grow old in the state, and with them the templates. */
    private static final Duration WITHOUT_CHANGE = Duration.ofMinutes(5);

    private final StateManager states;
    private final SnapshotFormat format;
    private final List<DecoderShard> shards;
    private final ComponentLog logger;
    private final boolean kept;
    private final Map<DecoderShard, Saved> saved = new HashMap<>();

    private static final class Saved {
        private String text = "";
        private long changes;
        private long nanos = System.nanoTime();
    }

    /** @param kept false if nothing is kept: the templates of a connection end with it */
    TemplateStateStore(
            final StateManager states,
            final SnapshotFormat format,
            final List<DecoderShard> shards,
            final ComponentLog logger,
            final boolean kept) {
        this.kept = kept;
        this.states = states;
        this.format = format;
        this.shards = shards;
        this.logger = logger;
        shards.forEach(shard -> saved.put(shard, new Saved()));
    }

    /** Restores each shard's knowledge of its exporters. If a snapshot cannot be used, a warning says so, and the shard waits for new templates. */
    synchronized void restore() {
        if (!kept) {
            return;
        }
        for (final String text : read()) {
            try {
                final byte[] snapshot = Base64.getDecoder().decode(text);
                for (final DecoderShard shard : shards) {
                    shard.decoder().restore(snapshot, exporter -> ExporterRouter.shardOf(exporter, shards) == shard);
                }
            } catch (final SnapshotException | IllegalArgumentException e) {
                logger.warn("Templates of before the restart cannot be used: {}", e.getMessage());
            }
        }
    }

    private List<String> read() {
        final SortedMap<String, SortedMap<Integer, String>> pieces = new TreeMap<>();
        try {
            states.getState(Scope.LOCAL).toMap().forEach((key, piece) -> {
                final String[] parts = key.split("\\.", -1);
                if (key.startsWith(PREFIX) && parts.length == 3) {
                    pieces.computeIfAbsent(parts[1], shard -> new TreeMap<>()).put(Integer.valueOf(parts[2]), piece);
                }
            });
        } catch (final IOException | NumberFormatException e) {
            logger.warn(
                    "The state with the templates of before the restart cannot be read; they are waited for anew", e);
        }
        return pieces.values().stream()
                .map(ofShard -> String.join("", ofShard.values()))
                .toList();
    }

    /** Keeps what a shard knows if it has changed and was not kept just now. */
    synchronized void saveIfDue(final DecoderShard shard) {
        if (!kept) {
            return;
        }
        final Saved last = saved.get(shard);
        final long age = System.nanoTime() - last.nanos;
        final boolean changed = shard.decoder().changes() != last.changes;
        final boolean old = age >= WITHOUT_CHANGE.toNanos() && shard.decoder().templates() > 0;
        if (old || (changed && age >= AFTER_CHANGE.toNanos())) {
            save(shard);
        }
    }

    /** Saves the knowledge of a shard. If the state cannot be written, the listener continues without it. */
    synchronized void save(final DecoderShard shard) {
        if (!kept) {
            return;
        }
        final Saved last = saved.get(shard);
        last.changes = shard.decoder().changes();
        last.nanos = System.nanoTime();
        last.text = textOf(shard.decoder());
        final Map<String, String> state = new HashMap<>();
        for (int index = 0; index < shards.size(); index++) {
            final String text = saved.get(shards.get(index)).text;
            for (int piece = 0; piece * PIECE < text.length(); piece++) {
                state.put(
                        PREFIX + index + "." + piece,
                        text.substring(piece * PIECE, Math.min(text.length(), (piece + 1) * PIECE)));
            }
        }
        try {
            states.setState(state, Scope.LOCAL);
        } catch (final IOException e) {
            logger.warn("The templates cannot be kept in the local state; a restart will have to wait for them", e);
        }
    }

    private String textOf(final FlowDecoder decoder) {
        final int largest = MAX_STATE / shards.size();
        final byte[] whole = decoder.snapshot();
        String text = Base64.getEncoder().encodeToString(whole);
        if (text.length() <= largest) {
            return text;
        }
        try {
            List<ExporterSnapshot> kept = format.read(whole);
            final int all = kept.size();
            while (text.length() > largest && !kept.isEmpty()) {
                // Those that would be forgotten first are first.
                kept = new ArrayList<>(kept.subList((kept.size() + 1) / 2, kept.size()));
                text = Base64.getEncoder().encodeToString(format.write(kept));
            }
            logger.warn(
                    "The templates of {} exporters are more than the local state may hold; those of {} are not kept. A "
                            + "restart will have to wait for them. Exporters that have sent flows for longest are kept first",
                    all,
                    all - kept.size());
            return text;
        } catch (final SnapshotException e) {
            throw new IllegalStateException("A decoder does not understand its own snapshot", e);
        }
    }
}

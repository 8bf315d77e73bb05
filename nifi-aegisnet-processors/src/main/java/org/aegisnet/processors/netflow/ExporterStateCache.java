package org.aegisnet.processors.netflow;

import java.util.List;
import java.util.Optional;
import org.aegisnet.netflow.datagram.Exporter;
import org.aegisnet.netflow.decode.DecoderSettings;
import org.aegisnet.netflow.decode.FlowDecoder;
import org.aegisnet.netflow.element.ElementRegistry;
import org.aegisnet.netflow.retention.RetentionTable;
import org.aegisnet.netflow.snapshot.ExporterSnapshot;
import org.aegisnet.netflow.snapshot.SnapshotException;
import org.aegisnet.netflow.snapshot.SnapshotFormat;

/**
 * Memory that the readers of one service share, from one FlowFile to the next: templates, boot times and sampling rates of exporters. Bounded in
 * exporters and in bytes; exporters whose flows have been decoded do not leave for newcomers. Safe for all threads.
 */
final class ExporterStateCache {
    private static final long MAX_BYTES = 64L << 20;

    private final ElementRegistry registry;
    private final DecoderSettings settings;
    private final SnapshotFormat format;
    private final RetentionTable<Exporter, byte[]> known;
    private long bytes;

    ExporterStateCache(final ElementRegistry registry, final DecoderSettings settings) {
        this.registry = registry;
        this.settings = settings;
        this.format = new SnapshotFormat(registry);
        this.known = new RetentionTable<>(settings.exporters());
    }

    /** A decoder that knows no exporter yet. */
    FlowDecoder newDecoder() {
        return new FlowDecoder(registry, settings);
    }

    /** Tells a decoder what is known of an exporter. */
    void recall(final Exporter exporter, final FlowDecoder decoder) {
        final Optional<byte[]> snapshot = find(exporter);
        if (snapshot.isPresent()) {
            restore(decoder, snapshot.get());
        }
    }

    private synchronized Optional<byte[]> find(final Exporter exporter) {
        return known.find(exporter);
    }

    /** Keeps what a decoder has learnt, beside what other decoders have learnt in the meantime. */
    synchronized void learn(final FlowDecoder decoder) {
        final byte[] learnt = decoder.snapshot();
        final FlowDecoder merged = newDecoder();
        for (final ExporterSnapshot exporter : read(learnt)) {
            recall(exporter.exporter(), merged);
        }
        restore(merged, learnt);
        for (final ExporterSnapshot exporter : read(merged.snapshot())) {
            keep(exporter);
        }
        forgetSurplus();
    }

    private void keep(final ExporterSnapshot exporter) {
        final byte[] snapshot = format.write(List.of(exporter));
        bytes += snapshot.length;
        known.put(exporter.exporter(), snapshot).ifPresent(before -> bytes -= before.length);
        exporter.standing().ifPresent(standing -> known.restore(exporter.exporter(), standing));
    }

    private void forgetSurplus() {
        Optional<RetentionTable.Entry<Exporter, byte[]>> leaving = nextSurplus();
        while (leaving.isPresent()) {
            bytes -= leaving.get().value().length;
            leaving = nextSurplus();
        }
    }

    private Optional<RetentionTable.Entry<Exporter, byte[]>> nextSurplus() {
        return bytes > MAX_BYTES ? known.removeNext() : known.removeOverflow();
    }

    private List<ExporterSnapshot> read(final byte[] snapshot) {
        try {
            return format.read(snapshot);
        } catch (final SnapshotException e) {
            throw new IllegalStateException("A decoder does not understand its own snapshot", e);
        }
    }

    private static void restore(final FlowDecoder decoder, final byte[] snapshot) {
        try {
            decoder.restore(snapshot, exporter -> true);
        } catch (final SnapshotException e) {
            throw new IllegalStateException("A decoder does not understand another's snapshot", e);
        }
    }
}

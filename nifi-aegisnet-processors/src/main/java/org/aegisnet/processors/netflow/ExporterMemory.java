package org.aegisnet.processors.netflow;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aegisnet.netflow.datagram.Exporter;
import org.aegisnet.netflow.decode.DecoderSettings;
import org.aegisnet.netflow.decode.FlowDecoder;
import org.aegisnet.netflow.element.ElementRegistry;
import org.aegisnet.netflow.snapshot.ExporterSnapshot;
import org.aegisnet.netflow.snapshot.SnapshotException;
import org.aegisnet.netflow.snapshot.SnapshotFormat;

/**
 * What the readers of one service know of exporters, from one FlowFile to the next: templates, boot times and sampling rates. Bounded; the exporter
 * heard least recently leaves. Safe for all threads.
 */
final class ExporterMemory {
    private final ElementRegistry registry;
    private final DecoderSettings settings;
    private final SnapshotFormat format;
    private final Map<Exporter, byte[]> known = new LinkedHashMap<>(16, 0.75f, true);

    ExporterMemory(final ElementRegistry registry, final DecoderSettings settings) {
        this.registry = registry;
        this.settings = settings;
        this.format = new SnapshotFormat(registry);
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
        return Optional.ofNullable(known.get(exporter));
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
            known.put(exporter.exporter(), format.write(List.of(exporter)));
        }
        while (known.size() > settings.exporters()) {
            known.remove(known.keySet().iterator().next());
        }
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

package org.aegisnet.netflow.decode;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.aegisnet.netflow.datagram.Exporter;
import org.aegisnet.netflow.retention.RetentionTable;
import org.aegisnet.netflow.snapshot.ExporterSnapshot;

/**
 * Everything that is known of exporters, bounded in their number and in bytes. An exporter whose flows have been decoded is never forgotten
 * for another that came later.
 */
final class ExporterTable {
    /**
     * Approximate limit of the state of all exporters together, in bytes. The bounds on exporters, templates, fields and names are not enough:
     * senders with forged addresses could still fill any heap.
     */
    private static final long MAX_BYTES_KNOWN = 64L << 20;
    /** The same for one exporter, because its address may be forged, too. */
    private static final long MAX_BYTES_OF_ONE = MAX_BYTES_KNOWN / 4;

    private final DecoderSettings settings;
    private final DecodeCounters counters;
    private final RetentionTable<Exporter, ExporterState> exporters;

    ExporterTable(final DecoderSettings settings, final DecodeCounters counters) {
        this.settings = settings;
        this.counters = counters;
        this.exporters = new RetentionTable<>(settings.exporters());
    }

    /** Returns the state of an exporter; a new exporter gets an empty one. */
    ExporterState find(final Exporter exporter, final DecodeSink sink) {
        Optional<ExporterState> known = exporters.find(exporter);
        if (known.isPresent()) {
            return known.get();
        }
        ExporterState state = new ExporterState(settings, exporter);
        exporters.put(exporter, state);
        for (Optional<RetentionTable.Entry<Exporter, ExporterState>> leaving = exporters.removeOverflow();
                leaving.isPresent();
                leaving = exporters.removeOverflow()) {
            evicted(leaving.get(), sink);
        }
        return state;
    }

    /** The state of an exporter that is in the table. */
    Optional<ExporterState> known(final Exporter exporter) {
        return exporters.find(exporter);
    }

    private void evicted(final RetentionTable.Entry<Exporter, ExporterState> leaving, final DecodeSink sink) {
        counters.increment(Counter.EXPORTERS_EVICTED);
        counters.add(Counter.TEMPLATES_EVICTED, leaving.value().templates().size());
        sink.evicted(new Eviction(
                Counter.EXPORTERS_EVICTED, leaving.key(), leaving.standing().isPresent()));
    }

    /** Tells whether flows of the exporter have been decoded, so that it does not compete with newcomers. */
    boolean isKnown(final Exporter exporter) {
        return exporters.isKnown(exporter);
    }

    /**
     * Notes that data of the exporter could be decoded.
     *
     * @return true if the exporter has become known by it
     */
    boolean prove(final Exporter exporter, final long nowMillis) {
        return exporters.prove(exporter, nowMillis);
    }

    /** Exporters leave, as {@link RetentionTable} says, until the others fit. One that has more than its share loses some of it first. */
    void forgetWhatIsTooMuch(final DecodeSink sink) {
        long bytes = 0;
        for (RetentionTable.Entry<Exporter, ExporterState> entry : exporters.inLeavingOrder()) {
            if (entry.value().bytes() > MAX_BYTES_OF_ONE) {
                trim(entry, sink);
            }
            bytes += entry.value().bytes();
        }
        while (bytes > MAX_BYTES_KNOWN) {
            RetentionTable.Entry<Exporter, ExporterState> leaving =
                    exporters.removeNext().orElseThrow();
            bytes -= leaving.value().bytes();
            evicted(leaving, sink);
        }
    }

    private void trim(final RetentionTable.Entry<Exporter, ExporterState> entry, final DecodeSink sink) {
        boolean known = entry.standing().isPresent();
        while (entry.value().bytes() > MAX_BYTES_OF_ONE && entry.value().forgetDomain()) {
            counters.increment(Counter.DOMAINS_EVICTED);
            sink.evicted(new Eviction(Counter.DOMAINS_EVICTED, entry.key(), known));
        }
        while (entry.value().bytes() > MAX_BYTES_OF_ONE
                && entry.value().templates().evictNext()) {
            counters.increment(Counter.TEMPLATES_EVICTED);
            sink.evicted(new Eviction(Counter.TEMPLATES_EVICTED, entry.key(), known));
        }
    }

    /** Returns the number of exporters, both known ones and newcomers. */
    int size() {
        return exporters.size();
    }

    /** Returns the number of templates of all exporters together. */
    int templates() {
        int templates = 0;
        for (ExporterState exporter : exporters.values()) {
            templates += exporter.templates().size();
        }
        return templates;
    }

    /** Returns the state that should survive a restart, in the order of removal. Exporters without state are left out. */
    List<ExporterSnapshot> snapshots() {
        List<ExporterSnapshot> snapshots = new ArrayList<>();
        for (RetentionTable.Entry<Exporter, ExporterState> entry : exporters.inLeavingOrder()) {
            ExporterSnapshot snapshot = entry.value().snapshot(entry.key(), entry.standing());
            if (snapshot.standing().isPresent()
                    || !snapshot.templates().isEmpty()
                    || !snapshot.domains().isEmpty()) {
                snapshots.add(snapshot);
            }
        }
        return snapshots;
    }

    /** Takes over what was known before a restart. */
    void restore(final ExporterSnapshot known, final PlanCompilers compilers, final DecodeSink sink) {
        ExporterState state = find(known.exporter(), sink);
        known.standing().ifPresent(standing -> exporters.restore(known.exporter(), standing));
        state.restore(known, compilers.of(known.exporter()));
        counters.add(Counter.TEMPLATES_EVICTED, state.templates().evict());
    }
}

package org.aegisnet.netflow.decode;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.aegisnet.netflow.datagram.Exporter;
import org.aegisnet.netflow.template.TemplateKey;

/**
 * Data sets that wait for their templates, bounded in number, bytes and time.
 *
 * <p>If a limit is reached, the oldest set of the exporters whose flows have never been decoded is dropped. Without such a set, the known
 * exporter with the most sets loses its oldest. So neither forged addresses nor one exporter can push out the sets of others.
 */
final class PendingDataSets {
    private final int largestCount;
    private final long largestBytes;
    private final long longestMillis;
    private final LinkedHashSet<PendingDataSet> oldestFirst = new LinkedHashSet<>();
    private final LinkedHashSet<PendingDataSet> ofNewcomers = new LinkedHashSet<>();
    private final Map<Exporter, LinkedHashSet<PendingDataSet>> ofKnown = new HashMap<>();
    private final Map<Owner, LinkedHashSet<PendingDataSet>> byTemplate = new HashMap<>();
    private long bytes;

    PendingDataSets(DecoderSettings settings) {
        this.largestCount = settings.heldSets();
        this.largestBytes = settings.heldBytes();
        this.longestMillis = settings.heldFor().toMillis();
    }

    /** Adds a set that waits. Returns the sets that are dropped because of the limits, which may include the new one. */
    List<PendingDataSet> hold(PendingDataSet set) {
        if (set.bytes().length > largestBytes || largestCount == 0) {
            return List.of(set);
        }
        oldestFirst.add(set);
        byTemplate
                .computeIfAbsent(new Owner(set.exporter(), set.key().ofAnyPort()), owner -> new LinkedHashSet<>())
                .add(set);
        if (set.isFromKnownExporter()) {
            ofKnown.computeIfAbsent(set.exporter(), exporter -> new LinkedHashSet<>())
                    .add(set);
        } else {
            ofNewcomers.add(set);
        }
        bytes += set.bytes().length;
        List<PendingDataSet> without = new ArrayList<>();
        while (oldestFirst.size() > largestCount || bytes > largestBytes) {
            PendingDataSet leaving = leaving();
            remove(leaving);
            without.add(leaving);
        }
        return without;
    }

    private PendingDataSet leaving() {
        if (!ofNewcomers.isEmpty()) {
            return ofNewcomers.getFirst();
        }
        return ofKnown.values().stream()
                .max(Comparator.comparingInt(LinkedHashSet::size))
                .orElseThrow()
                .getFirst();
    }

    /** Takes out those that wait for a template, from whatever port, oldest first. */
    List<PendingDataSet> take(Exporter exporter, TemplateKey key) {
        LinkedHashSet<PendingDataSet> waiting = byTemplate.get(new Owner(exporter, key.ofAnyPort()));
        if (waiting == null) {
            return List.of();
        }
        List<PendingDataSet> taken = List.copyOf(waiting);
        taken.forEach(this::remove);
        return taken;
    }

    /** Takes out those that have waited too long. */
    List<PendingDataSet> takeExpired(long nowMillis) {
        if (oldestFirst.isEmpty() || !isExpired(oldestFirst.getFirst(), nowMillis)) {
            return List.of();
        }
        List<PendingDataSet> expired = new ArrayList<>();
        while (!oldestFirst.isEmpty() && isExpired(oldestFirst.getFirst(), nowMillis)) {
            PendingDataSet oldest = oldestFirst.getFirst();
            remove(oldest);
            expired.add(oldest);
        }
        return expired;
    }

    /** Takes out those that came from a port of an exporter. */
    List<PendingDataSet> takeSession(Exporter exporter, int port) {
        List<PendingDataSet> ofSession = oldestFirst.stream()
                .filter(set -> set.key().port() == port && set.exporter().equals(exporter))
                .toList();
        ofSession.forEach(this::remove);
        return ofSession;
    }

    /** Takes out all. */
    List<PendingDataSet> takeAll() {
        List<PendingDataSet> all = List.copyOf(oldestFirst);
        all.forEach(this::remove);
        return all;
    }

    int size() {
        return oldestFirst.size();
    }

    private boolean isExpired(PendingDataSet set, long nowMillis) {
        return nowMillis - set.receivedMillis() > longestMillis;
    }

    private void remove(PendingDataSet set) {
        oldestFirst.remove(set);
        ofNewcomers.remove(set);
        removeFrom(ofKnown, set.exporter(), set);
        removeFrom(byTemplate, new Owner(set.exporter(), set.key().ofAnyPort()), set);
        bytes -= set.bytes().length;
    }

    private static <K> void removeFrom(Map<K, ? extends Set<PendingDataSet>> groups, K key, PendingDataSet set) {
        Set<PendingDataSet> group = groups.get(key);
        if (group != null) {
            group.remove(set);
            if (group.isEmpty()) {
                groups.remove(key);
            }
        }
    }

    private record Owner(Exporter exporter, TemplateKey key) {}
}

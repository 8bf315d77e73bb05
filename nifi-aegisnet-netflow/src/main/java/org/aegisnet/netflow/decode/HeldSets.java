package org.aegisnet.netflow.decode;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.aegisnet.netflow.datagram.Exporter;
import org.aegisnet.netflow.template.TemplateKey;

/** Data sets that wait for their templates, bounded in number, bytes and time. The oldest leave first. */
final class HeldSets {
    private final int largestCount;
    private final long largestBytes;
    private final long longestMillis;
    private final LinkedHashSet<HeldSet> oldestFirst = new LinkedHashSet<>();
    private final Map<Owner, LinkedHashSet<HeldSet>> byTemplate = new HashMap<>();
    private long bytes;

    HeldSets(DecoderSettings settings) {
        this.largestCount = settings.heldSets();
        this.largestBytes = settings.heldBytes();
        this.longestMillis = settings.heldFor().toMillis();
    }

    /** Lets a set wait. Returns those for which there is no room any more, which may include the new one. */
    List<HeldSet> hold(HeldSet set) {
        if (set.bytes().length > largestBytes || largestCount == 0) {
            return List.of(set);
        }
        oldestFirst.add(set);
        byTemplate
                .computeIfAbsent(new Owner(set.exporter(), set.key()), owner -> new LinkedHashSet<>())
                .add(set);
        bytes += set.bytes().length;
        List<HeldSet> without = new ArrayList<>();
        while (oldestFirst.size() > largestCount || bytes > largestBytes) {
            without.add(removeOldest());
        }
        return without;
    }

    /** Takes out those that wait for a template, oldest first. */
    List<HeldSet> take(Exporter exporter, TemplateKey key) {
        LinkedHashSet<HeldSet> waiting = byTemplate.remove(new Owner(exporter, key));
        if (waiting == null) {
            return List.of();
        }
        for (HeldSet set : waiting) {
            oldestFirst.remove(set);
            bytes -= set.bytes().length;
        }
        return List.copyOf(waiting);
    }

    /** Takes out those that have waited too long. */
    List<HeldSet> takeExpired(long nowMillis) {
        if (oldestFirst.isEmpty() || !isExpired(oldestFirst.iterator().next(), nowMillis)) {
            return List.of();
        }
        List<HeldSet> expired = new ArrayList<>();
        while (!oldestFirst.isEmpty() && isExpired(oldestFirst.iterator().next(), nowMillis)) {
            expired.add(removeOldest());
        }
        return expired;
    }

    /** Takes out all. */
    List<HeldSet> takeAll() {
        List<HeldSet> all = List.copyOf(oldestFirst);
        oldestFirst.clear();
        byTemplate.clear();
        bytes = 0;
        return all;
    }

    int size() {
        return oldestFirst.size();
    }

    private boolean isExpired(HeldSet set, long nowMillis) {
        return nowMillis - set.receivedMillis() > longestMillis;
    }

    private HeldSet removeOldest() {
        Iterator<HeldSet> oldest = oldestFirst.iterator();
        HeldSet set = oldest.next();
        oldest.remove();
        Owner owner = new Owner(set.exporter(), set.key());
        LinkedHashSet<HeldSet> waiting = byTemplate.get(owner);
        waiting.remove(set);
        if (waiting.isEmpty()) {
            byTemplate.remove(owner);
        }
        bytes -= set.bytes().length;
        return set;
    }

    private record Owner(Exporter exporter, TemplateKey key) {}
}

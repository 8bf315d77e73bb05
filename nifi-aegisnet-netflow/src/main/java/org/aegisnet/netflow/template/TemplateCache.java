package org.aegisnet.netflow.template;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The templates of one exporter: at most so many, the least recently used leave first, and each lives only so long after it was last sent.
 *
 * <p>Not safe for more than one thread.
 *
 * @param <P> what is kept beside each template, such as a compiled plan
 */
public final class TemplateCache<P> {
    private final int capacity;
    private final long lifetimeMillis;
    private final LinkedHashMap<TemplateKey, Entry<P>> entries = new LinkedHashMap<>(16, 0.75f, true);
    private long fields;

    /**
     * An empty cache.
     *
     * @param capacity templates at most, at least 1
     * @param lifetimeMillis how long a template stays good after it was last sent, at least 1
     */
    public TemplateCache(int capacity, long lifetimeMillis) {
        this.capacity = capacity;
        this.lifetimeMillis = lifetimeMillis;
    }

    /** Notes that exactly this template was sent again. Returns false if it is not known, or known with other fields. */
    public boolean refresh(TemplateKey key, Template template, long nowMillis) {
        Entry<P> known = entries.get(key);
        if (known == null || !known.template.equals(template)) {
            return false;
        }
        known.sentMillis = nowMillis;
        return true;
    }

    /**
     * Keeps a template.
     *
     * @param prepared what is kept beside it
     * @param sentMillis when it was sent, milliseconds since 1970
     * @return whether another one was known under the key, which is gone now
     */
    public boolean put(TemplateKey key, Template template, P prepared, long sentMillis) {
        fields += template.fields().size();
        return isGone(entries.put(key, new Entry<>(template, prepared, sentMillis)));
    }

    /** Removes the least recently used templates above the capacity. Returns how many. */
    public int evict() {
        int evicted = 0;
        Iterator<Entry<P>> oldestFirst = entries.values().iterator();
        while (entries.size() > capacity && oldestFirst.hasNext()) {
            isGone(oldestFirst.next());
            oldestFirst.remove();
            evicted++;
        }
        return evicted;
    }

    /** What is kept beside the template, if it is known and still good. One that is too old is removed. */
    public Optional<P> find(TemplateKey key, long nowMillis) {
        Entry<P> known = entries.get(key);
        if (known == null) {
            return Optional.empty();
        }
        if (nowMillis - known.sentMillis > lifetimeMillis) {
            withdraw(key);
            return Optional.empty();
        }
        return Optional.of(known.prepared);
    }

    /** Forgets one template. Returns whether it was known. */
    public boolean withdraw(TemplateKey key) {
        return isGone(entries.remove(key));
    }

    /** Forgets all templates of one kind in an observation domain. Returns how many were known. */
    public int withdrawAll(int version, long observationDomain, boolean options) {
        int before = entries.size();
        entries.entrySet()
                .removeIf(entry -> entry.getKey().version() == version
                        && entry.getKey().observationDomain() == observationDomain
                        && entry.getValue().template.options() == options
                        && isGone(entry.getValue()));
        return before - entries.size();
    }

    /** Takes what has left off the count of fields. Returns whether there was anything. */
    private boolean isGone(Entry<P> left) {
        if (left == null) {
            return false;
        }
        fields -= left.template.fields().size();
        return true;
    }

    /** How many fields all templates have together, which is what they cost in memory. */
    public long fields() {
        return fields;
    }

    public int size() {
        return entries.size();
    }

    /** All templates with the time each was last sent, least recently used first. */
    public List<Known> all() {
        List<Known> all = new ArrayList<>(entries.size());
        for (Map.Entry<TemplateKey, Entry<P>> entry : entries.entrySet()) {
            all.add(new Known(entry.getKey(), entry.getValue().template, entry.getValue().sentMillis));
        }
        return all;
    }

    /**
     * A template as the cache knows it.
     *
     * @param sentMillis when it was last sent, milliseconds since 1970
     */
    public record Known(TemplateKey key, Template template, long sentMillis) {}

    private static final class Entry<P> {
        private final Template template;
        private final P prepared;
        private long sentMillis;

        private Entry(Template template, P prepared, long sentMillis) {
            this.template = template;
            this.prepared = prepared;
            this.sentMillis = sentMillis;
        }
    }
}

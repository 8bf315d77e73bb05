package org.aegisnet.netflow.template;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aegisnet.netflow.retention.RetentionTable;
import org.aegisnet.netflow.retention.Standing;

/**
 * The templates of one exporter. Their number is bounded, and each lives only so long after it was last sent. Templates that have decoded data
 * are not pushed out by others that are only sent, see {@link RetentionTable}.
 *
 * <p>Not safe for more than one thread.
 *
 * @param <P> the value kept with each template, such as a compiled plan
 */
public final class TemplateCache<P> {
    private final long lifetimeMillis;
    private final boolean sessions;
    private final RetentionTable<TemplateKey, Entry<P>> entries;
    private final Map<TemplateKey, TemplateKey> sentLast = new HashMap<>();
    private long fields;

    /**
     * An empty cache.
     *
     * @param capacity templates at most, at least 1
     * @param lifetimeMillis time for which a template stays valid after it was last sent, at least 1
     * @param sessions true if a port is a connection, whose templates hold for no other port
     */
    public TemplateCache(int capacity, long lifetimeMillis, boolean sessions) {
        this.sessions = sessions;
        this.entries = new RetentionTable<>(capacity);
        this.lifetimeMillis = lifetimeMillis;
    }

    /** Notes that exactly this template was sent again. Returns false if it is not known, or known with other fields. */
    public boolean refresh(TemplateKey key, Template template, long nowMillis) {
        Optional<Entry<P>> known = entries.find(key);
        if (known.isEmpty() || !known.get().template.equals(template)) {
            return false;
        }
        known.get().sentMillis = nowMillis;
        known.get().doubtful = false;
        noteSent(key, nowMillis);
        return true;
    }

    /**
     * Keeps a template.
     *
     * @param prepared the value kept with it
     * @param sentMillis when it was sent, milliseconds since 1970
     * @return true if another template was known under the key, which is now removed
     */
    public boolean put(TemplateKey key, Template template, P prepared, long sentMillis) {
        fields += template.fields().size();
        noteSent(key, sentMillis);
        return isReplaced(entries.put(key, new Entry<>(template, prepared, sentMillis)));
    }

    /** Notes which port has sent a template last; a snapshot brings templates in another order. */
    private void noteSent(TemplateKey key, long sentMillis) {
        Optional<Entry<P>> last =
                Optional.ofNullable(sentLast.get(key.ofAnyPort())).flatMap(entries::find);
        if (last.isEmpty() || last.get().sentMillis <= sentMillis) {
            sentLast.put(key.ofAnyPort(), key);
        }
    }

    /** Gives a template the standing it had before a restart. */
    public void restore(TemplateKey key, Standing standing) {
        entries.restore(key, standing);
    }

    /** Notes that data could be decoded with a template, which makes its place safe from templates that never do. */
    public void prove(TemplateKey key, long nowMillis) {
        entries.prove(key, nowMillis);
    }

    /** Removes templates above the capacity. Returns how many. */
    public int evict() {
        int evicted = 0;
        for (Optional<RetentionTable.Entry<TemplateKey, Entry<P>>> leaving = entries.removeOverflow();
                leaving.isPresent();
                leaving = entries.removeOverflow()) {
            isGone(leaving.get().key(), Optional.of(leaving.get().value()));
            evicted++;
        }
        return evicted;
    }

    /** Removes the template that leaves next. Returns whether there was one. */
    public boolean evictNext() {
        Optional<RetentionTable.Entry<TemplateKey, Entry<P>>> leaving = entries.removeNext();
        return leaving.isPresent() && isGone(leaving.get().key(), leaving.map(RetentionTable.Entry::value));
    }

    /**
     * Makes the templates of an observation domain doubtful, or good again. A doubtful template is not found until it is sent again, because its
     * exporter may have begun anew with other fields under its number.
     */
    public void doubt(int version, long observationDomain, boolean doubtful) {
        for (RetentionTable.Entry<TemplateKey, Entry<P>> entry : entries.inLeavingOrder()) {
            if (entry.key().version() == version && entry.key().observationDomain() == observationDomain) {
                entry.value().doubtful = doubtful;
            }
        }
    }

    /** Makes those templates of an observation domain doubtful, or good again, that were sent from a port. */
    public void doubtOfPort(int version, long observationDomain, int port, boolean doubtful) {
        for (RetentionTable.Entry<TemplateKey, Entry<P>> entry : entries.inLeavingOrder()) {
            TemplateKey key = entry.key();
            if (key.version() == version && key.observationDomain() == observationDomain && key.port() == port) {
                entry.value().doubtful = doubtful;
            }
        }
    }

    /** Forgets all templates that were sent from a port. */
    public void forgetPort(int port) {
        for (RetentionTable.Entry<TemplateKey, Entry<P>> entry : entries.inLeavingOrder()) {
            if (entry.key().port() == port) {
                withdraw(entry.key());
            }
        }
    }

    /** The template of a key, also if it is doubtful or too old. */
    public Optional<Template> template(TemplateKey key) {
        return entries.find(key).map(entry -> entry.template);
    }

    /**
     * The key of the template that decodes the data of a key. It is the template from the same port, else the one that the address sent last.
     * The key itself if no template is known. Templates that are too old are removed.
     */
    public TemplateKey resolve(TemplateKey key, long nowMillis) {
        if (isValid(key, nowMillis) || sessions) {
            return key;
        }
        TemplateKey last = sentLast.getOrDefault(key.ofAnyPort(), key);
        return last.equals(key) || isValid(last, nowMillis) ? last : resolve(key, nowMillis);
    }

    private boolean isValid(TemplateKey key, long nowMillis) {
        Optional<Entry<P>> known = entries.find(key);
        if (known.isPresent() && nowMillis - known.get().sentMillis > lifetimeMillis) {
            withdraw(key);
            return false;
        }
        return known.isPresent();
    }

    /** Returns the value kept with the template, if the template is known and still valid. A template that is too old is removed. */
    public Optional<P> find(TemplateKey key, long nowMillis) {
        Optional<Entry<P>> known = entries.find(resolve(key, nowMillis));
        if (known.isEmpty()) {
            return Optional.empty();
        }
        return known.get().doubtful ? Optional.empty() : Optional.of(known.get().prepared);
    }

    /** Forgets one template. Returns whether it was known. */
    public boolean withdraw(TemplateKey key) {
        return isGone(key, entries.remove(key));
    }

    /** Forgets all templates of one kind that an observation domain has sent from the port of a key. Returns how many were known. */
    public int withdrawAll(TemplateKey like, boolean options) {
        int before = entries.size();
        for (RetentionTable.Entry<TemplateKey, Entry<P>> entry : entries.inLeavingOrder()) {
            if (entry.key().version() == like.version()
                    && entry.key().observationDomain() == like.observationDomain()
                    && entry.key().port() == like.port()
                    && entry.value().template.options() == options) {
                withdraw(entry.key());
            }
        }
        return before - entries.size();
    }

    /** Takes what has left off the count of fields. Returns whether there was anything. */
    private boolean isReplaced(Optional<Entry<P>> left) {
        left.ifPresent(entry -> fields -= entry.template.fields().size());
        return left.isPresent();
    }

    private boolean isGone(TemplateKey key, Optional<Entry<P>> left) {
        if (left.isPresent() && sentLast.remove(key.ofAnyPort(), key)) {
            entries.inLeavingOrder().stream()
                    .filter(entry -> entry.key().ofAnyPort().equals(key.ofAnyPort()))
                    .max(Comparator.comparingLong(entry -> entry.value().sentMillis))
                    .ifPresent(entry -> sentLast.put(key.ofAnyPort(), entry.key()));
        }
        return isReplaced(left);
    }

    /** Returns the number of fields of all templates together, which determines their memory. */
    public long fields() {
        return fields;
    }

    public int size() {
        return entries.size();
    }

    /** All templates with the time each was last sent, in the order in which they would leave. */
    public List<Known> all() {
        List<Known> all = new ArrayList<>(entries.size());
        for (RetentionTable.Entry<TemplateKey, Entry<P>> entry : entries.inLeavingOrder()) {
            all.add(new Known(entry.key(), entry.value().template, entry.value().sentMillis, entry.standing()));
        }
        return all;
    }

    /**
     * A template as the cache knows it.
     *
     * @param sentMillis when it was last sent, milliseconds since 1970
     * @param standing present if data has been decoded with it
     */
    public record Known(TemplateKey key, Template template, long sentMillis, Optional<Standing> standing) {}

    private static final class Entry<P> {
        private final Template template;
        private final P prepared;
        private long sentMillis;
        private boolean doubtful;

        private Entry(Template template, P prepared, long sentMillis) {
            this.template = template;
            this.prepared = prepared;
            this.sentMillis = sentMillis;
        }
    }
}

package org.aegisnet.netflow.retention;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Bounded table in which newcomers cannot push out the known: those whose data has been decoded.
 *
 * <p>Newcomers compete among themselves; the least recently used is removed first. At least a quarter of the places is theirs. A newcomer whose
 * data has been decoded moves to a free place of the known. Else it takes the place of a known one that has been silent for too long. So
 * senders with forged addresses, however many and however valid, find only a free place or another newcomer's.
 *
 * <p>Not safe for more than one thread.
 *
 * @param <K> the key
 * @param <V> the value
 */
public final class RetentionTable<K, V> {
    private static final int NEWCOMERS_SHARE = 4;

    private final int capacity;
    private final int knownCapacity;
    private final LinkedHashMap<K, Place<V>> newcomers = new LinkedHashMap<>(16, 0.75f, true);
    private final LinkedHashMap<K, Place<V>> known = new LinkedHashMap<>();
    /** Before this time no known one has been silent for too long. */
    private long nobodySilentBefore = Long.MAX_VALUE;

    /**
     * An entry that has left, or one of a list.
     *
     * @param standing present if its data has been decoded
     */
    public record Entry<K, V>(K key, V value, Optional<Standing> standing) {}

    private static final class Place<V> {
        private final V value;
        private Optional<Standing> standing;

        private Place(final V value, final Optional<Standing> standing) {
            this.value = value;
            this.standing = standing;
        }

        private long goodUntilMillis() {
            return standing.map(Standing::goodUntilMillis).orElse(Long.MIN_VALUE);
        }

        private long sinceMillis() {
            return standing.map(Standing::sinceMillis).orElse(Long.MAX_VALUE);
        }
    }

    /** @param capacity entries at most, at least 1 */
    public RetentionTable(final int capacity) {
        this.capacity = capacity;
        this.knownCapacity = capacity - Math.max(1, capacity / NEWCOMERS_SHARE);
    }

    /** The value of a key. A newcomer counts as used now. */
    public Optional<V> find(final K key) {
        Place<V> place = place(key);
        return place == null ? Optional.empty() : Optional.of(place.value);
    }

    private Place<V> place(final K key) {
        Place<V> place = known.get(key);
        return place == null ? newcomers.get(key) : place;
    }

    /** Tells whether the key's data has been decoded and its place is safe from newcomers. */
    public boolean isKnown(final K key) {
        return known.containsKey(key);
    }

    /**
     * Puts a value in the place of the one before, or as a newcomer's. The table may then hold more than its capacity, see
     * {@link #removeOverflow}.
     *
     * @return the value before
     */
    public Optional<V> put(final K key, final V value) {
        Place<V> before = place(key);
        if (before == null) {
            newcomers.put(key, new Place<>(value, Optional.empty()));
            return Optional.empty();
        }
        (known.containsKey(key) ? known : newcomers).put(key, new Place<>(value, before.standing));
        return Optional.of(before.value);
    }

    /** Gives an entry the standing it had, beside the one it may have won since. Without a place for the known it is a newcomer. */
    public void restore(final K key, final Standing standing) {
        Place<V> place = place(key);
        if (place != null) {
            place.standing =
                    Optional.of(place.standing.map(own -> own.with(standing)).orElse(standing));
            settle(key, place, standing.lastMillis());
        }
    }

    /**
     * Notes that data of the key could be decoded.
     *
     * @return true if the key has become known by it
     */
    public boolean prove(final K key, final long nowMillis) {
        Place<V> place = place(key);
        if (place == null) {
            return false;
        }
        place.standing = Optional.of(
                place.standing.map(own -> own.heardAt(nowMillis)).orElseGet(() -> Standing.since(nowMillis)));
        return settle(key, place, nowMillis);
    }

    private boolean settle(final K key, final Place<V> place, final long nowMillis) {
        if (known.containsKey(key) || knownCapacity == 0) {
            return false;
        }
        if (known.size() >= knownCapacity && !demoteSilent(nowMillis)) {
            return false;
        }
        newcomers.remove(key);
        known.put(key, place);
        nobodySilentBefore = Math.min(nobodySilentBefore, place.goodUntilMillis());
        return true;
    }

    /** The known one that has been silent for too long, the longest first, becomes a newcomer. */
    private boolean demoteSilent(final long nowMillis) {
        if (nowMillis <= nobodySilentBefore) {
            return false;
        }
        Map.Entry<K, Place<V>> silent = null;
        long soonest = Long.MAX_VALUE;
        for (Map.Entry<K, Place<V>> entry : known.entrySet()) {
            long goodUntil = entry.getValue().goodUntilMillis();
            if (goodUntil < soonest) {
                soonest = goodUntil;
                silent = entry;
            }
        }
        nobodySilentBefore = soonest;
        if (silent == null || nowMillis <= soonest) {
            return false;
        }
        K key = silent.getKey();
        newcomers.put(key, known.remove(key));
        return true;
    }

    /** Forgets an entry. */
    public Optional<V> remove(final K key) {
        Place<V> place = known.remove(key);
        if (place == null) {
            place = newcomers.remove(key);
        }
        return place == null ? Optional.empty() : Optional.of(place.value);
    }

    /** Removes the next entry if the table has more entries than its capacity. Returns empty if it has not. */
    public Optional<Entry<K, V>> removeOverflow() {
        return size() > capacity ? removeNext() : Optional.empty();
    }

    /** Removes the next entry: the least recently used newcomer, else the known one that came last. Returns empty if the table is empty. */
    public Optional<Entry<K, V>> removeNext() {
        Iterator<Map.Entry<K, Place<V>>> leastRecentFirst = newcomers.entrySet().iterator();
        Optional<Entry<K, V>> next = leastRecentFirst.hasNext()
                ? Optional.of(entry(leastRecentFirst.next()))
                : known.entrySet().stream()
                        .reduce((senior, other) -> other.getValue().sinceMillis()
                                        >= senior.getValue().sinceMillis()
                                ? other
                                : senior)
                        .map(RetentionTable::entry);
        next.ifPresent(leaving -> remove(leaving.key()));
        return next;
    }

    private static <K, V> Entry<K, V> entry(final Map.Entry<K, Place<V>> entry) {
        return new Entry<>(entry.getKey(), entry.getValue().value, entry.getValue().standing);
    }

    /** All entries as they would leave: newcomers, the least recently used first, then the known, the latest first. A copy. */
    public List<Entry<K, V>> inLeavingOrder() {
        List<Entry<K, V>> all = new ArrayList<>(size());
        newcomers.entrySet().forEach(entry -> all.add(entry(entry)));
        List<Map.Entry<K, Place<V>>> seniorFirst = new ArrayList<>(known.entrySet());
        seniorFirst.sort(Comparator.comparingLong(entry -> entry.getValue().sinceMillis()));
        seniorFirst.reversed().forEach(entry -> all.add(entry(entry)));
        return all;
    }

    /** All values, in no particular order; a copy. */
    public List<V> values() {
        List<V> all = new ArrayList<>(size());
        newcomers.values().forEach(place -> all.add(place.value));
        known.values().forEach(place -> all.add(place.value));
        return all;
    }

    public int size() {
        return newcomers.size() + known.size();
    }
}

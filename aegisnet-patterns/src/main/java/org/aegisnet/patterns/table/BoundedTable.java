package org.aegisnet.patterns.table;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * A map with a maximum number of entries and of bytes. A key seen once is in the first segment; a key seen again moves to the second one. The
 * first segment is emptied before the second. So a flood of keys that come once, such as forged source addresses, cannot evict keys that come
 * often. The method is segmented least-recently-used (Karedla, Love and Wherry, "Caching strategies to improve disk system performance",
 * Computer 27(3), 1994).
 *
 * <p>Once the table is full, a {@link FrequencySketch} counts how often keys came, also those that were evicted. A key that has come twice before
 * goes to the second segment at once, even if many other keys have evicted its entry each time. For one thread.
 *
 * @param <K> with equals and hashCode
 * @param <V> a value that knows its size
 */
public final class BoundedTable<K, V extends Sized> implements Sized {
    private static final int ENTRY_BYTES = 96;
    private static final int OBJECT_BYTES = 200;

    /** Four fifths of the table is for keys that were seen again. */
    private static final int PARTS = 5;

    private static final int PARTS_SEEN_AGAIN = 4;

    /** A sketch mistakes one key for another now and then, but hardly ever twice. */
    private static final int SEEN_OFTEN = 2;

    /** About what a small value takes; tells how many keys there can be if bytes are scarce. */
    private static final int SMALL_ENTRY_BYTES = 1024;

    private final int mostEntries;
    private final long mostBytes;
    private final LinkedHashMap<K, V> seenOnce = new LinkedHashMap<>();
    private final LinkedHashMap<K, V> seenAgain = new LinkedHashMap<>();
    private Optional<FrequencySketch> frequencies = Optional.empty();
    private long bytesOfFrequencies;
    private long bytesOnce;
    private long bytesAgain;

    /**
     * Empty.
     *
     * @param mostEntries 1 or more
     * @param mostBytes of all values together; one value may be larger
     */
    public BoundedTable(final int mostEntries, final long mostBytes) {
        this.mostEntries = mostEntries;
        this.mostBytes = mostBytes;
    }

    /**
     * Changes the value of a key, which is made first if it is missing; then evicts entries beyond the limits.
     *
     * @return the number of entries evicted
     */
    public int update(final K key, final Supplier<V> make, final Consumer<V> change) {
        return update(key, make, value -> true, change);
    }

    /**
     * Changes the value of a key, which is made first if it is missing or not usable; then evicts entries beyond the limits.
     *
     * @param usable true for a present value that can be changed; otherwise a new value replaces it
     * @return the number of entries evicted
     */
    public int update(final K key, final Supplier<V> make, final Predicate<V> usable, final Consumer<V> change) {
        final V again = seenAgain.get(key);
        if (again != null) {
            final V value = usable.test(again) ? again : make.get();
            bytesAgain -= again.bytes();
            change.accept(value);
            bytesAgain += value.bytes();
            seenAgain.putLast(key, value);
            return shrink(key);
        }
        final V once = seenOnce.remove(key);
        if (once != null) {
            bytesOnce -= ENTRY_BYTES + once.bytes();
            final V value = usable.test(once) ? once : make.get();
            change.accept(value);
            put(key, value, true);
        } else {
            final V value = make.get();
            change.accept(value);
            put(key, value, frequencies.isPresent() && frequencies.get().add(key) >= SEEN_OFTEN);
        }
        return shrink(key);
    }

    private void put(final K key, final V value, final boolean isSeenAgain) {
        final long bytes = ENTRY_BYTES + value.bytes();
        if (isSeenAgain) {
            seenAgain.put(key, value);
            bytesAgain += bytes;
        } else {
            seenOnce.put(key, value);
            bytesOnce += bytes;
        }
    }

    private int shrink(final K current) {
        while (seenAgain.size() > 1
                && (PARTS * (long) seenAgain.size() > PARTS_SEEN_AGAIN * (long) mostEntries
                        || bytesAgain > mostBytes / PARTS * PARTS_SEEN_AGAIN)) {
            final Map.Entry<K, V> demoted = seenAgain.pollFirstEntry();
            final long bytes = ENTRY_BYTES + demoted.getValue().bytes();
            bytesAgain -= bytes;
            seenOnce.put(demoted.getKey(), demoted.getValue());
            bytesOnce += bytes;
        }
        int evicted = 0;
        while (size() > 1 && (size() > mostEntries || held() > mostBytes)) {
            if (seenOnce.isEmpty() || (seenOnce.size() == 1 && seenOnce.containsKey(current))) {
                bytesAgain -=
                        ENTRY_BYTES + seenAgain.pollFirstEntry().getValue().bytes();
            } else {
                bytesOnce -= ENTRY_BYTES + seenOnce.pollFirstEntry().getValue().bytes();
            }
            evicted++;
        }
        if (evicted > 0 && frequencies.isEmpty()) {
            frequencies = Optional.of(
                    new FrequencySketch((int) Math.min(mostEntries, Math.max(1, mostBytes / SMALL_ENTRY_BYTES))));
            bytesOfFrequencies = frequencies.get().bytes();
        }
        return evicted;
    }

    private long held() {
        return bytesOnce + bytesAgain + bytesOfFrequencies;
    }

    /** The value of a key; looking does not count as seeing. */
    public Optional<V> find(final K key) {
        final V again = seenAgain.get(key);
        return Optional.ofNullable(again == null ? seenOnce.get(key) : again);
    }

    /** Entries held. */
    public int size() {
        return seenOnce.size() + seenAgain.size();
    }

    @Override
    public long bytes() {
        return OBJECT_BYTES + held();
    }

    /** The keys, those last in line for eviction first. */
    public List<K> keysDearestFirst() {
        final List<K> keys = new ArrayList<>(size());
        keys.addAll(seenAgain.reversed().keySet());
        keys.addAll(seenOnce.reversed().keySet());
        return keys;
    }

    /** Tells whether a key has been seen again since it came. */
    public boolean isSeenAgain(final K key) {
        return seenAgain.containsKey(key);
    }

    /** Puts back an entry that was written down, as the one last in line for eviction; in the place of the one that there is. */
    public void restore(final K key, final V value, final boolean wasSeenAgain) {
        remove(key);
        put(key, value, wasSeenAgain);
        shrink(key);
    }

    private void remove(final K key) {
        final V again = seenAgain.remove(key);
        if (again != null) {
            bytesAgain -= ENTRY_BYTES + again.bytes();
        }
        final V once = seenOnce.remove(key);
        if (once != null) {
            bytesOnce -= ENTRY_BYTES + once.bytes();
        }
    }

    /** Forgets all. */
    public void clear() {
        seenOnce.clear();
        seenAgain.clear();
        frequencies = Optional.empty();
        bytesOfFrequencies = 0;
        bytesOnce = 0;
        bytesAgain = 0;
    }

    /**
     * Puts all entries into another table, where they are the last in line for eviction.
     *
     * @param copyOf makes the value for the other table
     */
    public void copyTo(final BoundedTable<K, V> copy, final UnaryOperator<V> copyOf) {
        seenOnce.forEach((key, value) -> copy.restore(key, copyOf.apply(value), false));
        seenAgain.forEach((key, value) -> copy.restore(key, copyOf.apply(value), true));
    }
}

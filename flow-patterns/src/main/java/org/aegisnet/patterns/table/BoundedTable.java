package org.aegisnet.patterns.table;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A map with a largest number of entries and of bytes. What is seen once waits in one segment, what is seen again moves to a second one, and
 * the first is emptied before the second: a flood of keys that come once, such as forged source addresses, cannot drive out those that come
 * often (segmented least-recently-used: Karedla, Love and Wherry, "Caching strategies to improve disk system performance", Computer 27(3),
 * 1994). For one thread.
 *
 * @param <K> with equals and hashCode
 * @param <V> knows its size
 */
public final class BoundedTable<K, V extends Sized> implements Sized {
    private static final int ENTRY_BYTES = 96;
    private static final int OBJECT_BYTES = 200;

    /** Four fifths of the table is for keys that were seen again. */
    private static final int PARTS = 5;

    private static final int PARTS_SEEN_AGAIN = 4;

    private final int mostEntries;
    private final long mostBytes;
    private final LinkedHashMap<K, V> seenOnce = new LinkedHashMap<>();
    private final LinkedHashMap<K, V> seenAgain = new LinkedHashMap<>();
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
     * Changes the value of a key, made first where there is none; then evicts what is too much.
     *
     * @return how many entries were evicted
     */
    public int update(final K key, final Supplier<V> make, final Consumer<V> change) {
        final V again = seenAgain.get(key);
        if (again != null) {
            bytesAgain += changed(again, change);
            seenAgain.putLast(key, again);
        } else {
            final V once = seenOnce.remove(key);
            if (once == null) {
                final V made = make.get();
                change.accept(made);
                seenOnce.put(key, made);
                bytesOnce += ENTRY_BYTES + made.bytes();
            } else {
                bytesOnce -= ENTRY_BYTES + once.bytes();
                change.accept(once);
                seenAgain.put(key, once);
                bytesAgain += ENTRY_BYTES + once.bytes();
            }
        }
        return shrink(key);
    }

    private static <V extends Sized> long changed(final V value, final Consumer<V> change) {
        final long before = value.bytes();
        change.accept(value);
        return value.bytes() - before;
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
        while (size() > 1 && (size() > mostEntries || bytesOnce + bytesAgain > mostBytes)) {
            if (seenOnce.isEmpty() || (seenOnce.size() == 1 && seenOnce.containsKey(current))) {
                bytesAgain -=
                        ENTRY_BYTES + seenAgain.pollFirstEntry().getValue().bytes();
            } else {
                bytesOnce -= ENTRY_BYTES + seenOnce.pollFirstEntry().getValue().bytes();
            }
            evicted++;
        }
        return evicted;
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
        return OBJECT_BYTES + bytesOnce + bytesAgain;
    }

    /** The keys, those last in line for eviction first. */
    public List<K> keysDearestFirst() {
        final List<K> keys = new ArrayList<>(size());
        keys.addAll(seenAgain.reversed().keySet());
        keys.addAll(seenOnce.reversed().keySet());
        return keys;
    }

    /** Whether a key has been seen again since it came. */
    public boolean isSeenAgain(final K key) {
        return seenAgain.containsKey(key);
    }

    /** Puts back an entry that was written down, as the one last in line for eviction. */
    public void restore(final K key, final V value, final boolean wasSeenAgain) {
        (wasSeenAgain ? seenAgain : seenOnce).put(key, value);
        final long bytes = ENTRY_BYTES + value.bytes();
        if (wasSeenAgain) {
            bytesAgain += bytes;
        } else {
            bytesOnce += bytes;
        }
        shrink(key);
    }
}

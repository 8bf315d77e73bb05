package org.aegisnet.patterns;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.aegisnet.patterns.table.BoundedTable;
import org.aegisnet.patterns.table.Dated;

/**
 * State of one time. A table of another time than the present copies an entry of the present one, if that is not of a later time. It changes only
 * the copy, so flows with a wrong clock do not change the present table. For one thread.
 *
 * @param <K> with equals and hashCode
 * @param <V> a value that knows its latest time
 */
final class TimelineTable<K, V extends Dated<V>> {
    private final BoundedTable<K, V> own;
    private final Optional<TimelineTable<K, V>> present;
    private final long span;

    private TimelineTable(final BoundedTable<K, V> own, final Optional<TimelineTable<K, V>> present, final long span) {
        this.own = own;
        this.present = present;
        this.span = span;
    }

    /**
     * Of the present time.
     *
     * @param span maximum distance of two flows of one time, in milliseconds
     */
    static <K, V extends Dated<V>> TimelineTable<K, V> ofThePresent(final BoundedTable<K, V> empty, final long span) {
        return new TimelineTable<>(empty, Optional.empty(), span);
    }

    /** Of another time than this one. */
    TimelineTable<K, V> beside(final BoundedTable<K, V> empty) {
        return new TimelineTable<>(empty, Optional.of(this), span);
    }

    BoundedTable<K, V> table() {
        return own;
    }

    /**
     * Changes what is remembered of a key.
     *
     * @param event when the flow is counted that changes it, milliseconds since 1970
     * @param make supplies the initial state
     * @return the number of entries removed for it
     */
    int update(final K key, final long event, final Supplier<V> make, final Consumer<V> change) {
        if (present.isEmpty()) {
            return own.update(key, make, value -> isNotLaterThan(event, value), change);
        }
        final Optional<V> known = present.get().own.find(key).filter(value -> isNotLaterThan(event, value));
        return own.update(
                key,
                () -> known.map(Dated::copy).orElseGet(make),
                value -> isNotLaterThan(event, value)
                        && (known.isEmpty() || known.get().latest() <= value.latest()),
                change);
    }

    private boolean isNotLaterThan(final long event, final V value) {
        return value.latest() <= event || value.latest() - span <= event;
    }

    /**
     * Returns the state of a key.
     *
     * @param event when the flow was counted that is judged by it, milliseconds since 1970
     */
    Optional<V> find(final K key, final long event) {
        final Optional<V> found = own.find(key);
        return found.isPresent() || present.isEmpty()
                ? found
                : present.get().own.find(key).filter(value -> isNotLaterThan(event, value));
    }

    /** Gives all that is remembered to the present time, and forgets it. */
    void moveToThePresent() {
        present.ifPresent(there -> {
            own.copyTo(there.own, value -> value);
            own.clear();
        });
    }
}

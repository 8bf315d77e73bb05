package org.aegisnet.processors.record;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;

/**
 * A record's values with some added or replaced, without a copy: records are wide, and few values are added to them. The underlying values must
 * not change meanwhile. For one thread.
 */
public final class OverlayMap extends AbstractMap<String, Object> {
    private static final Object ABSENT = new Object();

    private final Map<String, Object> own;
    private final Map<String, Object> added = new LinkedHashMap<>();
    private boolean hidesOwn;

    /** @param own values of the record, by field name; never changed */
    public OverlayMap(final Map<String, Object> own) {
        this.own = own;
    }

    @Override
    public Object get(final Object name) {
        if (!hidesOwn) {
            // Nearly all that writers ask for: one look-up must do.
            final Object value = own.get(name);
            if (value != null) {
                return value;
            }
        }
        final Object value = added.getOrDefault(name, ABSENT);
        return value == ABSENT ? own.get(name) : value;
    }

    @Override
    public boolean containsKey(final Object name) {
        return added.containsKey(name) || own.containsKey(name);
    }

    @Override
    public Object put(final String name, final Object value) {
        final Object before = get(name);
        hidesOwn |= own.containsKey(name);
        added.put(name, value);
        return before;
    }

    /** The record's own values that are not replaced, then the added ones. */
    @Override
    public Set<Map.Entry<String, Object>> entrySet() {
        return new Entries();
    }

    private final class Entries extends AbstractSet<Map.Entry<String, Object>> {
        @Override
        public Iterator<Map.Entry<String, Object>> iterator() {
            return new EntryIterator();
        }

        @Override
        public int size() {
            int size = own.size();
            for (final String name : added.keySet()) {
                size += own.containsKey(name) ? 0 : 1;
            }
            return size;
        }
    }

    private final class EntryIterator implements Iterator<Map.Entry<String, Object>> {
        private final Iterator<Map.Entry<String, Object>> unchanged =
                own.entrySet().iterator();
        private final Iterator<Map.Entry<String, Object>> laidOver =
                added.entrySet().iterator();
        private Map.Entry<String, Object> upcoming;

        private EntryIterator() {
            advance();
        }

        private void advance() {
            while (unchanged.hasNext()) {
                upcoming = unchanged.next();
                if (!added.containsKey(upcoming.getKey())) {
                    return;
                }
            }
            upcoming = laidOver.hasNext() ? laidOver.next() : null;
        }

        @Override
        public boolean hasNext() {
            return upcoming != null;
        }

        @Override
        public Map.Entry<String, Object> next() {
            if (upcoming == null) {
                throw new NoSuchElementException();
            }
            final Map.Entry<String, Object> current = upcoming;
            advance();
            return current;
        }
    }
}

package org.aegisnet.processors.csv;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;

/**
 * Values of a row by the names of its columns. All rows of a table share the names, so that a row is one array. A map of its own takes the place of
 * the array when something else than the value of a column changes. For one thread.
 */
final class ColumnValues extends AbstractMap<String, Object> {
    private final List<String> names;
    private final Map<String, Integer> positions;
    private final Object[] values;
    private Map<String, Object> changed = Map.of();
    private boolean isChanged;

    /**
     * @param names of the columns
     * @param positions of the names
     * @param values one for each name; changed with this map
     */
    ColumnValues(final List<String> names, final Map<String, Integer> positions, final Object[] values) {
        this.names = names;
        this.positions = positions;
        this.values = values;
    }

    private Map<String, Object> change() {
        if (!isChanged) {
            changed = new LinkedHashMap<>(this);
            isChanged = true;
        }
        return changed;
    }

    @Override
    public int size() {
        return isChanged ? changed.size() : values.length;
    }

    @Override
    public boolean containsKey(final Object name) {
        return isChanged ? changed.containsKey(name) : positions.containsKey(name);
    }

    @Override
    public Object get(final Object name) {
        if (isChanged) {
            return changed.get(name);
        }
        final Integer position = positions.get(name);
        return position == null ? null : values[position];
    }

    @Override
    public Object put(final String name, final Object value) {
        final Integer position = isChanged ? null : positions.get(name);
        if (position == null) {
            return change().put(name, value);
        }
        final Object before = values[position];
        values[position] = value;
        return before;
    }

    @Override
    public Object remove(final Object name) {
        return containsKey(name) ? change().remove(name) : null;
    }

    @Override
    public void clear() {
        change().clear();
    }

    @Override
    public Collection<Object> values() {
        return isChanged ? changed.values() : Arrays.asList(values);
    }

    @Override
    public Set<Map.Entry<String, Object>> entrySet() {
        return isChanged ? changed.entrySet() : new Entries();
    }

    private final class Entries extends AbstractSet<Map.Entry<String, Object>> {
        @Override
        public int size() {
            return values.length;
        }

        @Override
        public Iterator<Map.Entry<String, Object>> iterator() {
            return new Iterator<>() {
                private int next;

                @Override
                public boolean hasNext() {
                    return next < values.length;
                }

                @Override
                public Map.Entry<String, Object> next() {
                    if (!hasNext()) {
                        throw new NoSuchElementException();
                    }
                    final int position = next;
                    next++;
                    return new SimpleImmutableEntry<>(names.get(position), values[position]);
                }
            };
        }
    }
}

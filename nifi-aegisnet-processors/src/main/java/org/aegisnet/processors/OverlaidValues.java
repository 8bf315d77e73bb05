package org.aegisnet.processors;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A record's values with some added, or in the place of its own, without a copy: records are wide, and little is added to them. What lies below must
 * not change meanwhile. For one thread.
 */
final class OverlaidValues extends AbstractMap<String, Object> {
    private static final Object ABSENT = new Object();

    private final Map<String, Object> own;
    private final Map<String, Object> added = new LinkedHashMap<>();

    /** @param own values of the record, by field name; never changed */
    OverlaidValues(final Map<String, Object> own) {
        this.own = own;
    }

    @Override
    public Object get(final Object name) {
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
        added.put(name, value);
        return before;
    }

    @Override
    public Set<Map.Entry<String, Object>> entrySet() {
        final Map<String, Object> all = new LinkedHashMap<>(own);
        all.putAll(added);
        return Collections.unmodifiableMap(all).entrySet();
    }
}

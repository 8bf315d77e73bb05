package org.aegisnet.netflow.option;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Sampling rates that options records of one observation domain have told, by scope and by the number within the scope. Bounded: of each scope, the
 * oldest leave first. Not safe for more than one thread.
 */
public final class DomainSampling {
    private final int capacity;
    private final Map<SamplingScope, Map<Long, Long>> rates = new EnumMap<>(SamplingScope.class);

    /**
     * No rates yet.
     *
     * @param capacity rates at most of each scope
     */
    public DomainSampling(final int capacity) {
        this.capacity = capacity;
    }

    /**
     * Notes a rate. Returns whether this is news.
     *
     * @param id number within the scope, such as the sampler's; 0 in a scope that has no numbers
     * @param rate one packet in so many is looked at
     */
    public boolean learn(final SamplingScope scope, final long id, final long rate) {
        final Map<Long, Long> ofScope = rates.computeIfAbsent(scope, fresh -> new LinkedHashMap<>());
        final Long before = ofScope.put(id, rate);
        if (ofScope.size() > capacity) {
            ofScope.remove(ofScope.keySet().iterator().next());
        }
        return before == null || before != rate;
    }

    /** The rate of a number within a scope. */
    public OptionalLong rate(final SamplingScope scope, final long id) {
        final Map<Long, Long> ofScope = rates.get(scope);
        final Long rate = ofScope == null ? null : ofScope.get(id);
        return rate == null ? OptionalLong.empty() : OptionalLong.of(rate);
    }

    /** The rate that all numbers of a scope have; empty if they differ, or no rate is known. */
    public OptionalLong agreed(final SamplingScope scope) {
        return Agreement.of(rates.getOrDefault(scope, Map.of()).values());
    }

    /** Tells whether a rate of the scope is known. */
    public boolean has(final SamplingScope scope) {
        return rates.containsKey(scope);
    }

    /** Tells whether no rate is known. */
    public boolean isEmpty() {
        return rates.isEmpty();
    }

    /** All rates; a copy. */
    public Map<SamplingScope, Map<Long, Long>> all() {
        final Map<SamplingScope, Map<Long, Long>> copy = new EnumMap<>(SamplingScope.class);
        rates.forEach((scope, ofScope) -> copy.put(scope, Map.copyOf(ofScope)));
        return copy;
    }

    /** Returns the number of rates. */
    int size() {
        int size = 0;
        for (final Map<Long, Long> ofScope : rates.values()) {
            size += ofScope.size();
        }
        return size;
    }
}

package org.aegisnet.training.data;

import java.util.HashSet;
import java.util.Set;

/**
 * Filter that keeps the first of the flows with the same measurement and the same label. It runs before any split, because a test flow must not
 * equal a training flow.
 */
public final class Deduplication {
    /** The flows without repetitions, in the same order. */
    public FlowSet apply(final FlowSet flows) {
        final Set<Fingerprint> seen = new HashSet<>();
        return flows.where(flow -> seen.add(flow.fingerprint()));
    }
}

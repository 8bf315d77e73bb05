package org.aegisnet.training.data;

import java.util.HashSet;
import java.util.Set;

/** Keeps the first of flows that are the same measurement with the same label. Before any split: a twin in the test set is no test. */
public final class Deduplication {
    /** The flows without repetitions, in the same order. */
    public FlowSet apply(final FlowSet flows) {
        final Set<Fingerprint> seen = new HashSet<>();
        return flows.where(flow -> seen.add(flow.fingerprint()));
    }
}

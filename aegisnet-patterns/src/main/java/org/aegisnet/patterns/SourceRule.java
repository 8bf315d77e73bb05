package org.aegisnet.patterns;

import java.util.Optional;

/** Rule of one pattern: the state it keeps of a source's flows, and its condition. Immutable; the state is in {@link SourceActivity}. */
interface SourceRule {
    /** Takes a flow into account; not one that is a reply, nor one of a trusted source. */
    void note(Flow flow, SourceActivity source);

    /** Tells whether a flow that has been counted belongs to the pattern, by the current state. */
    Optional<PatternMatch> judge(Flow flow, SourceActivity source);
}

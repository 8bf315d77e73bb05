package org.aegisnet.patterns;

import java.util.Optional;

/** What one pattern remembers of a source's flows, and when it is one. Immutable; the state is in {@link SourceActivity}. */
interface SourceRule {
    /** Takes a flow into account; not one that is a reply, nor one of a trusted source. */
    void note(Flow flow, SourceActivity source);

    /** Whether a flow that has been taken into account belongs to the pattern, as far as is known by now. */
    Optional<PatternMatch> judge(Flow flow, SourceActivity source);
}

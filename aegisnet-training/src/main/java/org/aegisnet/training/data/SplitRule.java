package org.aegisnet.training.data;

/** A way to part flows. The same flows are parted in the same way every time. */
@FunctionalInterface
public interface SplitRule {
    /** Parts flows; both parts keep their order. */
    Split split(FlowSet flows);
}

package org.aegisnet.netflow.option;

/**
 * Names that a flow gives for the rate it was sampled at. Immutable.
 *
 * @param selector selectorId (302), or {@link #UNNAMED}
 * @param sampler samplerId (48), or {@link #UNNAMED}
 * @param interfaceIndex the interface that the flow was seen at, or {@link #UNNAMED}
 * @param template id of the flow's template
 */
public record SamplingQuery(long selector, long sampler, long interfaceIndex, int template) {
    /** Value of a name that the flow does not give. */
    public static final long UNNAMED = -1;

    boolean namesSampler() {
        return selector != UNNAMED || sampler != UNNAMED;
    }
}

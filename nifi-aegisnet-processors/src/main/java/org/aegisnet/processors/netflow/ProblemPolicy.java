package org.aegisnet.processors.netflow;

import org.apache.nifi.components.DescribedValue;

/** Handling of a FlowFile that holds something that cannot be decoded. */
enum ProblemPolicy implements DescribedValue {
    FAIL(
            "Fail",
            "The FlowFile cannot be read; the processor says why and sends it to its failure. Nothing is lost, and data whose template was not yet"
                    + " known can be tried again"),
    SKIP(
            "Skip",
            "Data that cannot be decoded is left out, and a bulletin gives its amount and the FlowFile; the "
                    + "other flows are read");

    private final String displayName;
    private final String description;

    ProblemPolicy(final String displayName, final String description) {
        this.displayName = displayName;
        this.description = description;
    }

    @Override
    public String getValue() {
        return displayName;
    }

    @Override
    public String getDisplayName() {
        return displayName;
    }

    @Override
    public String getDescription() {
        return description;
    }
}

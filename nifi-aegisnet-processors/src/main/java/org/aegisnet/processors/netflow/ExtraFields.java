package org.aegisnet.processors.netflow;

import org.apache.nifi.components.DescribedValue;

/** Handling of the elements that no field of the flow record holds. */
enum ExtraFields implements DescribedValue {
    LEAVE_OUT("Leave Out", "Only the fields of the flow record"),
    KEEP("Keep", "All other elements by their IANA or vendor names, as texts in the field extras; costs speed");

    private final String displayName;
    private final String description;

    ExtraFields(final String displayName, final String description) {
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

package org.aegisnet.processors.pairing;

import org.apache.nifi.components.DescribedValue;

/** Handling of flows that an exporter reports twice. */
public enum DoubleReports implements DescribedValue {
    KEEP("Keep", "Every report counts: right for all exporters that report a flow once"),
    DEDUPLICATE(
            "Deduplicate",
            "Removes one of two reports of the same half and time, one on its way in (direction 0) and one on "
                    + "its way out (direction 1). The first to come counts");

    private final String displayName;
    private final String description;

    DoubleReports(final String displayName, final String description) {
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

package org.aegisnet.processors.scoring;

import org.apache.nifi.components.DescribedValue;

/** The source of the threshold. */
public enum ThresholdStrategy implements DescribedValue {
    MODEL_DEFAULT("Model Default", "The threshold that the model carries as its own"),
    FALSE_POSITIVE_BUDGET(
            "False Positive Budget",
            "The threshold from the model's table that keeps false alarms within a share of benign flows, as measured on flows held out from"
                    + " training"),
    FIXED("Fixed", "The number given in the Threshold property");

    private final String displayName;
    private final String description;

    ThresholdStrategy(final String displayName, final String description) {
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

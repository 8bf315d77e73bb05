package org.aegisnet.processors.netflow;

import org.aegisnet.netflow.plan.OutCounters;
import org.apache.nifi.components.DescribedValue;

/** Meaning of OUT_BYTES and OUT_PKTS (23, 24) in the exporters' records, in a user's words. */
enum OutCounterMeaning implements DescribedValue {
    AUTOMATIC(
            "Automatic",
            "By the values that each exporter sends. They count the way back if they cannot be the packets of "
                    + "the IN counters, else the flow as it leaves the router",
            OutCounters.AUTOMATIC),
    REVERSE("Way Back", "Bytes and packets from destination to source", OutCounters.REVERSE),
    SAME_DIRECTION(
            "Same Direction",
            "Bytes and packets from source to destination, as they leave the router",
            OutCounters.SAME_DIRECTION);

    private final String displayName;
    private final String description;
    private final OutCounters meaning;

    OutCounterMeaning(final String displayName, final String description, final OutCounters meaning) {
        this.displayName = displayName;
        this.description = description;
        this.meaning = meaning;
    }

    OutCounters meaning() {
        return meaning;
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

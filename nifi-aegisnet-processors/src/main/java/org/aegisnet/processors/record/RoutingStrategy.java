package org.aegisnet.processors.record;

import org.apache.nifi.components.DescribedValue;

/** The choice of relationships for scored records. */
public enum RoutingStrategy implements DescribedValue {
    ROUTE_SUSPICIOUS("Route Suspicious", "Suspicious records go to suspicious, all other scored records to normal"),
    ANNOTATE_ONLY(
            "Annotate Only",
            "All scored records go to success together, in their order; the added fields tell which are suspicious"),
    ANNOTATE_ALL(
            "Annotate All",
            "All records go to success together, in their order, also those without a score; the field unscored_reason says why they have none. One"
                    + " FlowFile comes out for each that goes in");

    private final String displayName;
    private final String description;

    RoutingStrategy(final String displayName, final String description) {
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

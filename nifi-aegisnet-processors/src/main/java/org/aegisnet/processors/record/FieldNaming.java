package org.aegisnet.processors.record;

import org.apache.nifi.components.DescribedValue;

/** The names of the added fields. */
public enum FieldNaming implements DescribedValue {
    PLAIN("Plain", "Flat fields with names of our own"),
    ECS(
            "ECS",
            "The fields of the Elastic Common Schema, so that an alert needs no other mapping in Elastic or "
                    + "OpenSearch. They are @timestamp, and the records ecs, event, rule, threat, network (with "
                    + "community_id), source, destination and, for AegisNet's own fields, aegisnet. For writers that can "
                    + "nest records, such as JSON");

    private final String displayName;
    private final String description;

    FieldNaming(final String displayName, final String description) {
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

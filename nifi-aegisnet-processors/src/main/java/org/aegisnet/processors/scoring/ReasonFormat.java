package org.aegisnet.processors.scoring;

import org.apache.nifi.components.DescribedValue;

/** The form of the added reasons field. */
public enum ReasonFormat implements DescribedValue {
    TEXT("Text", "One text, strongest reason first, reasons separated by a semicolon"),
    RECORDS("Records", "A list of records with the fields feature, share, seen, expected and text");

    private final String displayName;
    private final String description;

    ReasonFormat(final String displayName, final String description) {
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

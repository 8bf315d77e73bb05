package org.aegisnet.processors.alert;

import java.nio.charset.StandardCharsets;
import org.apache.nifi.components.DescribedValue;

/** The forms in which an alert goes out. */
enum AlertFormat implements DescribedValue {
    PLAIN("Plain JSON", "The alert's fields under their own names, one JSON object a line", "application/json", "json"),
    ECS(
            "ECS JSON",
            "The fields of the Elastic Common Schema 8.11, one JSON object a line; values without a field in ECS "
                    + "are below aegisnet.alert",
            "application/json",
            "json"),
    CEF("CEF", "The Common Event Format, version 0, one line for an alert", "text/plain", "cef"),
    TEXT("Text", "Some lines for a person, as in a mail", "text/plain", "txt");

    private final String displayName;
    private final String description;
    private final String mimeType;
    private final String extension;

    AlertFormat(final String displayName, final String description, final String mimeType, final String extension) {
        this.displayName = displayName;
        this.description = description;
        this.mimeType = mimeType;
        this.extension = extension;
    }

    String mimeType() {
        return mimeType;
    }

    /** Of the names of files with alerts of this form, without a dot. */
    String extension() {
        return extension;
    }

    /** The alert, without a line end; only {@link #TEXT} has line ends inside. */
    String write(final FlowAlert alert) {
        return switch (this) {
            case PLAIN -> AlertJson.plain(alert);
            case ECS -> AlertJson.ecs(alert);
            case CEF -> new CefMessage(alert).text();
            case TEXT -> AlertText.of(alert);
        };
    }

    byte[] line(final FlowAlert alert) {
        return (write(alert) + "\n").getBytes(StandardCharsets.UTF_8);
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

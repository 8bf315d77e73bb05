package org.aegisnet.processors.pairing;

import java.util.ArrayList;
import java.util.List;
import org.aegisnet.processors.netflow.ExporterSettings;
import org.aegisnet.processors.netflow.FlowFields;

/** Names of the fields that must be the same on both halves, for all exporters and for single ones. The exporter, if named, is first. Immutable. */
final class SeparatingFields {
    private final List<String> ofAll;
    private final ExporterSettings settings;

    SeparatingFields(final List<String> ofAll, final ExporterSettings settings) {
        this.ofAll = exporterFirst(ofAll);
        this.settings = settings;
    }

    private static List<String> exporterFirst(final List<String> names) {
        final List<String> ordered = new ArrayList<>(names);
        if (ordered.remove(FlowFields.EXPORTER)) {
            ordered.addFirst(FlowFields.EXPORTER);
        }
        return List.copyOf(ordered);
    }

    /** The names for the flows of an exporter. */
    List<String> of(final String exporter) {
        return settings.separatingFields(exporter)
                .map(SeparatingFields::exporterFirst)
                .orElse(ofAll);
    }
}

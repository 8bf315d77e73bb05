package org.aegisnet.system;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.aegisnet.runtime.FlowDraft;
import org.aegisnet.runtime.ImportedFlow;

/**
 * The end of a flow: records as JSON lines in a folder, the content of each FlowFile in a file of its own.
 *
 * @param folder where the files are written
 */
record JsonLinesFolder(Path folder) {
    /** Adds the Record Writer; returns its identifier. */
    static String addWriter(final FlowDraft draft) {
        return draft.addService(
                "JSON lines",
                "org.apache.nifi.json.JsonRecordSetWriter",
                Map.of("output-grouping", "output-oneline", "suppress-nulls", "always-suppress"));
    }

    /** Adds the processors that write the files, behind some relationships of a processor. */
    void addBehind(final FlowDraft draft, final String source, final List<String> relationships) {
        draft.addProcessor(
                naming(source),
                "org.apache.nifi.processors.attributes.UpdateAttribute",
                Map.of("filename", "${uuid}"),
                List.of(),
                1);
        draft.addProcessor(
                writing(source),
                "org.apache.nifi.processors.standard.PutFile",
                Map.of("Directory", folder.toString(), "Conflict Resolution Strategy", "fail"),
                List.of("success", "failure"),
                1);
        draft.connect(source, relationships, naming(source));
        draft.connect(naming(source), List.of("success"), writing(source));
    }

    /** Starts what {@link #addBehind} has added behind a processor. */
    static void startBehind(final ImportedFlow flow, final String source) {
        flow.startProcessor(naming(source));
        flow.startProcessor(writing(source));
    }

    private static String naming(final String source) {
        return "Name what comes from: " + source;
    }

    private static String writing(final String source) {
        return "Write what comes from: " + source;
    }
}

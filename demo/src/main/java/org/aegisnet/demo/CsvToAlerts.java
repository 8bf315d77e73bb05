package org.aegisnet.demo;

import java.nio.file.Path;
import java.time.Duration;
import org.aegisnet.runtime.ImportedFlow;
import org.aegisnet.runtime.NiFiClient;
import org.aegisnet.runtime.Waiting;

/** The template csv-to-alerts, imported and at work between its folders. */
public final class CsvToAlerts {
    private final ImportedFlow flow;
    private final FlowFolders folders;

    private CsvToAlerts(final ImportedFlow flow, final FlowFolders folders) {
        this.flow = flow;
        this.folders = folders;
    }

    /** Imports the template, points it at the folders and starts it. */
    public static CsvToAlerts start(final NiFiClient client, final Path template, final FlowFolders folders) {
        final ImportedFlow flow = client.importFlow("csv-to-alerts", template);
        flow.setParameters(folders.parameters());
        flow.start();
        return new CsvToAlerts(flow, folders);
    }

    public ImportedFlow flow() {
        return flow;
    }

    public FlowFolders folders() {
        return folders;
    }

    /** Waits until all that was fed has gone through. */
    public void awaitDone(final Duration limit) {
        final Quiet quiet = new Quiet();
        Waiting.until(
                limit,
                () -> quiet.lasts(folders.inputIsEmpty() && flow.isIdle()),
                () -> "still in the queues: " + waiting());
    }

    private String waiting() {
        return flow.queues().stream()
                .filter(queue -> queue.flowFiles() > 0)
                .toList()
                .toString();
    }
}

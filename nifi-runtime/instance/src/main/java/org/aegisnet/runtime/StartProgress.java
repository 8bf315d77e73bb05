package org.aegisnet.runtime;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** The progress of a starting NiFi. It reports each landmark in the log once, in a few words. */
final class StartProgress {
    private final Map<String, String> landmarks = new LinkedHashMap<>();
    private final Consumer<String> listener;

    StartProgress(final Consumer<String> listener) {
        this.listener = listener;
        landmarks.put("NarUnpacker Expanding", "unpacking the archives");
        landmarks.put("JettyServer Loading Docs", "loading the components");
        landmarks.put("Initializing Spring root WebApplicationContext", "starting the web application");
        landmarks.put("FlowController Creating Provenance Repository", "opening the repositories");
        landmarks.put("VersionedFlowSynchronizer Synchronizing FlowController", "loading the flow");
        landmarks.put("JettyServer Started Server on", "opening the port");
    }

    void accept(final String line) {
        landmarks.keySet().stream()
                .filter(line::contains)
                .findFirst()
                .map(landmarks::remove)
                .ifPresent(listener);
    }
}

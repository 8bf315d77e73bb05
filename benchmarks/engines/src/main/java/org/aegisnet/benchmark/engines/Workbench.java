package org.aegisnet.benchmark.engines;

import java.nio.file.Path;

/** Locations of the benchmarks' files; system properties pass them to JMH's processes. */
final class Workbench {
    static final String FOREST_FOLDER = "aegisnet.benchmark.forests";
    static final String SAMPLE = "aegisnet.benchmark.sample";

    private Workbench() {}

    /** The folder of {@link PreparedForest}. */
    static Path forests() {
        return told(FOREST_FOLDER);
    }

    /** The CSV of the demo. */
    static Path sample() {
        return told(SAMPLE);
    }

    private static Path told(final String property) {
        final String path = System.getProperty(property);
        if (path == null) {
            throw new IllegalStateException("Run bin/bench engines: it sets -D" + property);
        }
        return Path.of(path);
    }
}

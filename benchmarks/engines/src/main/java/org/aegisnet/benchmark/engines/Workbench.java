package org.aegisnet.benchmark.engines;

import java.nio.file.Path;

/** Where the benchmarks' files are; told to JMH's processes by a system property. */
final class Workbench {
    static final String PROPERTY = "aegisnet.benchmark.folder";

    private Workbench() {}

    static Path folder() {
        final String folder = System.getProperty(PROPERTY);
        if (folder == null) {
            throw new IllegalStateException("Run bin/bench engines: it sets -D" + PROPERTY);
        }
        return Path.of(folder);
    }
}

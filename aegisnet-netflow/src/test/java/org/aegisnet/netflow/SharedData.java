package org.aegisnet.netflow;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** The captures that may not be shipped: beside the checkout, or the tests that need them are skipped. */
public final class SharedData {
    private SharedData() {}

    /** The directory of NetFlow captures; skips the test if it is absent. */
    public static Path netFlow() {
        Path directory = Path.of("").toAbsolutePath();
        while (directory != null) {
            Path data = directory.resolve("shared/data/netflow");
            if (Files.isDirectory(data)) {
                return data;
            }
            directory = directory.getParent();
        }
        Assumptions.abort("Skipped: the captures of shared/data/netflow are not beside this checkout.");
        throw new IllegalStateException("unreachable");
    }
}

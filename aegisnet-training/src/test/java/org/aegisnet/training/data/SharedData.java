package org.aegisnet.training.data;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** The real data beside the repository, which may not be shipped: a test that needs a file of it is skipped if it is absent. */
public final class SharedData {
    private final Path folder = Path.of(System.getProperty("aegisnet.shared", "../shared"), "data");

    /** A file under {@code shared/data}; skips the test if the file does not exist. */
    public Path file(final String path) {
        final Path file = folder.resolve(path);
        Assumptions.assumeTrue(
                Files.exists(file), () -> "Skipped: needs %s, which is not part of the repository".formatted(path));
        return file;
    }
}

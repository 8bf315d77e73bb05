package org.aegisnet.processors;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Real records of other tools, in the folder {@code shared} beside the checkout; they may not be committed. */
public final class SharedData {
    private SharedData() {}

    /** A file or folder; skips the test if it does not exist. */
    public static Path find(final String path) {
        final Optional<Path> found = Stream.iterate(
                        Path.of("").toAbsolutePath(), folder -> folder != null, Path::getParent)
                .map(folder -> folder.resolve("shared/data").resolve(path))
                .filter(Files::exists)
                .findFirst();
        Assumptions.assumeTrue(
                found.isPresent(), () -> "Skipped: needs %s, which is not part of the repository".formatted(path));
        return found.orElseThrow();
    }
}

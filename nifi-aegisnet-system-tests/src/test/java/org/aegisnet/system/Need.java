package org.aegisnet.system;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A program of the machine that some tests need. If it is absent they do not run, and {@code bin/test} says so in its last lines. */
enum Need {
    CHROMIUM("Chromium with its driver is not installed; Debian: apt-get install chromium chromium-driver") {
        @Override
        boolean isMet() {
            return browser().isPresent() && browserDriver().isPresent();
        }
    },
    POSTGRESQL("The PostgreSQL server is not installed; Debian: apt-get install postgresql") {
        @Override
        boolean isMet() {
            return postgresPrograms().isPresent();
        }
    };

    private static final List<String> BROWSERS = List.of("chromium", "google-chrome", "chromium-browser");
    private static final Path POSTGRES_VERSIONS = Path.of("/usr/lib/postgresql");

    private final String remedy;

    Need(final String remedy) {
        this.remedy = remedy;
    }

    abstract boolean isMet();

    /** The name of the absent program and the way to install it. */
    String remedy() {
        return remedy;
    }

    static Optional<Path> browser() {
        return BROWSERS.stream().flatMap(name -> Program.find(name).stream()).findFirst();
    }

    static Optional<Path> browserDriver() {
        return Program.find("chromedriver");
    }

    /**
     * The folder of the server's programs, of the newest version. It is Debian's folder, which is not on the path by default, or one on the path.
     */
    static Optional<Path> postgresPrograms() {
        return Stream.concat(
                        versionFolders().map(version -> version.resolve("bin")),
                        Program.find("initdb").map(Path::getParent).stream())
                .filter(folder -> Files.isExecutable(folder.resolve("initdb")))
                .findFirst();
    }

    private static Stream<Path> versionFolders() {
        final String[] versions = POSTGRES_VERSIONS.toFile().list();
        return Stream.of(versions == null ? new String[0] : versions)
                .filter(version -> version.matches("[0-9]+"))
                .map(Integer::valueOf)
                .sorted(Comparator.reverseOrder())
                .map(version -> POSTGRES_VERSIONS.resolve(version.toString()));
    }
}

package org.aegisnet.processors.history;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * The file that holds an embedded database. H2 takes settings behind a semicolon in a database's name, so that no path with one is accepted.
 *
 * @param path absolute; its name ends with .mv.db
 */
record DatabaseFile(Path path) {
    /** H2 adds it to the name of each database. */
    private static final String SUFFIX = ".mv.db";

    /**
     * Reads the text of a property.
     *
     * @param text a path; a relative one starts at the folder that NiFi runs in
     * @throws IllegalArgumentException when it cannot be the path of a database file; the message says why
     */
    static DatabaseFile of(final String text) {
        if (text.chars().anyMatch(letter -> letter == ';' || Character.isISOControl(letter))) {
            throw new IllegalArgumentException(
                    "The path of a database file has no semicolon and no control character: choose another path");
        }
        if (!text.endsWith(SUFFIX) || text.equals(SUFFIX) || text.endsWith("/" + SUFFIX)) {
            throw new IllegalArgumentException(
                    "%s has another ending: the name of the database file is one that ends with %s, such as history%s"
                            .formatted(text, SUFFIX, SUFFIX));
        }
        try {
            return new DatabaseFile(Path.of(text).toAbsolutePath().normalize());
        } catch (final InvalidPathException e) {
            throw new IllegalArgumentException(
                    "%s is not the path of a file on this machine: %s".formatted(text, e.getReason()), e);
        }
    }

    /** The same file by the one path that all links to its folder lead to; makes the folder if it is missing. */
    DatabaseFile inExistingFolder() throws IOException {
        Files.createDirectories(path.getParent());
        final Path real = Files.exists(path)
                ? path.toRealPath()
                : path.getParent().toRealPath().resolve(path.getFileName());
        // A link may lead to a file of any name; H2 finds only one with its ending.
        return real.toString().endsWith(SUFFIX) ? new DatabaseFile(real) : this;
    }

    /** The name by which H2 knows the database. */
    String databaseName() {
        final String whole = path.toString();
        return whole.substring(0, whole.length() - SUFFIX.length());
    }

    @Override
    public String toString() {
        return path.toString();
    }
}

package org.aegisnet.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The folders that the templates take from and write to.
 *
 * @param root the folder that holds them all
 */
public record FlowFolders(Path root) {
    public FlowFolders {
        root = root.toAbsolutePath().normalize();
    }

    /** Makes the input folder, which the template wants to exist, and empties whatever folders there are from before. */
    public static FlowFolders createEmpty(final Path root) {
        final FlowFolders folders = new FlowFolders(root);
        try {
            Files.createDirectories(folders.input());
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        folders.empty();
        return folders;
    }

    /** Deletes the files in all of the folders. */
    public void empty() {
        for (final Path folder : List.of(input(), alerts(), clean(), unscored(), failed(), options())) {
            for (final Path file : filesIn(folder)) {
                try {
                    Files.delete(file);
                } catch (final IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    public Path input() {
        return root.resolve("input");
    }

    public Path alerts() {
        return root.resolve("alerts");
    }

    public Path clean() {
        return root.resolve("clean");
    }

    public Path unscored() {
        return root.resolve("unscored");
    }

    public Path failed() {
        return root.resolve("failed");
    }

    public Path options() {
        return root.resolve("options");
    }

    /** The parameters of the template csv-to-alerts that name these folders. */
    public Map<String, String> parameters() {
        final Map<String, String> parameters = alertParameters();
        parameters.put("Input Folder", input().toString());
        return parameters;
    }

    /** The parameters of the template netflow-to-alerts that name these folders. */
    Map<String, String> netFlowParameters() {
        final Map<String, String> parameters = alertParameters();
        parameters.put("Options Folder", options().toString());
        return parameters;
    }

    private Map<String, String> alertParameters() {
        final Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("Alert Folder", alerts().toString());
        parameters.put("Clean Folder", clean().toString());
        parameters.put("Unscored Folder", unscored().toString());
        parameters.put("Failed Folder", failed().toString());
        return parameters;
    }

    /** Puts a copy of a file into the input folder, whole at once. */
    public void feed(final Path file) {
        final Path target = input().resolve(file.getFileName().toString());
        // A hidden name first: the template leaves hidden files alone.
        final Path hidden = input().resolve("." + file.getFileName());
        try {
            Files.copy(file, hidden, StandardCopyOption.REPLACE_EXISTING);
            Files.move(hidden, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Tells whether the template has read all input files. */
    public boolean inputIsEmpty() {
        return filesIn(input()).isEmpty();
    }

    /** The files in one of the folders, by name; none if the folder has not been made yet. */
    public static List<Path> filesIn(final Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

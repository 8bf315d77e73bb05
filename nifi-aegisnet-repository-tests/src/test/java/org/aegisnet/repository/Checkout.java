package org.aegisnet.repository;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Files of the checkout that people have written. */
final class Checkout {
    private final Path root = Path.of(System.getProperty("aegisnet.checkout", ".."))
            .toAbsolutePath()
            .normalize();

    Path root() {
        return root;
    }

    /** Documents, code, flow definitions, scripts and build files, but not the table of old names. */
    List<Path> texts() {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .filter(this::isText)
                    .sorted()
                    .toList();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isText(final Path file) {
        final String path = root.relativize(file).toString().replace('\\', '/');
        return !path.contains("target/")
                && !path.startsWith(".git/")
                && !path.endsWith("old-names.tsv")
                && (path.startsWith("bin/")
                        || path.matches(".*\\.(java|md|json|yaml|xml|html|sh|Processor|ControllerService)"));
    }

    List<Prose> prose() {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .filter(this::isSource)
                    .sorted()
                    .flatMap(file -> proseIn(file).stream())
                    .toList();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isSource(final Path file) {
        final String path = root.relativize(file).toString().replace('\\', '/');
        return !path.contains("target/")
                && !path.startsWith(".git/")
                && (!path.contains("/resources/") || path.contains("/resources/docs/"))
                && (path.endsWith(".java") || path.endsWith(".md"));
    }

    private List<Prose> proseIn(final Path file) {
        final String path = root.relativize(file).toString().replace('\\', '/');
        try {
            final String content = Files.readString(file);
            return path.endsWith(".md") ? MarkdownProse.in(path, content) : JavaProse.in(path, content);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

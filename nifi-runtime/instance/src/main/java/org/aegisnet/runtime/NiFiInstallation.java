package org.aegisnet.runtime;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A folder in which one NiFi lives: its configuration, repositories, logs and unpacked archives. The jars and NARs of
 * NiFi itself stay in the library that several installations share.
 *
 * @param library the folder with the jars and NARs of NiFi
 * @param folder the installation's own folder
 * @param ports the ports it is configured for
 */
public record NiFiInstallation(Path library, Path folder, LoopbackPorts ports) {
    private static final String NARS_FOLDER = "extensions";
    private static final List<String> CONFIGURATION = List.of("nifi.properties", "state-management.xml", "logback.xml");

    public NiFiInstallation {
        library = library.toAbsolutePath().normalize();
        folder = folder.toAbsolutePath().normalize();
    }

    /**
     * Lays a new installation out, in place of whatever the folder held before.
     *
     * @param library the folder with the jars and NARs of NiFi
     * @param folder what to lay out; its content is deleted first
     * @param narFolders further folders of NARs to be loaded at start
     * @param ports the ports to configure
     */
    public static NiFiInstallation layOut(
            final Path library, final Path folder, final List<Path> narFolders, final LoopbackPorts ports) {
        final NiFiInstallation installation = new NiFiInstallation(library, folder, ports);
        try {
            installation.write(narFolders);
        } catch (final IOException e) {
            throw new NiFiException("Could not lay NiFi out in " + installation.folder + ": " + e.getMessage(), e);
        }
        return installation;
    }

    /** The address of the canvas. */
    public URI canvas() {
        return URI.create("http://" + LoopbackPorts.HOST + ":" + ports.web() + "/nifi/");
    }

    /** The address of the REST interface. */
    public URI restInterface() {
        return URI.create("http://" + LoopbackPorts.HOST + ":" + ports.web() + "/nifi-api");
    }

    /** The log that NiFi and its processors write. */
    public Path applicationLog() {
        return folder.resolve("logs").resolve("nifi-app.log");
    }

    /** The output of NiFi's process, mostly messages of a JVM that could not start. */
    public Path consoleLog() {
        return folder.resolve("logs").resolve("console.log");
    }

    /** A NAR copied into this folder is loaded while NiFi runs. */
    public Path autoloadFolder() {
        return folder.resolve(NARS_FOLDER);
    }

    Path processIdFile() {
        return folder.resolve("nifi.pid");
    }

    Path propertiesFile() {
        return folder.resolve("conf").resolve("nifi.properties");
    }

    public Path temporaryFolder() {
        return folder.resolve("work").resolve("tmp");
    }

    String classPath() {
        final String jars =
                filesIn(library, ".jar").stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        return folder.resolve("conf") + File.pathSeparator + jars;
    }

    private void write(final List<Path> narFolders) throws IOException {
        if (filesIn(library, ".nar").isEmpty()) {
            throw new NiFiException(
                    "NiFi is missing in " + library + ": build nifi-runtime/layout first (bin/test and bin/demo do)");
        }
        deleteFolder();
        for (final String name : List.of("conf", "logs", NARS_FOLDER, "work/tmp")) {
            Files.createDirectories(folder.resolve(name));
        }
        for (final String name : CONFIGURATION) {
            try (InputStream resource = NiFiInstallation.class.getResourceAsStream("conf/" + name)) {
                Files.copy(resource, folder.resolve("conf").resolve(name));
            }
        }
        Files.write(propertiesFile(), ownProperties(narFolders), StandardOpenOption.APPEND);
    }

    private List<String> ownProperties(final List<Path> narFolders) {
        final List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add("nifi.web.http.port=" + ports.web());
        lines.add("nifi.nar.library.directory=" + library);
        for (int index = 0; index < narFolders.size(); index++) {
            lines.add("nifi.nar.library.directory.extra" + index + "="
                    + narFolders.get(index).toAbsolutePath().normalize());
        }
        return lines;
    }

    private void deleteFolder() throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        if (!Files.exists(propertiesFile()) && !isEmpty()) {
            throw new NiFiException(folder + " holds other files than a NiFi installation: choose another folder");
        }
        final List<Path> deepestFirst;
        try (Stream<Path> paths = Files.walk(folder)) {
            deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
        }
        for (final Path path : deepestFirst) {
            Files.delete(path);
        }
    }

    private boolean isEmpty() throws IOException {
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.findAny().isEmpty();
        }
    }

    private static List<Path> filesIn(final Path folder, final String ending) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.filter(path -> path.getFileName().toString().endsWith(ending))
                    .sorted()
                    .toList();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

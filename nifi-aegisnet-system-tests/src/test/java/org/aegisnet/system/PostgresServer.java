package org.aegisnet.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.aegisnet.runtime.LoopbackPorts;

/** A PostgreSQL of its own on loopback, from Debian's package, with an empty database. Owns the server and its files. */
final class PostgresServer implements AutoCloseable {
    private static final List<Path> PROGRAM_FOLDERS = List.of(
            Path.of("/usr/lib/postgresql/17/bin"),
            Path.of("/usr/lib/postgresql/16/bin"),
            Path.of("/usr/lib/postgresql/15/bin"),
            Path.of("/usr/bin"));
    private static final String USER = "postgres";

    private final Path programs;
    private final Path folder;
    private final int port;

    private PostgresServer(final Path programs, final Path folder, final int port) {
        this.programs = programs;
        this.folder = folder;
        this.port = port;
    }

    /** Where the machine has the server's programs. */
    static Optional<Path> installed() {
        return PROGRAM_FOLDERS.stream()
                .filter(folder -> Files.isExecutable(folder.resolve("initdb")))
                .findFirst();
    }

    static PostgresServer start(final Path programs) throws IOException {
        final Path parent = Files.createTempDirectory("aegisnet-postgres");
        final PostgresServer server = new PostgresServer(
                programs, parent.resolve("data"), LoopbackPorts.free().web());
        // The server refuses to run as root, and then needs a folder of its own user's.
        Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwxrwxrwx"));
        server.run("initdb", "-D", server.folder.toString(), "-A", "trust", "-U", USER, "--no-sync");
        server.run(
                "pg_ctl",
                "-D",
                server.folder.toString(),
                "-w",
                "-l",
                parent.resolve("log").toString(),
                "-o",
                "-c listen_addresses=127.0.0.1 -p %d -k %s".formatted(server.port, server.folder),
                "start");
        return server;
    }

    String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    String user() {
        return USER;
    }

    private void run(final String program, final String... arguments) throws IOException {
        final List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("runuser", "-u", USER, "--"));
        }
        command.add(programs.resolve(program).toString());
        command.addAll(List.of(arguments));
        final Process process = new ProcessBuilder(command)
                .directory(folder.getParent().toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (!process.waitFor(2, TimeUnit.MINUTES) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IOException(command + " failed");
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", e);
        }
    }

    @Override
    public void close() throws IOException {
        run("pg_ctl", "-D", folder.toString(), "-m", "immediate", "stop");
        final List<Path> deepestFirst;
        try (Stream<Path> paths = Files.walk(folder.getParent())) {
            deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
        }
        for (final Path path : deepestFirst) {
            Files.delete(path);
        }
    }
}

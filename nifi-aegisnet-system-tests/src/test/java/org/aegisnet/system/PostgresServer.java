package org.aegisnet.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.aegisnet.runtime.LoopbackPorts;
import org.aegisnet.runtime.Waiting;

/** A PostgreSQL of its own on loopback, from Debian's package, with an empty database. Owns the server and its files. */
final class PostgresServer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String USER = "postgres";

    private final Path programs;
    private final Path folder;
    private final int port;

    private PostgresServer(final Path programs, final Path folder, final int port) {
        this.programs = programs;
        this.folder = folder;
        this.port = port;
    }

    /** Starts it. Tests that call it say {@link Need#POSTGRESQL}. */
    static PostgresServer start() throws IOException {
        final Path parent = Files.createTempDirectory("aegisnet-postgres");
        final PostgresServer server = new PostgresServer(
                Need.postgresPrograms().orElseThrow(),
                parent.resolve("data"),
                LoopbackPorts.free().web());
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
        final Path output = folder.resolveSibling(program + ".log");
        final Process process = new ProcessBuilder(command)
                .directory(folder.getParent().toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            Waiting.until(
                    PATIENCE,
                    () -> !process.isAlive(),
                    () -> program + " has not ended; so many bytes has it printed: "
                            + output.toFile().length());
        } finally {
            process.destroyForcibly();
        }
        if (process.exitValue() != 0) {
            throw new IOException(command + " failed: " + Files.readString(output));
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

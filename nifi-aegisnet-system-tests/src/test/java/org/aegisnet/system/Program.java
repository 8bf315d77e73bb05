package org.aegisnet.system;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.aegisnet.runtime.Waiting;

/** A program of the operating system that runs as a child of this JVM. The code that starts it must close it. */
final class Program implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final String name;
    private final Path log;
    private final Process process;

    private Program(final String name, final Path log, final Process process) {
        this.name = name;
        this.log = log;
        this.process = process;
    }

    /** Where a program is; administrators' programs are not on everybody's search path. */
    static Optional<Path> find(final String name) {
        return Stream.concat(
                        Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":", -1)),
                        Stream.of("/usr/sbin", "/sbin"))
                .map(folder -> Path.of(folder).resolve(name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Starts a program; what it prints goes to a file named after it. */
    static Program start(final Path folder, final String name, final String... arguments) throws IOException {
        final List<String> command = new ArrayList<>();
        command.add(find(name)
                .orElseThrow(() -> new IOException("%s is not installed".formatted(name)))
                .toString());
        command.addAll(List.of(arguments));
        final Path log = folder.resolve(name + ".log");
        final Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        process.getOutputStream().close();
        return new Program(name, log, process);
    }

    /** Runs a program to its end and returns what it printed. */
    static String run(final Path folder, final String name, final String... arguments) throws IOException {
        try (Program program = start(folder, name, arguments)) {
            program.awaitEnd();
            return program.printed();
        }
    }

    String printed() throws IOException {
        return Files.readString(log, StandardCharsets.UTF_8);
    }

    /** Waits until the program has ended by itself. */
    void awaitEnd() throws IOException {
        awaitNoProcess(name + " has not ended");
        if (process.exitValue() != 0) {
            throw new IOException("%s ended with %d: %s".formatted(name, process.exitValue(), printed()));
        }
    }

    /** Asks the program to end, which makes exporters and collectors finish their work, and waits for it. */
    void end() throws IOException {
        if (!process.isAlive()) {
            throw new IOException("%s has ended before its time: %s".formatted(name, printed()));
        }
        process.destroy();
        awaitNoProcess(name + " does not end");
    }

    /** A program that goes on printing gets on, however slow the machine is. */
    private void awaitNoProcess(final String complaint) {
        Waiting.until(
                PATIENCE,
                () -> !process.isAlive(),
                () -> "%s; it has printed %d bytes into %s"
                        .formatted(complaint, log.toFile().length(), log));
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}

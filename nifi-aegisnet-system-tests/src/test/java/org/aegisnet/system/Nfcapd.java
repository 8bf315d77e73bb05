package org.aegisnet.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.aegisnet.runtime.Waiting;

/** nfdump's collector, as an oracle beside ListenNetFlow. */
final class Nfcapd implements AutoCloseable {
    private static final String STARTED = "Startup nfcapd";

    private final Path folder;
    private final Program program;

    private Nfcapd(final Path folder, final Program program) {
        this.folder = folder;
        this.program = program;
    }

    /** Begins to collect at a port of 127.0.0.1, into a folder that is empty. */
    static Nfcapd start(final Path folder, final int port) throws IOException {
        Files.createDirectories(folder.resolve("flows"));
        final Program program = Program.start(
                folder,
                "nfcapd",
                "-b",
                "127.0.0.1",
                "-p",
                Integer.toString(port),
                "-B",
                "4000000",
                "-t",
                "3600",
                "-w",
                folder.resolve("flows").toString());
        Waiting.until(LiveExportersIT.PATIENCE, () -> hasStarted(program), () -> "nfcapd has not started in " + folder);
        return new Nfcapd(folder, program);
    }

    private static boolean hasStarted(final Program program) {
        try {
            return program.printed().contains(STARTED);
        } catch (final IOException e) {
            return false;
        }
    }

    /** Ends the collector and returns what nfdump counts in its files. */
    FlowSums end() throws IOException, InterruptedException {
        program.end();
        final List<Path> files;
        try (Stream<Path> all = Files.list(folder.resolve("flows"))) {
            files = all.filter(file -> file.getFileName().toString().matches("nfcapd\\.\\d+"))
                    .sorted()
                    .toList();
        }
        FlowSums sums = FlowSums.NONE;
        for (final Path file : files) {
            final String statistics = Program.run(folder, "nfdump", "-r", file.toString(), "-I");
            sums = sums.plus(new FlowSums(
                    number(statistics, "Flows"), number(statistics, "Packets"), number(statistics, "Bytes")));
        }
        return sums;
    }

    private static long number(final String statistics, final String name) throws IOException {
        return Arrays.stream(statistics.split("\n", -1))
                .filter(line -> line.startsWith(name + ":"))
                .mapToLong(
                        line -> Long.parseLong(line.substring(name.length() + 1).strip()))
                .findFirst()
                .orElseThrow(() -> new IOException("nfdump says no %s: %s".formatted(name, statistics)));
    }

    @Override
    public void close() {
        program.close();
    }
}

package org.aegisnet.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NiFiLogTest {
    @TempDir
    private Path folder;

    @Test
    void tellsTheErrorsWithTheirDeepestCausesAndWithoutStackTraces() throws IOException {
        final Path file = Files.writeString(folder.resolve("nifi-app.log"), """
                2026-11-01 01:00:00,001 INFO [main] o.a.n.NiFi Launching
                2026-11-01 01:00:00,002 ERROR [main] o.a.n.Server Failed to start
                java.lang.IllegalStateException: wrapped
                \tat a.b.C.d(C.java:1)
                Caused by: java.lang.RuntimeException: in between
                \tat a.b.C.e(C.java:2)
                Caused by: java.net.BindException: Address already in use
                \tat a.b.C.f(C.java:3)
                2026-11-01 01:00:00,003 ERROR [main] o.a.n.NiFi Gave up
                """);

        assertEquals(
                List.of(
                        "2026-11-01 01:00:00,002 ERROR [main] o.a.n.Server Failed to start",
                        "  Caused by: java.net.BindException: Address already in use",
                        "2026-11-01 01:00:00,003 ERROR [main] o.a.n.NiFi Gave up"),
                new NiFiLog(file).errors(6));
    }

    @Test
    void tellsEveryLineOnceAndWhole() throws IOException {
        final Path file = folder.resolve("nifi-app.log");
        final NiFiLog log = new NiFiLog(file);

        assertEquals(List.of(), log.newLines());
        Files.writeString(file, "one\n");
        assertEquals(List.of("one"), log.newLines());
        Files.writeString(file, "two\nthr", StandardOpenOption.APPEND);
        assertEquals(List.of("two"), log.newLines());
        Files.writeString(file, "ee\n", StandardOpenOption.APPEND);
        assertEquals(List.of("three"), log.newLines());
        assertEquals(List.of(), log.newLines());
    }
}

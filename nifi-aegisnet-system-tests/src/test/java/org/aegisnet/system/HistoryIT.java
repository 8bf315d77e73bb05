package org.aegisnet.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.aegisnet.runtime.Waiting;
import org.junit.jupiter.api.Test;

/** The history outlives NiFi, and forgets what is older than Days Kept. */
class HistoryIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String FIRST = "198.51.100.211";
    private static final String SECOND = "198.51.100.212";
    private static final String THIRD = "198.51.100.213";

    private final SystemUnderTest system = new SystemUnderTest("history");

    @Test
    void rowsSurviveAKillAndOldOnesAreForgotten() throws Exception {
        final Path database = system.folder("history.db");
        Files.createDirectories(database.getParent());
        for (final String suffix : List.of("", "-wal", "-shm")) {
            Files.deleteIfExists(system.folder("history.db" + suffix));
        }
        final String url = "jdbc:sqlite:%s?journal_mode=WAL&synchronous=NORMAL&busy_timeout=10000".formatted(database);
        ScoringApi api = ScoringApi.start("history", Map.of("Database URL", url));
        try {
            post(api, FIRST);
            post(api, SECOND);
            final JsonNode first = api.awaitRows(FIRST, 1).getFirst();
            final JsonNode second = api.awaitRows(SECOND, 1).getFirst();

            api = api.killedAndStartedAgain();
            assertEquals(List.of(first), api.awaitRows(FIRST, 1));
            assertEquals(List.of(second), api.awaitRows(SECOND, 1));
            post(api, THIRD);
            assertTrue(api.awaitRows(THIRD, 1).getFirst().path("id").asLong()
                    > second.path("id").asLong());

            age(url, FIRST, Duration.ofDays(31));
            age(url, SECOND, Duration.ofDays(29));
            awaitForgotten(api, FIRST);
            assertEquals(1, api.awaitRows(SECOND, 1).size());
            assertEquals(1, api.awaitRows(THIRD, 1).size());
        } finally {
            api.close();
        }
    }

    private static void post(final ScoringApi api, final String source) throws IOException {
        assertEquals(
                200,
                api.postJson(
                                "/score",
                                "{\"bytes_in\":1200,\"bytes_out\":5400,\"packets\":18,\"duration\":0.8,\"src_port\":51234,\"dst_port\":443,"
                                        + "\"protocol\":6,\"src_ip\":\"%s\"}".formatted(source))
                        .statusCode());
    }

    private static void awaitForgotten(final ScoringApi api, final String source) {
        Waiting.until(
                PATIENCE,
                () -> {
                    try {
                        return !api.get("/flows?limit=10000").body().contains(source);
                    } catch (final IOException e) {
                        return false;
                    }
                },
                () -> "the row of " + source + " is still there");
    }

    /** As if a flow had been scored longer ago. */
    private void age(final String url, final String source, final Duration age) throws Exception {
        final Path jar = system.checkout().driver("sqlite-jdbc");
        try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()});
                Connection connection = Class.forName("org.sqlite.JDBC", true, loader)
                        .asSubclass(Driver.class)
                        .getDeclaredConstructor()
                        .newInstance()
                        .connect(url, new Properties());
                PreparedStatement update = connection.prepareStatement(
                        "UPDATE aegisnet_flows SET scored_at = scored_at - ? WHERE src_ip = ?")) {
            update.setLong(1, age.toMillis());
            update.setString(2, source);
            assertEquals(1, update.executeUpdate());
        }
    }
}

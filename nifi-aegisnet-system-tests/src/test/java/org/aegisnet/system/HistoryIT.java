package org.aegisnet.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.aegisnet.runtime.Waiting;
import org.h2.jdbc.JdbcConnection;
import org.junit.jupiter.api.Test;

/** The history outlives NiFi and a kill, is shared by two imports of the template, and forgets what is older than Days Kept. */
class HistoryIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int LOAD_SECONDS = 10;
    private static final String FIRST = "198.51.100.211";
    private static final String SECOND = "198.51.100.212";
    private static final String THIRD = "198.51.100.213";
    private static final String FOURTH = "198.51.100.214";

    private final AtomicInteger flows = new AtomicInteger();

    /** The name of the folder and of the file. */
    private static Path newDatabase(final SystemUnderTest system) throws IOException {
        final Path database = system.folder("history.mv.db");
        Files.deleteIfExists(database);
        return database;
    }

    @Test
    void rowsSurviveAKillOldOnesAreForgottenAndALostFileIsTold() throws Exception {
        final Path database = newDatabase(new SystemUnderTest("history"));
        ScoringApi api = ScoringApi.start("history", Map.of("Database File", database.toString()));
        try {
            post(api, FIRST);
            post(api, SECOND);
            final JsonNode second = api.awaitRows(SECOND, 1).getFirst();
            api.awaitRows(FIRST, 1);

            api = api.killedAndStartedAgain(() -> {
                age(database, FIRST, Duration.ofDays(31));
                age(database, SECOND, Duration.ofDays(29));
                return true;
            });
            awaitForgotten(api, FIRST);
            final List<JsonNode> kept = api.awaitRows(SECOND, 1);
            assertEquals(
                    List.of(second.path("id")),
                    kept.stream().map(row -> row.path("id")).toList());
            post(api, THIRD);
            assertTrue(api.awaitRows(THIRD, 1).getFirst().path("id").asLong()
                    > second.path("id").asLong());

            Files.delete(database);
            post(api, FOURTH);
            awaitHistory(api);
            assertEquals(1, api.awaitRows(FOURTH, 1).size());
            awaitForgotten(api, THIRD);
            assertTrue(
                    api.nifi().client().bulletins().stream()
                            .anyMatch(bulletin -> bulletin.source().equals("History database")
                                    && bulletin.message().contains("was deleted while it was open")),
                    () -> "no bulletin tells of the lost file");
        } finally {
            api.close();
        }
    }

    @Test
    void twoImportsShareTheFileAndAKillUnderLoadLosesNothing() throws Exception {
        final Path database = newDatabase(new SystemUnderTest("history-twice"));
        ScoringApi api = ScoringApi.start("history-twice", Map.of("Database File", database.toString()));
        try {
            final ScoringApi other = api.importedOnceMore();
            final Set<String> sent = load(List.of(api, other), Duration.ofSeconds(LOAD_SECONDS));
            awaitAll(api, sent);
            assertEquals(sent.size(), api.rows().size(), "every flow has one row");
            assertTrue(api.nifi().isRunning(), "NiFi has survived");

            final Set<String> answered = loadUntilKilled(api, other);
            api = api.killedAndStartedAgain(() -> true);
            answered.addAll(sent);
            awaitAll(api, answered);
            final Map<String, Set<Long>> numbers = new HashMap<>();
            for (final JsonNode row : api.rows()) {
                numbers.computeIfAbsent(row.path("src_ip").asText(), source -> new HashSet<>())
                        .add(row.path("id").asLong());
            }
            assertTrue(
                    numbers.values().stream().allMatch(ids -> ids.size() == 1),
                    () -> "flows with more numbers than one: " + numbers);
        } finally {
            api.close();
        }
    }

    /** Eight clients post flow after flow to both imports. */
    private Set<String> load(final List<ScoringApi> apis, final Duration duration) throws Exception {
        final Queue<String> answered = new ConcurrentLinkedQueue<>();
        final long end = System.nanoTime() + duration.toNanos();
        try (ExecutorService clients = Executors.newFixedThreadPool(8)) {
            final List<Future<?>> posts = new ArrayList<>();
            for (int client = 0; client < 8; client++) {
                final ScoringApi api = apis.get(client % apis.size());
                posts.add(clients.submit(() -> {
                    while (System.nanoTime() < end) {
                        answered.add(postOne(api));
                    }
                    return null;
                }));
            }
            for (final Future<?> each : posts) {
                each.get();
            }
        }
        return new HashSet<>(answered);
    }

    /** The flows that were answered before NiFi was killed in the middle of them. */
    private Set<String> loadUntilKilled(final ScoringApi api, final ScoringApi other) throws InterruptedException {
        final Queue<String> answered = new ConcurrentLinkedQueue<>();
        final AtomicBoolean killed = new AtomicBoolean();
        try (ExecutorService clients = Executors.newFixedThreadPool(8)) {
            for (int client = 0; client < 8; client++) {
                final ScoringApi each = client % 2 == 0 ? api : other;
                clients.execute(() -> {
                    while (!killed.get()) {
                        try {
                            answered.add(postOne(each));
                        } catch (final IOException e) {
                            // A row without an answer may or may not be kept.
                            return;
                        }
                    }
                });
            }
            TimeUnit.SECONDS.sleep(3);
            api.nifi().kill();
            killed.set(true);
        }
        return new HashSet<>(answered);
    }

    private String postOne(final ScoringApi api) throws IOException {
        final int number = flows.incrementAndGet();
        final String source = "198.18.%d.%d".formatted(number / 256, number % 256);
        post(api, source);
        return source;
    }

    private static void awaitAll(final ScoringApi api, final Set<String> sources) {
        Waiting.until(
                PATIENCE, () -> missing(api, sources).isEmpty(), () -> "flows without a row: " + missing(api, sources));
    }

    private static Set<String> missing(final ScoringApi api, final Set<String> sources) {
        final Set<String> missing = new HashSet<>(sources);
        try {
            api.rows().forEach(row -> missing.remove(row.path("src_ip").asText()));
        } catch (final IOException e) {
            return sources;
        }
        return missing;
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

    /** The table is made once a minute. */
    private static void awaitHistory(final ScoringApi api) {
        Waiting.until(
                PATIENCE,
                () -> {
                    try {
                        return api.get("/flows").statusCode() == 200;
                    } catch (final IOException e) {
                        return false;
                    }
                },
                () -> "the history does not answer");
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

    /** As if a flow had been scored longer ago; while NiFi does not run, which would keep others out. */
    private static void age(final Path database, final String source, final Duration age) throws SQLException {
        final String name = database.toString().replaceFirst("\\.mv\\.db$", "");
        try (Connection connection = new JdbcConnection(
                        "jdbc:h2:" + name + ";DATABASE_TO_LOWER=TRUE;SCHEMA=history",
                        new Properties(),
                        "flows",
                        "",
                        true);
                PreparedStatement update = connection.prepareStatement(
                        "UPDATE aegisnet_flows SET scored_at = scored_at - ? WHERE src_ip = ?")) {
            update.setLong(1, age.toMillis());
            update.setString(2, source);
            assertEquals(1, update.executeUpdate());
        }
    }
}

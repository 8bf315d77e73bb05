package org.aegisnet.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The history in PostgreSQL, by parameters alone, while the flow is at work. */
@Needs(Need.POSTGRESQL)
@ExtendWith(SharedScoringApi.class)
class PostgresHistoryIT {
    private static final String FLOW =
            "{\"bytes_in\":1200000000,\"bytes_out\":0,\"packets\":18,\"duration\":0.0001,\"src_port\":51234,\"dst_port\":4444,\"protocol\":6,"
                    + "\"src_ip\":\"%s\",\"dst_ip\":\"a\\u0000'\\\\\"}";

    private final ScoringApi api;

    PostgresHistoryIT(final ScoringApi api) {
        this.api = api;
    }

    @Test
    void theSameRowsAreKeptInPostgresAndTheOldOnesAreStillInTheOldDatabase() throws IOException {
        post("198.51.100.201");
        final JsonNode inSqlite = api.awaitRows("198.51.100.201", 1).getFirst();
        final Map<String, String> before = new HashMap<>(api.flow().parameters());
        try (PostgresServer postgres = PostgresServer.start()) {
            switchTo(Map.of(
                    "Database URL", postgres.url(),
                    "Database Driver",
                            new SystemUnderTest("postgres")
                                    .checkout()
                                    .driver("postgresql")
                                    .toString(),
                    "Database Driver Class", "org.postgresql.Driver",
                    "Database User", postgres.user(),
                    "Database Password", "not asked for"));

            try {
                assertEquals("[]", api.get("/flows").body());
                post("198.51.100.202");
                final JsonNode inPostgres = api.awaitRows("198.51.100.202", 1).getFirst();
                assertEquals(comparable(inSqlite), comparable(inPostgres));
                assertEquals("a'\\", inPostgres.path("dst_ip").asText());
                assertTrue(inPostgres.path("id").asLong() > inSqlite.path("id").asLong());
            } finally {
                switchTo(Map.of(
                        "Database URL", before.get("Database URL"),
                        "Database Driver", before.get("Database Driver"),
                        "Database Driver Class", before.get("Database Driver Class")));
            }
        }

        assertEquals(List.of(inSqlite), api.awaitRows("198.51.100.201", 1));
    }

    private void switchTo(final Map<String, String> parameters) {
        api.flow().setParameters(parameters);
        api.awaitHistory();
    }

    private void post(final String source) throws IOException {
        assertEquals(200, api.postJson("/score", FLOW.replace("%s", source)).statusCode());
    }

    private static List<String> comparable(final JsonNode row) {
        final List<String> columns = new ArrayList<>();
        row.fields().forEachRemaining(column -> {
            if (!List.of("id", "scored_at", "src_ip").contains(column.getKey())) {
                columns.add(column.getKey() + "=" + inSevenDigits(column.getValue()));
            }
        });
        return columns;
    }

    /** NiFi takes SQLite's floating-point columns for single precision. */
    private static String inSevenDigits(final JsonNode value) {
        return value.isDouble() ? Float.toString((float) value.asDouble()) : value.toString();
    }
}

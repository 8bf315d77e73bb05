package org.aegisnet.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The history in PostgreSQL, by a connection pool, while the flow is at work. */
@Needs(Need.POSTGRESQL)
@ExtendWith(SharedScoringApi.class)
class PostgresHistoryIT {
    private static final String FLOW =
            "{\"bytes_in\":1200000000,\"bytes_out\":0,\"packets\":18,\"duration\":0.0001,\"src_port\":51234,\"dst_port\":4444,\"protocol\":6,"
                    + "\"src_ip\":\"%s\",\"dst_ip\":\"a\\u0000'\\\\\"}";

    private static final String POOL = "History Connection Pool";

    private final ScoringApi api;

    PostgresHistoryIT(final ScoringApi api) {
        this.api = api;
    }

    @Test
    void theSameRowsAreKeptInPostgresAndTheOldOnesAreStillInTheOldDatabase() throws IOException {
        post("198.51.100.201");
        final JsonNode inFile = api.awaitRows("198.51.100.201", 1).getFirst();
        try (PostgresServer postgres = PostgresServer.start()) {
            final String pool = api.nifi()
                    .client()
                    .addService(
                            "org.apache.nifi.dbcp.DBCPConnectionPool",
                            Map.of(
                                    "Database Connection URL", postgres.url(),
                                    "database-driver-locations",
                                            new SystemUnderTest("postgres")
                                                    .checkout()
                                                    .driver("postgresql")
                                                    .toString(),
                                    "Database Driver Class Name", "org.postgresql.Driver",
                                    "Database User", postgres.user(),
                                    "Password", "not asked for"));
            try {
                api.flow().setParameters(Map.of(POOL, pool));
                api.awaitHistory();
                assertEquals("[]", api.get("/flows").body());
                post("198.51.100.202");
                final JsonNode inPostgres = api.awaitRows("198.51.100.202", 1).getFirst();
                assertEquals(comparable(inFile), comparable(inPostgres));
                assertEquals("a'\\", inPostgres.path("dst_ip").asText());
                assertTrue(inPostgres.path("id").asLong() > inFile.path("id").asLong());
            } finally {
                api.flow().clearParameters(List.of(POOL));
                api.awaitHistory();
                api.nifi().client().deleteService(pool);
            }
        }

        assertEquals(List.of(inFile), api.awaitRows("198.51.100.201", 1));
    }

    private void post(final String source) throws IOException {
        assertEquals(200, api.postJson("/score", FLOW.replace("%s", source)).statusCode());
    }

    private static List<String> comparable(final JsonNode row) {
        final List<String> columns = new ArrayList<>();
        row.fields().forEachRemaining(column -> {
            if (!List.of("id", "scored_at", "src_ip").contains(column.getKey())) {
                columns.add(column.getKey() + "=" + column.getValue());
            }
        });
        return columns;
    }
}

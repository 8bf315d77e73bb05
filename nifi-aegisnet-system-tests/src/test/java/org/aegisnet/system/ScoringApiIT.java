package org.aegisnet.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.aegisnet.runtime.Waiting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The scoring API in a real NiFi, as its clients see it. */
@ExtendWith(SharedScoringApi.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScoringApiIT {
    private static final String FEATURES =
            "\"bytes_in\":1200,\"bytes_out\":5400,\"packets\":18,\"duration\":0.8,\"src_port\":51234,\"dst_port\":443,\"protocol\":6";
    private static final String ODD =
            "\"bytes_in\":1200000000,\"bytes_out\":0,\"packets\":18,\"duration\":0.0001,\"src_port\":51234,\"dst_port\":4444,\"protocol\":6";
    private static final String[] CSV = {"Content-Type", "text/csv"};
    private static final int ROWS_OF_A_REQUEST = 2_000;
    /** Of an answer, behind those of the request. */
    private static final int VERDICT_COLUMNS = 9;

    private final SystemUnderTest system = new SystemUnderTest("scoring-api");
    private final ScoringApi api;

    ScoringApiIT(final ScoringApi api) {
        this.api = api;
    }

    @Test
    void aFlowScoresTheSameInBothShapes() throws IOException {
        final JsonNode nested = answered(api.postJson("/score", "{\"features\":{" + FEATURES + "}}"));
        final JsonNode flat = answered(api.postJson("/score", "{" + FEATURES + ",\"comment\":\"kept\"}"));

        assertEquals(nested, flat);
        assertTrue(nested.path("anomaly_score").isNumber(), nested.toString());
        assertFalse(nested.path("is_suspicious").booleanValue());
        assertEquals("incomplete", nested.path("status").asText());
        assertEquals(
                "flow-autoencoder 1.0.0",
                nested.path("models").path("autoencoder").asText());
    }

    @Test
    void anOddFlowIsSuspiciousAndSaysWhy() throws IOException {
        final JsonNode answer = answered(api.postJson("/score", "{" + ODD + "}"));

        assertTrue(answer.path("is_suspicious").booleanValue(), answer.toString());
        assertEquals("suspicious", answer.path("status").asText());
        assertTrue(
                answer.path("reasons").path(0).path("text").asText().contains("bytes_in 1.2 GB, expected"),
                answer.toString());
    }

    @Test
    void manyFlowsKeepTheirOrderAndOneThatCannotBeScoredSaysWhy() throws IOException {
        final JsonNode answer = answered(api.postJson(
                "/score_bulk",
                "{\"flows\":[{%s},{\"features\":{\"bytes_in\":1}},{%s},{\"bytes_in\":\"many\"},{\"features\":{%s}}]}"
                        .formatted(FEATURES, ODD, FEATURES)));

        assertEquals(5, answer.path("count").asInt());
        assertEquals(1, answer.path("alerts").asInt());
        assertEquals(2, answer.path("incomplete").asInt());
        assertEquals(2, answer.path("unscored").asInt());
        assertEquals(
                List.of("0 incomplete", "1 unscored", "2 suspicious", "3 unscored", "4 incomplete"),
                stream(answer.path("results"))
                        .map(result -> result.path("index").asInt() + " "
                                + result.path("status").asText())
                        .toList());
        assertTrue(
                answer.at("/results/1/unscored_reason").asText().contains("packets"),
                answer.at("/results/1").toString());
        assertTrue(answer.at("/results/1/anomaly_score").isNull());
    }

    @Test
    void classifyAsksTheForestAlone() throws IOException {
        final JsonNode answer = answered(
                api.send("POST", "/classify", sample(), "Content-Type", "text/csv", "Accept", "application/json"));

        assertEquals(20, answer.path("count").asInt());
        for (final JsonNode result : answer.path("results")) {
            assertTrue(result.path("probability").isNumber(), result.toString());
            assertFalse(result.has("anomaly_score"), result.toString());
        }
        assertEquals(422, api.postJson("/classify", "{" + FEATURES + "}").statusCode());
    }

    @Test
    void aCsvComesBackForDownloadWithAllItHadAndTheVerdicts() throws IOException {
        final HttpResponse<String> answer = api.send("POST", "/score_bulk", sample(), CSV);

        assertEquals(200, answer.statusCode(), answer.body());
        assertEquals("text/csv", header(answer, "Content-Type"));
        assertEquals("attachment; filename=\"scored-flows.csv\"", header(answer, "Content-Disposition"));
        final List<String> sent = sample().lines().toList();
        final List<String> rows = answer.body().lines().toList();
        assertEquals(sent.size(), rows.size());
        assertEquals(
                sent.getFirst()
                        + ",status,anomaly_score,anomaly_percentile,is_suspicious,label,probability,reasons,models,unscored_reason",
                rows.getFirst());
        for (int row = 1; row < sent.size(); row++) {
            assertTrue(rows.get(row).startsWith(sent.get(row) + ","), rows.get(row));
        }
    }

    @Test
    void noCellOfADownloadIsAFormula() throws IOException {
        final HttpResponse<String> answer =
                api.send("POST", "/score_bulk", "=1+1,bytes_in,note\n-5,-1.5e-3,a;=1+1\n\uff1d1,-,\"\tx\"\n", CSV);

        assertEquals(200, answer.statusCode(), answer.body());
        final List<String> rows = answer.body().lines().toList();
        assertTrue(rows.get(0).startsWith("'=1+1,bytes_in,note,"), rows.get(0));
        assertTrue(rows.get(1).startsWith("-5,-1.5e-3,a;'=1+1,"), rows.get(1));
        assertTrue(rows.get(2).startsWith("'\uff1d1,-,"), rows.get(2));
    }

    @Test
    void flowsInTheFormOfCicIds2017AreScoredAsBinModelsScoresThem() throws IOException {
        assertScoredAsByBinModels(List.of(PublishedFlows.madeUp(system.checkout())));
    }

    @Test
    void cicIds2017AsPublishedIsScoredAsBinModelsScoresIt() throws IOException {
        assertScoredAsByBinModels(PublishedFlows.pieces());
    }

    private void assertScoredAsByBinModels(final List<Path> files) throws IOException {
        final ModelScores scores = new ModelScores(system.checkout(), system.folder("scores"));
        for (final Path file : files) {
            final List<ScoredRow> expected = scores.of(file);
            final List<ScoredRow> found = new ArrayList<>();
            for (final byte[] request : requests(Files.readAllBytes(file))) {
                final HttpResponse<String> answer = api.send("POST", "/score_bulk", request, CSV);
                assertEquals(200, answer.statusCode(), answer.body());
                found.addAll(scoredRows(Files.writeString(system.folder("scores/answer.csv"), answer.body())));
            }
            assertEquals(expected.size(), found.size(), file.toString());
            for (int row = 0; row < expected.size(); row++) {
                assertTrue(expected.get(row).isWhole(), file + " has rows without scores");
                assertEquals(expected.get(row).inOneLine(), found.get(row).inOneLine(), file + ", row " + row);
            }
        }
        // Requests of other tests must not wait behind these rows.
        Waiting.until(
                Duration.ofMinutes(2),
                () -> api.flow().queues().stream().allMatch(queue -> queue.flowFiles() == 0),
                () -> "still in the queues: " + api.flow().queues());
    }

    /**
     * The rows of a file, {@value #ROWS_OF_A_REQUEST} at a time, each time below the header. They are passed byte for byte, for they are not
     * UTF-8.
     */
    private static List<byte[]> requests(final byte[] file) {
        final List<String> lines =
                new String(file, StandardCharsets.ISO_8859_1).lines().toList();
        final List<byte[]> requests = new ArrayList<>();
        for (int from = 1; from < lines.size(); from += ROWS_OF_A_REQUEST) {
            final List<String> rows = lines.subList(from, Math.min(lines.size(), from + ROWS_OF_A_REQUEST));
            requests.add(
                    (lines.getFirst() + "\n" + String.join("\n", rows) + "\n").getBytes(StandardCharsets.ISO_8859_1));
        }
        return requests;
    }

    private static List<ScoredRow> scoredRows(final Path answer) throws IOException {
        final List<String> names = ModelScores.names(answer);
        final int own = names.size() - VERDICT_COLUMNS;
        return ModelScores.rows(answer).stream()
                .map(row -> ScoredRow.of(
                        names.subList(0, own),
                        row.values().subList(0, own),
                        row.values().get(names.indexOf("anomaly_score")),
                        row.values().get(names.indexOf("probability"))))
                .toList();
    }

    @Test
    void aRowWithACellTooManyIsUnscoredWithItsLineAndNoOther() throws IOException {
        final JsonNode answer = answered(
                api.send("POST", "/score_bulk", """
                        bytes_in,bytes_out,packets,duration,src_port,dst_port,protocol
                        1200,5400,18,0.8,51234,443,6
                        1200,5400,18,0.8,51234,443,6,1
                        """, "Content-Type", "text/csv", "Accept", "application/json"));

        final JsonNode results = answer.path("results");
        assertEquals(2, results.size(), answer.toString());
        assertTrue(results.get(0).path("anomaly_score").isNumber(), answer.toString());
        assertEquals("unscored", results.get(1).path("status").asText(), answer.toString());
        assertTrue(results.get(1).path("unscored_reason").asText().startsWith("Line 3 has 8 cells"), answer.toString());
    }

    @Test
    void csvAndJsonGiveTheSameVerdicts() throws IOException {
        final JsonNode answer = answered(
                api.send("POST", "/score_bulk", sample(), "Content-Type", "text/csv", "Accept", "application/json"));
        final List<String> columns =
                List.of(sample().lines().findFirst().orElseThrow().split(",", -1));
        final String flows = sample().lines()
                .skip(1)
                .map(line -> line.split(",", -1))
                .map(cells -> IntStream.range(0, columns.size())
                        .mapToObj(column -> "\"%s\":\"%s\"".formatted(columns.get(column), cells[column]))
                        .collect(Collectors.joining(",", "{", "}")))
                .collect(Collectors.joining(",", "{\"flows\":[", "]}"));

        assertEquals(answer, answered(api.postJson("/score_bulk", flows)));
    }

    @ParameterizedTest(name = "{0} {1} {3} gives {4} {5}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "GET    | /score        | -                | -                                  | 405 | wrong-method",
                "DELETE | /flows        | -                | -                                  | 405 | wrong-method",
                "PATCH  | /             | -                | -                                  | 405 | wrong-method",
                "OPTIONS| /score_bulk   | -                | -                                  | 405 | wrong-method",
                "GET    | /nothing      | -                | -                                  | 404 | not-found",
                "GET    | /flows?limit=0| -                | -                                  | 400 | wrong-query",
                "GET    | /flows?where=1| -                | -                                  | 400 | wrong-query",
                "POST   | /score        | -                | {}                                 | 415 | wrong-type",
                "POST   | /score        | text/csv         | a,b                                | 415 | wrong-type",
                "POST   | /score_bulk   | application/xml  | <flows/>                           | 415 | wrong-type",
                "POST   | /score        | application/json | ''                                 | 422 | wrong-shape",
                "POST   | /score        | application/json | {                                  | 400 | malformed-json",
                "POST   | /score        | application/json | {\"bytes_in\":1,}                  | 400 | malformed-json",
                "POST   | /score        | application/json | {\"bytes_in\":1,\"bytes_in\":2}    | 400 | malformed-json",
                "POST   | /score        | application/json | {\"bytes_in\":NaN}                 | 400 | malformed-json",
                "POST   | /score        | application/json | {} {}                              | 400 | malformed-json",
                "POST   | /score        | application/json | []                                 | 422 | wrong-shape",
                "POST   | /score        | application/json | {\"flows\":[]}                     | 422 | wrong-shape",
                "POST   | /score        | application/json | {\"features\":[1,2]}               | 422 | wrong-shape",
                "POST   | /score        | application/json | {\"features\":{\"bytes_in\":[1]}}  | 422 | wrong-shape",
                "POST   | /score        | application/json | {\"features\":{\"bites_in\":1}}    | 422 | unknown-feature",
                "POST   | /score        | application/json | {}                                 | 422 | unscorable-flow",
                "POST   | /score        | application/json | {\"bytes_in\":1}                   | 422 | unscorable-flow",
                "POST   | /score_bulk   | application/json | {\"bytes_in\":1}                   | 422 | wrong-shape",
                "POST   | /score_bulk   | application/json | {\"flows\":{}}                     | 422 | wrong-shape",
                "POST   | /score_bulk   | application/json | {\"flows\":[1]}                    | 422 | wrong-shape",
                "POST   | /score_bulk   | text/csv         | 'a,b\n\"torn'                      | 400 | malformed-csv",
                "GET    | /flows        | -                | limit=10000                        | 400 | unexpected-body"
            })
    void aRequestThatCannotBeServedGetsAProblem(
            final String method,
            final String path,
            final String type,
            final String body,
            final int status,
            final String kind)
            throws IOException {
        final String content = body == null ? "" : body;
        final HttpResponse<String> answer =
                type == null ? api.send(method, path, content) : api.send(method, path, content, "Content-Type", type);

        assertProblem(status, kind, answer);
        if (status == 405) {
            assertEquals(path.startsWith("/score") ? "POST" : "GET, HEAD", header(answer, "Allow"));
        }
    }

    @Test
    void theDocumentKnowsGoodRequestsFromBadOnes() {
        assertEquals(List.of(), api.faultsOfRequest("/score", "application/json", "{\"features\":{" + FEATURES + "}}"));
        assertEquals(List.of(), api.faultsOfRequest("/score", "application/json", "{" + FEATURES + "}"));
        assertEquals(List.of(), api.faultsOfRequest("/score_bulk", "application/json", "{\"flows\":[{" + ODD + "}]}"));
        assertEquals(List.of(), api.faultsOfRequest("/classify", "application/json", "{\"flows\":[{" + ODD + "}]}"));
        assertNotEquals(List.of(), api.faultsOfRequest("/score", "application/json", "{\"features\":[1]}"));
        assertNotEquals(List.of(), api.faultsOfRequest("/score", "text/csv", "a,b"));
        assertNotEquals(List.of(), api.faultsOfRequest("/score_bulk", "application/json", "{\"flows\":{}}"));
        assertNotEquals(List.of(), api.faultsOfRequest("/score_bulk", "application/json", "{}"));
    }

    @Test
    void aTooLargeBodyIsRejectedAndASmallerOneAccepted() throws IOException {
        final String padding = " ".repeat(ScoringApi.MAX_BODY - FEATURES.length() - 2);

        assertEquals(200, api.postJson("/score", "{" + FEATURES + "}" + padding).statusCode());
        assertProblem(413, "too-large", api.postJson("/score", "{" + FEATURES + "}" + padding + " "));
    }

    @Test
    void flowsWithoutACommonFieldAreRejectedAndMemoryStays() throws IOException {
        final String flows = IntStream.range(0, 5000)
                .mapToObj(index -> "{%s,\"field_%d\":1}".formatted(FEATURES, index))
                .collect(Collectors.joining(",", "{\"flows\":[", "]}"));
        final String columns =
                IntStream.range(0, 40_000).mapToObj(index -> "c" + index).collect(Collectors.joining(","));

        assertProblem(422, "too-complex", api.postJson("/score_bulk", flows));
        assertProblem(422, "too-complex", api.send("POST", "/score_bulk", columns + "\n1\n", CSV));
        assertProblem(
                422,
                "too-complex",
                api.postJson("/score", "{\"a\":" + "{\"a\":".repeat(990) + "1" + "}".repeat(990) + "}"));
        assertEquals(200, api.postJson("/score", "{" + FEATURES + "}").statusCode());
    }

    @Test
    void aBadValueDoesNotReadAsSafe() throws IOException {
        final String safe =
                "{\"bytes_in\":%s,\"bytes_out\":7912,\"packets\":39,\"duration\":61.05,\"src_port\":51234,\"dst_port\":443,"
                        + "\"protocol\":6,\"Flow Duration\":61053294,\"Total Backward Packets\":19,\"Total Length of Bwd Packets\":7912,"
                        + "\"Fwd Packet Length Max\":1148,\"Fwd Packet Length Mean\":287.6,\"Fwd IAT Std\":4729279.5,\"Fwd IAT Min\":266,"
                        + "\"Bwd IAT Max\":10015267,\"Packet Length Variance\":240202.2,\"Init_Win_bytes_forward\":8192,\"Init_Win_bytes_backward\":152}";
        assertEquals(
                "safe",
                answered(api.postJson("/score", safe.formatted("5752")))
                        .path("status")
                        .asText());
        final JsonNode answer = answered(api.postJson("/score", safe.formatted("-5")));

        assertEquals("incomplete", answer.path("status").asText(), answer.toString());
        assertEquals("Safe", answer.path("label").asText());
        assertTrue(answer.path("unscored_reason").asText().contains("bytes_in"), answer.toString());
    }

    @Test
    void noBodyMakesTheServerFail() throws IOException {
        final Random random = new Random(20261121);
        final byte[] good =
                ("{\"flows\":[{" + FEATURES + "},{\"features\":{" + ODD + "}}]}").getBytes(StandardCharsets.UTF_8);
        for (int round = 0; round < 150; round++) {
            final byte[] body = good.clone();
            for (int change = 0; change <= random.nextInt(4); change++) {
                body[random.nextInt(body.length)] = (byte) random.nextInt(256);
            }
            final HttpResponse<String> answer =
                    api.send("POST", "/score_bulk", body, "Content-Type", "application/json");

            assertTrue(
                    Set.of(200, 400, 422).contains(answer.statusCode()),
                    answer.statusCode() + " for " + new String(body, StandardCharsets.ISO_8859_1));
        }
    }

    @Test
    void aVerdictThatAClientSendsIsNotBelieved() throws IOException {
        final JsonNode answer = answered(api.postJson(
                "/score_bulk",
                "{\"flows\":[{%s,\"flow_label\":\"Safe\",\"attack_probability\":0.5,\"is_suspicious\":false},{\"is_suspicious\":true,\"Flow_Label\":\"Attack\"}]}"
                        .formatted(ODD)));

        assertEquals("suspicious", answer.at("/results/0/status").asText());
        assertTrue(answer.at("/results/0/label").isNull());
        assertEquals("unscored", answer.at("/results/1/status").asText());
    }

    @Test
    void theHistoryTellsWhoWasFlaggedByWhichModelAndWhy() throws IOException {
        answered(api.postJson("/score", "{%s,\"src_ip\":\"198.51.100.7\",\"dst_ip\":\"203.0.113.9\"}".formatted(ODD)));

        final JsonNode row = api.awaitRows("198.51.100.7", 1).getFirst();
        assertEquals("suspicious", row.path("status").asText());
        assertEquals("203.0.113.9", row.path("dst_ip").asText());
        assertEquals(4444, row.path("dst_port").asInt());
        assertEquals(6, row.path("protocol").asInt());
        assertEquals(1_200_000_000L, row.path("bytes").asLong());
        assertEquals(18, row.path("packets").asInt());
        assertEquals("flow-autoencoder 1.0.0", row.path("anomaly_model").asText());
        assertTrue(row.path("reasons").asText().contains("dst_port 4444"), row.toString());
        assertEquals("127.0.0.1", row.path("origin").asText());
        assertEquals(1, row.path("is_suspicious").asInt());
        final long id = row.path("id").asLong();
        assertEquals(
                0,
                stream(api.json(api.get("/flows?after=" + id)))
                        .filter(newer -> newer.path("id").asLong() <= id)
                        .count());
    }

    @Test
    void hostileTextIsKeptInTheHistoryAndHoldsNothingUp() throws IOException {
        final String quotes = "'); DROP TABLE aegisnet_flows; --";
        final String body =
                "{\"flows\":[{%s,\"src_ip\":\"192.0.2.66\",\"dst_ip\":\"%s\"},{%s,\"src_ip\":\"192.0.2.66\",\"dst_ip\":\"%s\"},"
                                .formatted(FEATURES, quotes, FEATURES, "x".repeat(100_000))
                        + "{%s,\"src_ip\":\"192.0.2.66\",\"dst_ip\":\"a\\u0000b\\ud800c\"}]}".formatted(FEATURES);
        answered(api.postJson("/score_bulk", body));

        final List<JsonNode> rows = api.awaitRows("192.0.2.66", 3);
        assertEquals(
                List.of("abc", "x".repeat(200), quotes),
                rows.stream().map(row -> row.path("dst_ip").asText()).toList());
    }

    @Test
    void theHistoryIsStillThereAfterTheFlowWasStoppedAndTheDatabaseClosed() throws IOException {
        answered(api.postJson("/score", "{%s,\"src_ip\":\"198.51.100.8\"}".formatted(ODD)));
        final List<JsonNode> before = api.awaitRows("198.51.100.8", 1);

        api.flow().stop();
        api.flow().disableServices();
        api.flow().start();
        api.awaitHistory();

        assertEquals(before, api.awaitRows("198.51.100.8", 1));
        answered(api.postJson("/score", "{%s,\"src_ip\":\"198.51.100.8\"}".formatted(ODD)));
        final List<JsonNode> after = api.awaitRows("198.51.100.8", 2);
        assertTrue(after.getFirst().path("id").asLong()
                > before.getFirst().path("id").asLong());
    }

    @Test
    void aKeyIsAskedForOnceItIsSet() throws IOException {
        api.flow().setParameters(Map.of("API Key", "open sesame"));
        try {
            api.awaitUp();
            assertProblem(401, "no-key", api.postJson("/score", "{" + FEATURES + "}"));
            assertProblem(401, "no-key", api.get("/flows", "X-API-Key", "open"));
            assertEquals("Bearer", header(api.get("/model"), "WWW-Authenticate"));
            assertEquals(200, api.get("/flows", "X-API-Key", "open sesame").statusCode());
            assertEquals(
                    200,
                    api.get("/model", "authorization", "Bearer open sesame").statusCode());
            assertEquals(200, api.get("/health").statusCode());
            assertFalse(
                    Files.readString(api.nifi().installation().applicationLog()).contains("open sesame"));
        } finally {
            api.flow().clearParameters(List.of("API Key"));
            api.awaitUp();
        }
        assertEquals(200, api.postJson("/score", "{" + FEATURES + "}").statusCode());
    }

    @Test
    void tlsIsSwitchedOnAndOffByAParameter() throws Exception {
        final TestCertificate certificate = TestCertificate.create(new SystemUnderTest("tls").folder("store"));
        final String service = api.nifi()
                .client()
                .addService(
                        "org.apache.nifi.ssl.StandardRestrictedSSLContextService",
                        Map.of(
                                "Keystore Filename", certificate.store().toString(),
                                "Keystore Type", "PKCS12",
                                "Keystore Password", certificate.password(),
                                "key-password", certificate.password()));
        try {
            api.flow().setParameters(Map.of("TLS Context Service", service));
            Waiting.until(
                    Duration.ofMinutes(1),
                    () -> certificate.speaksTls(api.base().getPort()),
                    () -> "no TLS");
            final HttpResponse<String> answer = certificate.get(api.base().getPort(), "/health");
            assertEquals(200, answer.statusCode());
            assertTrue(answer.body().contains("\"ok\""), answer.body());
        } finally {
            api.flow().clearParameters(List.of("TLS Context Service"));
            api.awaitUp();
            api.nifi().client().deleteService(service);
        }
    }

    @Test
    void modelsAndThresholdsInForceAreTold() throws IOException {
        final JsonNode models = answered(api.get("/model")).path("models");

        assertEquals(
                List.of("autoencoder", "forest"),
                stream(models).map(model -> model.path("kind").asText()).toList());
        for (final JsonNode model : models) {
            assertEquals(0.01, model.path("false_positive_rate").asDouble());
            assertTrue(model.path("threshold").asDouble() > 0);
            assertNotEquals(0, model.path("features").size());
        }
        assertEquals("ok", answered(api.get("/health")).path("status").asText());
    }

    private JsonNode answered(final HttpResponse<String> answer) throws IOException {
        assertEquals(200, answer.statusCode(), answer.body());
        assertEquals("application/json", header(answer, "Content-Type"));
        assertEquals("no-store", header(answer, "Cache-Control"));
        assertEquals("nosniff", header(answer, "X-Content-Type-Options"));
        return api.json(answer);
    }

    private void assertProblem(final int status, final String kind, final HttpResponse<String> answer)
            throws IOException {
        assertEquals(status, answer.statusCode(), answer.body());
        assertEquals("application/problem+json", header(answer, "Content-Type"));
        final JsonNode problem = api.json(answer);
        assertEquals("urn:aegisnet:problem:" + kind, problem.path("type").asText(), answer.body());
        assertEquals(status, problem.path("status").asInt());
        assertFalse(problem.path("title").asText().isEmpty());
        assertFalse(problem.path("detail").asText().isEmpty());
    }

    private static String header(final HttpResponse<String> answer, final String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    private static Stream<JsonNode> stream(final JsonNode array) {
        final List<JsonNode> elements = new ArrayList<>();
        array.forEach(elements::add);
        return elements.stream();
    }

    private static String sample() throws IOException {
        return Files.readAllLines(
                        new SystemUnderTest("scoring-api-sample").checkout().sample())
                .stream()
                .limit(21)
                .collect(Collectors.joining("\n", "", "\n"));
    }
}

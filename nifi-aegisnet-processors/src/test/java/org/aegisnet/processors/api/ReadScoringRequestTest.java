package org.aegisnet.processors.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.aegisnet.processors.verdict.ScoredFlowProperties;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.controller.ControllerService;
import org.apache.nifi.csv.CSVReader;
import org.apache.nifi.processor.Relationship;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;
import org.apache.nifi.util.TestRunners;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReadScoringRequestTest {
    private final ObjectMapper mapper = new ObjectMapper();
    private TestRunner runner;

    @BeforeEach
    void newRunner() throws Exception {
        runner = TestRunners.newTestRunner(new ReadScoringRequest());
        final CSVReader reader = new CSVReader();
        runner.addControllerService("csv", reader);
        runner.setProperty(reader, shownAs("Schema Access Strategy", reader), "csv-header-derived");
        runner.setProperty(reader, shownAs("CSV Format", reader), "rfc-4180");
        runner.enableControllerService(reader);
        runner.setProperty(ReadScoringRequest.CSV_READER, "csv");
    }

    /** Versions of NiFi differ in the names of properties, but not in how they are shown. */
    private static PropertyDescriptor shownAs(final String displayName, final ControllerService service) {
        return service.getPropertyDescriptors().stream()
                .filter(property -> property.getDisplayName().equals(displayName))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void makesBothShapesOfAFlowOneFlatObject() throws IOException {
        final String flat = "[{\"bytes_in\":1.5,\"note\":\"x\"}]";

        assertEquals(mapper.readTree(flat), flows(post("/score", "{\"bytes_in\":1.5,\"note\":\"x\"}")));
        assertEquals(mapper.readTree(flat), flows(post("/score", "{\"features\":{\"bytes_in\":1.5},\"note\":\"x\"}")));
    }

    @Test
    void keepsTheOrderOfManyFlowsAndSaysThatTheyAreMany() throws IOException {
        final MockFlowFile flows =
                post("/score_bulk", "{\"flows\":[{\"a\":1},{\"features\":{\"packets\":2}},{\"c\":\"d\"}]}");

        assertEquals(mapper.readTree("[{\"a\":1},{\"packets\":2},{\"c\":\"d\"}]"), flows(flows));
        flows.assertAttributeEquals("scoring.request", "bulk");
        flows.assertAttributeEquals("scoring.answer", "json");
    }

    @Test
    void takesNoVerdictFromOutside() throws IOException {
        assertEquals(
                mapper.readTree("[{\"a\":1}]"),
                flows(
                        post(
                                "/score",
                                "{\"a\":1,\"is_suspicious\":false,\" Flow_Label\":\"Safe\",\"unscored_reason\":\"no\","
                                        + "\"pattern_label\":\"Port Scan\",\"aegisnet\":{\"attack\":{\"is_suspicious\":true}}}")));
        runner.setProperty(ScoredFlowProperties.ADDED_FIELD_PREFIX, "ml_");
        assertEquals(
                mapper.readTree("[{\"a\":1}]"),
                flows(post(
                        "/score", "{\"a\":1,\"ml_is_suspicious\":false,\"ml_aegisnet\":{},\"is_suspicious\":true}")));
    }

    @Test
    void makesTheRowsOfACsvFlatObjects() throws IOException {
        final MockFlowFile flows = send(
                "POST",
                "/classify",
                "a,flow_label,b\r\n1,Safe,\"x, y\"\r\n,,\\\r\n",
                Map.of("Content-Type", "text/csv; charset=utf-8"),
                ReadScoringRequest.CLASSIFY);

        assertEquals(mapper.readTree("[{\"a\":\"1\",\"b\":\"x, y\"},{\"a\":null,\"b\":\"\\\\\"}]"), flows(flows));
        flows.assertAttributeEquals("scoring.answer", "csv");
    }

    @Test
    void letsTheClientChooseTheAnswer() {
        final Map<String, String> headers = new HashMap<>(Map.of("content-type", "application/json"));
        headers.put("ACCEPT", "text/csv;q=0.9, text/plain");
        send("POST", "/score_bulk", "{\"flows\":[]}", headers, ReadScoringRequest.SCORE)
                .assertAttributeEquals("scoring.answer", "csv");
        headers.put("ACCEPT", "text/csv, application/json");
        send("POST", "/score_bulk", "{\"flows\":[]}", headers, ReadScoringRequest.SCORE)
                .assertAttributeEquals("scoring.answer", "json");
    }

    @Test
    void pointsToEveryUnknownFeature() throws IOException {
        final JsonNode problem = refused(
                422,
                post(
                        "/score_bulk",
                        "{\"flows\":[{\"features\":{\"Flow_Duration\":1}},{\"features\":{\"a/b~c\":1,\"own\":2}}]}",
                        ReadScoringRequest.REFUSED));

        assertEquals(
                "urn:aegisnet:problem:unknown-feature", problem.path("type").asText());
        assertEquals(
                "/flows/1/features/a~1b~0c", problem.at("/errors/0/pointer").asText());
        assertEquals("/flows/1/features/own", problem.at("/errors/1/pointer").asText());
        assertEquals(2, problem.path("errors").size());
    }

    @Test
    void knowsTheFeaturesOfAModelOfOnesOwn() {
        runner.setProperty(ReadScoringRequest.FURTHER_FEATURES, "own, other");

        post("/score", "{\"features\":{\"own\":1,\"other\":2}}", ReadScoringRequest.SCORE);
    }

    @Test
    void namesTheLineThatIsNotJson() throws IOException {
        final JsonNode problem = refused(400, post("/score", "{\n\"a\": tru}", ReadScoringRequest.REFUSED));

        assertTrue(problem.path("detail").asText().contains("line 2"), problem.toString());
    }

    @Test
    void refusesABodyThatIsNestedTooDeeply() throws IOException {
        exceeds("nested at most 32 deep", "/score", "{\"a\":" + "[".repeat(100_000));
        exceeds("nested at most 32 deep", "/score", "{\"a\":" + "{\"a\":".repeat(40) + "1" + "}".repeat(41));
    }

    @Test
    void keepsOfNestedObjectsOnlyTheFieldsThatAModelCanMakeUseOf() throws IOException {
        runner.setProperty(ReadScoringRequest.FURTHER_FEATURES, "own.feature");

        assertEquals(
                mapper.readTree(
                        "[{\"flow\":{\"bytes_toserver\":7},\"own\":{\"feature\":2},\"comment\":\"kept\",\"synthetic\":true}]"),
                flows(post(
                        "/score",
                        "{\"flow\":{\"bytes_toserver\":7,\"state\":\"x\",\"deep\":{\"er\":[{\"a\":1}]}},\"own\":{\"feature\":2,\"other\":3},\"tags\":[1,[2]],"
                                + "\"comment\":\"kept\",\"synthetic\":true,\"empty\":{}}")));
    }

    @Test
    void refusesFlowsWithoutACommonFieldBeforeAnythingGrows() throws IOException {
        exceeds("make a table of more than", "/score_bulk", flowsWithFieldsOfTheirOwn(1000, ""));
        post("/score_bulk", flowsWithFieldsOfTheirOwn(200, ""));
        exceeds("make a table of more than", "/score_bulk", flowsWithFieldsOfTheirOwn(200, "x".repeat(100)));
    }

    @Test
    void countsTheNamesInNestedObjectsAlthoughTheyAreLeftOut() throws IOException {
        final String names = IntStream.range(0, 501)
                .mapToObj(index -> "\"n" + index + "\":1")
                .collect(Collectors.joining(","));

        exceeds("at most 500 different field names", "/score", "{" + names + "}");
        exceeds("at most 500 different field names", "/score", "{\"a\":{" + names + "}}");
        exceeds("at most 500 different field names", "/score", "{\"a\":[[{" + names + "}]]}");
        exceeds("at most 500 different field names", "/score", "{\"flow_label\":{" + names + "}}");
        exceeds("at most 500 different field names", "/score", "{\"features\":[{" + names + "}]}");
    }

    @Test
    void refusesSpellingsOfOneNameLikeDifferentNames() throws IOException {
        final String flows = IntStream.range(0, 501)
                .mapToObj(index -> "{\"features\":{\"bytes_in" + ".".repeat(index % 248) + "\":1,\"src_ip"
                        + "-".repeat(index / 248) + "_".repeat(index % 248) + "\":1}}")
                .collect(Collectors.joining(",", "{\"flows\":[", "]}"));

        exceeds("make a table of more than", "/score_bulk", flows);
    }

    @Test
    void refusesManyFlowsOfNearlyNothing() throws IOException {
        exceeds("make a table of more than", "/score_bulk", "{\"flows\":[" + "{},".repeat(100_000) + "{}]}");
        exceeds("make a table of more than", "/score_bulk", "{\"flows\":[{\"a\":1}" + ",{}".repeat(5_000) + "]}");
    }

    @Test
    void refusesNamesAndValuesThatAreTooLong() throws IOException {
        post("/score", "{\"" + "n".repeat(256) + "\":\"" + "v".repeat(100_000) + "\"}");
        exceeds("a name in it has at most 256", "/score", "{\"" + "n".repeat(257) + "\":1}");
        exceeds("a text at most 100000", "/score", "{\"a\":\"" + "v".repeat(100_001) + "\"}");
        exceeds("a number at most 1000", "/score", "{\"a\":1" + "0".repeat(1000) + "}");
        exceeds(
                "A field name has at most 256",
                "/score",
                "{\"" + "a".repeat(200) + "\":{\"" + "b".repeat(60) + "\":1}}");
    }

    @Test
    void takesAWideTableThatIsDense() {
        final String header = IntStream.range(0, 120)
                .mapToObj(index -> "Feature Number " + index)
                .collect(Collectors.joining(","));
        final String row = IntStream.range(0, 120).mapToObj(index -> "0").collect(Collectors.joining(","));

        csv(header + "\n" + (row + "\n").repeat(3000), ReadScoringRequest.SCORE);
    }

    @Test
    void refusesACsvOfTooManyColumnsBeforeItIsRead() throws IOException {
        final String wide =
                IntStream.range(0, 501).mapToObj(index -> "c" + index).collect(Collectors.joining(","));
        assertEquals("too-complex", kind(csv(wide + "\n1\n", ReadScoringRequest.REFUSED)));

        final String wider =
                IntStream.range(0, 400_000).mapToObj(index -> "c" + index).collect(Collectors.joining(","));
        final MockFlowFile header = csv(wider + "\n1\n", ReadScoringRequest.REFUSED);
        assertEquals("too-complex", kind(header));
        assertTrue(header.getContent().contains("at most 262144 bytes"), header.getContent());
        assertEquals(
                "too-complex",
                kind(csv("\"a\nb\"," + wider + "\n1\n", ReadScoringRequest.REFUSED)),
                "a line end in a name");
        assertEquals("too-complex", kind(csv("a,b\n1,2\n" + ",".repeat(1_000_000), ReadScoringRequest.REFUSED)));
        assertEquals(
                "too-complex",
                kind(csv("a\n" + "v".repeat(100_001) + "\n", ReadScoringRequest.REFUSED)),
                "a long value");
        csv("a,b\n" + "1,\"%s\ny\"\n".formatted("x".repeat(200)).repeat(3000), ReadScoringRequest.SCORE);
    }

    @Test
    void rejectsAnUnexpectedBodyOrPart() throws IOException {
        for (final String path : List.of("/flows", "/model", "/health", "/")) {
            assertEquals("unexpected-body", kind(send("GET", path, "x", Map.of(), ReadScoringRequest.REFUSED)));
            assertEquals(
                    "unexpected-body",
                    kind(send(
                            "GET",
                            path,
                            "",
                            Map.of("Content-Type", "multipart/form-data; boundary=x"),
                            ReadScoringRequest.REFUSED)));
        }
        runner.enqueue(
                "",
                Map.of(
                        "http.method", "GET",
                        "http.request.uri", "/flows",
                        "http.multipart.fragments.sequence.number", "1"));
        assertEquals("unexpected-body", kind(run(ReadScoringRequest.REFUSED)));
        runner.enqueue(
                "{}",
                Map.of(
                        "http.method", "POST",
                        "http.request.uri", "/score",
                        "http.headers.Content-Type", "application/json",
                        "http.multipart.name", "a"));
        assertEquals("wrong-type", kind(run(ReadScoringRequest.REFUSED)));
    }

    @Test
    void answersIfAReaderFails() throws Exception {
        for (final Throwable failure : List.of(new OutOfMemoryError("Java heap space"), new AssertionError("odd"))) {
            final FailingReader reader = new FailingReader(failure);
            runner.addControllerService("failing", reader);
            runner.enableControllerService(reader);
            runner.setProperty(ReadScoringRequest.CSV_READER, "failing");

            final MockFlowFile answer = csv("a\n1\n", ReadScoringRequest.REFUSED);

            assertEquals("failed", kind(answer));
            assertTrue(answer.getContent().contains(failure.getMessage()), answer.getContent());
        }
    }

    private static String flowsWithFieldsOfTheirOwn(final int count, final String longer) {
        return IntStream.range(0, count)
                .mapToObj(index -> "{\"" + longer + "f" + index + "\":1}")
                .collect(Collectors.joining(",", "{\"flows\":[", "]}"));
    }

    private void exceeds(final String bound, final String path, final String body) throws IOException {
        final JsonNode problem = refused(422, post(path, body, ReadScoringRequest.REFUSED));
        assertEquals("urn:aegisnet:problem:too-complex", problem.path("type").asText());
        assertTrue(problem.path("detail").asText().contains(bound), problem.toString());
    }

    private MockFlowFile csv(final String body, final Relationship expected) {
        return send("POST", "/score_bulk", body, Map.of("Content-Type", "text/csv"), expected);
    }

    private String kind(final MockFlowFile refused) throws IOException {
        return mapper.readTree(refused.getContent()).path("type").asText().substring("urn:aegisnet:problem:".length());
    }

    @Test
    void refusesOneByteTooMany() throws IOException {
        runner.setProperty(ReadScoringRequest.MAX_BODY, "8 B");

        post("/score", "{\"a\":1 }", ReadScoringRequest.SCORE);
        refused(413, post("/score", "{\"a\": 1 }", ReadScoringRequest.REFUSED));
    }

    @Test
    void refusesAnEncodingItCannotUndo() throws IOException {
        final Map<String, String> headers = Map.of("Content-Type", "application/json", "Content-Encoding", "gzip");

        refused(415, send("POST", "/score", "{}", headers, ReadScoringRequest.REFUSED));
    }

    @Test
    void asksForTheKeyAndPassesItToNobody() throws IOException {
        runner.setProperty(ReadScoringRequest.API_KEY, "open sesame");
        final Map<String, String> headers = new HashMap<>(Map.of("Content-Type", "application/json"));

        refused(401, send("POST", "/score", "{}", headers, ReadScoringRequest.REFUSED))
                .path("detail");
        headers.put("x-api-KEY", "open");
        refused(401, send("POST", "/score", "{}", headers, ReadScoringRequest.REFUSED));
        headers.put("x-api-KEY", "open sesame");
        runner.setProperty(ReadScoringRequest.API_KEY, " open sesame\n");
        send("POST", "/score", "{}", headers, ReadScoringRequest.SCORE)
                .assertAttributeNotExists("http.headers.x-api-KEY");
        headers.remove("x-api-KEY");
        headers.put("Authorization", "bearer open sesame");
        send("POST", "/score", "{}", headers, ReadScoringRequest.SCORE)
                .assertAttributeNotExists("http.headers.Authorization");
        send("GET", "/", "", Map.of(), ReadScoringRequest.PAGE);
        send("HEAD", "/health", "", Map.of(), ReadScoringRequest.MODELS)
                .assertAttributeEquals("scoring.request", "health");
    }

    @Test
    void saysWhichMethodsAPathTakes() throws IOException {
        final MockFlowFile refused = send("PUT", "/model", "", Map.of(), ReadScoringRequest.REFUSED);

        refused(405, refused);
        refused.assertAttributeEquals("http.response.allow", "GET, HEAD");
    }

    @Test
    void makesParametersOfAStatementFromTheQuery() {
        runner.enqueue("", Map.of("http.method", "GET", "http.request.uri", "/flows", "http.query.param.after", "12"));
        final MockFlowFile query = run(ReadScoringRequest.HISTORY);

        query.assertAttributeEquals("sql.args.1.value", "12");
        query.assertAttributeEquals("sql.args.2.value", "1000");
    }

    private MockFlowFile post(final String path, final String body) {
        return post(path, body, ReadScoringRequest.SCORE);
    }

    private MockFlowFile post(final String path, final String body, final Relationship expected) {
        return send("POST", path, body, Map.of("Content-Type", "application/json"), expected);
    }

    private MockFlowFile send(
            final String method,
            final String path,
            final String body,
            final Map<String, String> headers,
            final Relationship expected) {
        final Map<String, String> attributes = new HashMap<>(Map.of("http.method", method, "http.request.uri", path));
        headers.forEach((name, value) -> attributes.put("http.headers." + name, value));
        runner.enqueue(body, attributes);
        return run(expected);
    }

    private MockFlowFile run(final Relationship expected) {
        runner.clearTransferState();
        runner.run();
        runner.assertAllFlowFilesTransferred(expected, 1);
        return runner.getFlowFilesForRelationship(expected).getFirst();
    }

    private JsonNode flows(final MockFlowFile flowFile) throws IOException {
        return mapper.readTree(flowFile.getContent());
    }

    private JsonNode refused(final int status, final MockFlowFile flowFile) throws IOException {
        flowFile.assertAttributeEquals("http.response.status", Integer.toString(status));
        flowFile.assertAttributeEquals("mime.type", "application/problem+json");
        final JsonNode problem = mapper.readTree(flowFile.getContent());
        assertEquals(status, problem.path("status").asInt());
        return problem;
    }
}

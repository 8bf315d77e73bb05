package org.aegisnet.processors.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
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
                post("/score_bulk", "{\"flows\":[{\"a\":1},{\"features\":{\"packets\":2}},{\"c\":{\"d\":3}}]}");

        assertEquals(mapper.readTree("[{\"a\":1},{\"packets\":2},{\"c\":{\"d\":3}}]"), flows(flows));
        flows.assertAttributeEquals("scoring.request", "bulk");
        flows.assertAttributeEquals("scoring.answer", "json");
    }

    @Test
    void takesNoVerdictFromOutside() throws IOException {
        assertEquals(
                mapper.readTree("[{\"a\":1}]"),
                flows(post(
                        "/score",
                        "{\"a\":1,\"is_suspicious\":false,\" Flow_Label\":\"Safe\",\"unscored_reason\":\"no\"}")));
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
    void namesTheLineThatIsNoJson() throws IOException {
        final JsonNode problem = refused(400, post("/score", "{\n\"a\": tru}", ReadScoringRequest.REFUSED));

        assertTrue(problem.path("detail").asText().contains("line 2"), problem.toString());
    }

    @Test
    void refusesABodyThatIsNestedTooDeeply() throws IOException {
        refused(400, post("/score", "{\"a\":" + "[".repeat(100_000), ReadScoringRequest.REFUSED));
    }

    @Test
    void refusesOneByteTooMany() throws IOException {
        runner.setProperty(ReadScoringRequest.LARGEST_BODY, "8 B");

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

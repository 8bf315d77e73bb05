package org.aegisnet.processors.api;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.apache.nifi.csv.CSVReader;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;
import org.apache.nifi.util.TestRunners;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedHostsTest {
    private final AllowedHosts loopback = AllowedHosts.of(AllowedHosts.LOOPBACK);

    private static Map<String, String> to(final String header, final String serverName) {
        return Map.of("http.headers.Host", header, "http.server.name", serverName);
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:8090, 127.0.0.1",
        "127.0.0.1, 127.0.0.1",
        "localhost:8090, localhost",
        "LocalHost., localhost.",
        "[::1]:8090, [::1]",
        "[::1], ::1"
    })
    void theMachineItselfIsAllowed(final String header, final String serverName) {
        assertDoesNotThrow(() -> loopback.check(to(header, serverName)));
        assertDoesNotThrow(() -> loopback.check(Map.of("http.headers.host", header)));
        assertDoesNotThrow(() -> loopback.check(Map.of("http.server.name", serverName)));
    }

    @ParameterizedTest
    @CsvSource({
        "evil.example:8090, evil.example",
        "127.0.0.1, evil.example",
        "evil.example, 127.0.0.1",
        "localhost.evil.example, localhost.evil.example",
        "127.0.0.1.evil.example:8090, 127.0.0.1.evil.example",
        "evil.example:127.0.0.1, evil.example",
        "'', evil.example",
        "'127.0.0.1, evil.example', 127.0.0.1",
        "192.0.2.1:8090, 192.0.2.1",
        "[::2]:8090, ::2"
    })
    void everyOtherHostIsRefused(final String header, final String serverName) {
        final RequestRefusedException refused =
                assertThrows(RequestRefusedException.class, () -> loopback.check(to(header, serverName)));

        assertEquals(421, refused.problem().status());
        assertEquals("foreign-host", refused.problem().kind());
        assertTrue(refused.problem().detail().contains("is not among the Allowed Hosts"));
    }

    @Test
    void aReverseProxysNameCanBeAllowedAndSoCanAll() {
        assertDoesNotThrow(() -> AllowedHosts.of("scoring.example.org, 127.0.0.1")
                .check(to("Scoring.Example.org", "scoring.example.org")));
        assertDoesNotThrow(() -> AllowedHosts.of("*").check(to("evil.example", "evil.example")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a,,b", "http://localhost", "localhost:8090", "a b", "a/b", "*.example.org"})
    void anEntryThatIsNotAHostIsNamed(final String text) {
        assertTrue(assertThrows(IllegalArgumentException.class, () -> AllowedHosts.of(text))
                .getMessage()
                .contains("is not the name or the address of a host"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/health", "/score", "/flows", "/model", "/nothing"})
    void everyEndpointIsClosedToOtherHosts(final String path) throws InitializationException {
        final TestRunner runner = TestRunners.newTestRunner(new ReadScoringRequest());
        final CSVReader reader = new CSVReader();
        runner.addControllerService("csv", reader);
        runner.enableControllerService(reader);
        runner.setProperty(ReadScoringRequest.CSV_READER, "csv");
        runner.enqueue(
                "", Map.of("http.method", "GET", "http.request.uri", path, "http.headers.Host", "evil.example:8090"));
        runner.run();

        runner.assertAllFlowFilesTransferred(ReadScoringRequest.REFUSED, 1);
        final MockFlowFile answer =
                runner.getFlowFilesForRelationship(ReadScoringRequest.REFUSED).getFirst();
        answer.assertAttributeEquals("http.response.status", "421");
        assertTrue(answer.getContent().contains("urn:aegisnet:problem:foreign-host"), answer.getContent());
        runner.setProperty(ReadScoringRequest.ALLOWED_HOSTS, "http://evil.example");
        runner.assertNotValid();
    }
}

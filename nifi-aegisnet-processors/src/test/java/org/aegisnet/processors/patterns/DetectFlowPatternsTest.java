package org.aegisnet.processors.patterns;

import static org.aegisnet.processors.patterns.PatternRunner.probe;
import static org.aegisnet.processors.patterns.PatternRunner.probes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.aegisnet.processors.PublishedEcsFields;
import org.aegisnet.processors.record.FieldNaming;
import org.aegisnet.processors.record.VerificationStep;
import org.aegisnet.processors.scoring.ScoringProperties;
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.components.ConfigVerificationResult.Outcome;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.components.state.Scope;
import org.apache.nifi.processor.VerifiableProcessor;
import org.apache.nifi.provenance.ProvenanceEventType;
import org.apache.nifi.util.LogMessage;
import org.apache.nifi.util.MockFlowFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DetectFlowPatternsTest {
    private static final String SCANNER = "192.0.2.7";
    private static final String TARGET = "192.0.2.5";

    private PatternRunner flows;

    @BeforeEach
    void newProcessor() throws Exception {
        flows = new PatternRunner();
    }

    @Test
    void aScanLeavesBySuspiciousAndTheRestByNormal() throws Exception {
        flows.csv(probes(SCANNER, TARGET, 1, 25, 0) + probe("192.0.2.8", TARGET, 80, 0));
        assertEquals(25, flows.records(DetectFlowPatterns.SUSPICIOUS).size());
        assertEquals(List.of("None"), flows.labels(DetectFlowPatterns.NORMAL));
        flows.runner().assertTransferCount(DetectFlowPatterns.UNSCORED, 0);
        flows.runner().assertTransferCount(DetectFlowPatterns.FAILURE, 0);
    }

    @Test
    void aRecordKeepsItsFieldsAndGetsFive() throws Exception {
        flows.csv(probes(SCANNER, TARGET, 1, 25, 0));
        final JsonNode flow = flows.records(DetectFlowPatterns.SUSPICIOUS).getFirst();
        assertEquals(SCANNER, flow.get("src_ip").asText());
        assertEquals("Port Scan", flow.get("pattern_label").asText());
        assertEquals(0.5796, flow.get("pattern_confidence").asDouble());
        assertEquals(
                "192.0.2.7 tried 25 ports of 192.0.2.5 within 60 s; fewer than 20 are allowed",
                flow.get("pattern_reasons").asText());
        assertEquals("T1046", flow.get("pattern_technique").asText());
        assertEquals("TA0007", flow.get("pattern_tactic").asText());
        assertEquals(15, flow.size());
    }

    @Test
    void aRecordOfNoPatternGetsTheFieldsToo() throws Exception {
        flows.csv(probe(SCANNER, TARGET, 80, 0));
        final JsonNode flow = flows.records(DetectFlowPatterns.NORMAL).getFirst();
        assertEquals("None", flow.get("pattern_label").asText());
        assertEquals(0, flow.get("pattern_confidence").asDouble());
        for (final String field : List.of("pattern_reasons", "pattern_technique", "pattern_tactic")) {
            assertTrue(flow.get(field).isNull(), field);
        }
    }

    @Test
    void annotatingKeepsAllTogetherInTheirOrder() throws Exception {
        flows = PatternRunner.annotating();
        flows.csv(probe("192.0.2.8", TARGET, 80, 0)
                + probes(SCANNER, TARGET, 1, 20, 0)
                + probe("192.0.2.8", TARGET, 81, 0));
        final List<String> labels = flows.labels(DetectFlowPatterns.SUCCESS);
        assertEquals("None", labels.getFirst());
        assertEquals("Port Scan", labels.get(1));
        assertEquals("None", labels.getLast());
        assertEquals(
                Set.of(DetectFlowPatterns.SUCCESS, DetectFlowPatterns.UNSCORED, DetectFlowPatterns.FAILURE),
                flows.runner().getProcessor().getRelationships());
    }

    @Test
    void attributesCountersAndProvenanceTellWhatWasFound() {
        flows.csv(probes(SCANNER, TARGET, 1, 25, 0) + "x,1,192.0.2.5,80,6,1700000000,0,60,1,1\n");
        final MockFlowFile found = flows.only(DetectFlowPatterns.SUSPICIOUS);
        found.assertAttributeEquals("patterns.found", "Port Scan");
        found.assertAttributeEquals("patterns.highest.confidence", "0.5796");
        found.assertAttributeEquals("record.count", "25");
        found.assertAttributeEquals("mime.type", "application/json");
        assertEquals(26, flows.runner().getCounterValue("Records Read"));
        assertEquals(25, flows.runner().getCounterValue("Records Judged"));
        assertEquals(25, flows.runner().getCounterValue("Records Suspicious"));
        assertEquals(25, flows.runner().getCounterValue("Records of Port Scan"));
        assertEquals(1, flows.runner().getCounterValue("Records Unscored"));
        assertEquals(0, flows.runner().getCounterValue("Records Too Late"));
        assertTrue(flows.runner().getProvenanceEvents().stream()
                .anyMatch(event -> event.getEventType() == ProvenanceEventType.ROUTE
                        && "26 records, 25 suspicious, 1 unscored, 0 of them too late".equals(event.getDetails())));
    }

    @Test
    void normalFlowFilesHaveNoAttributesOfPatterns() {
        flows.csv(probe(SCANNER, TARGET, 80, 0));
        assertNull(flows.only(DetectFlowPatterns.NORMAL).getAttribute("patterns.found"));
    }

    @Test
    void noRecordsGiveAnEmptyNormal() throws Exception {
        flows.csv("");
        assertEquals(List.of(), flows.records(DetectFlowPatterns.NORMAL));
        flows.only(DetectFlowPatterns.NORMAL).assertAttributeEquals("record.count", "0");
    }

    @Test
    void windowsGoOnFromOneFlowFileToTheNext() throws Exception {
        flows.csv(probes(SCANNER, TARGET, 1, 15, 0));
        flows.csv(probes(SCANNER, TARGET, 16, 15, 5));
        assertEquals(15, flows.records(DetectFlowPatterns.NORMAL).size());
        assertEquals(15, flows.records(DetectFlowPatterns.SUSPICIOUS).size());
    }

    @Test
    void windowsSurviveARestart() throws Exception {
        flows.csv(probes(SCANNER, TARGET, 1, 15, 0));
        flows.stop();
        final Map<String, String> state =
                flows.runner().getStateManager().getState(Scope.LOCAL).toMap();
        assertTrue(state.values().stream().allMatch(chunk -> chunk.length() < 65_535));
        final PatternRunner restarted = new PatternRunner();
        restarted.runner().getStateManager().setState(state, Scope.LOCAL);
        restarted.csv(probes(SCANNER, TARGET, 16, 5, 5));
        assertEquals(5, restarted.records(DetectFlowPatterns.SUSPICIOUS).size());
    }

    @Test
    void withoutTheStateOfTheRunBeforeWindowsBeginEmpty() throws Exception {
        flows.csv(probes(SCANNER, TARGET, 1, 15, 0));
        flows.stop();
        flows.runner().getStateManager().clear(Scope.LOCAL);
        flows.csv(probes(SCANNER, TARGET, 16, 5, 5));
        flows.runner().assertTransferCount(DetectFlowPatterns.SUSPICIOUS, 0);
    }

    @Test
    void stateIsSavedWhileFlowsCome() throws Exception {
        flows.set(PatternProperties.STATE_INTERVAL, "0 s").csv(probes(SCANNER, TARGET, 1, 15, 0));
        assertTrue(
                flows.runner().getStateManager().getState(Scope.LOCAL).toMap().containsKey("chunk.0"));
    }

    private void assertRefused(final Map<String, String> state, final String why) throws Exception {
        final PatternRunner restarted = new PatternRunner();
        restarted.runner().getStateManager().setState(state, Scope.LOCAL);
        restarted.csv(probes(SCANNER, TARGET, 16, 5, 5));
        restarted.runner().assertTransferCount(DetectFlowPatterns.SUSPICIOUS, 0);
        final List<LogMessage> warnings = restarted.runner().getLogger().getWarnMessages();
        assertTrue(
                warnings.stream().anyMatch(warning -> warning.getMsg().contains(why)),
                () -> warnings.stream().map(LogMessage::getMsg).toList().toString());
    }

    @Test
    void damagedStateIsToldAndNotUsed() throws Exception {
        flows.csv(probes(SCANNER, TARGET, 1, 15, 0));
        flows.stop();
        final Map<String, String> sound =
                flows.runner().getStateManager().getState(Scope.LOCAL).toMap();
        final Map<String, String> state = new HashMap<>(sound);
        final String chunk = sound.get("chunk.0");
        state.put("chunk.0", chunk.substring(0, 40) + (chunk.charAt(40) == 'A' ? 'B' : 'A') + chunk.substring(41));
        assertRefused(state, "its checksum is another one");
        state.put("chunk.0", "no state of ours");
        assertRefused(state, "cannot be used, and all windows begin empty");
        state.remove("chunk.0");
        assertRefused(state, "part 1 of 1 is missing");
    }

    @Test
    void stateOfOtherWindowsIsToldAndNotUsed() throws Exception {
        flows.set(PatternProperties.WINDOW, "2 min").csv(probes(SCANNER, TARGET, 1, 15, 0));
        flows.stop();
        assertRefused(
                flows.runner().getStateManager().getState(Scope.LOCAL).toMap(),
                "of other windows or another lateness than are set now");
    }

    @Test
    void aLateFlowIsPassedWithAReasonAndCounted() throws Exception {
        flows.csv(probe(SCANNER, TARGET, 1, 1000) + probe(SCANNER, TARGET, 2, 600));
        assertEquals(
                "The flow ended PT6M40S before the latest flow, which began at 2023-11-14T22:30:00Z; up to PT5M late flows are counted,"
                        + " as Allowed Lateness says",
                flows.reason());
        assertEquals(1, flows.runner().getCounterValue("Records Too Late"));
        assertEquals(1, flows.records(DetectFlowPatterns.NORMAL).size());
    }

    @Test
    void longFlowsInAnyOrderDoNotMakeOthersLate() throws Exception {
        final String hourLong = "192.0.2.7,5,192.0.2.5,443,6,%d,3600,60,12,10\n".formatted(PatternRunner.NOON);
        flows.csv(hourLong + probe(SCANNER, TARGET, 1, 5) + probe(SCANNER, TARGET, 2, 3599) + hourLong);
        flows.runner().assertTransferCount(DetectFlowPatterns.UNSCORED, 0);
        assertEquals(4, flows.records(DetectFlowPatterns.NORMAL).size());
    }

    @Test
    void aFlowFromTheFutureIsPassedWithAReason() throws Exception {
        flows.csv("192.0.2.7,1,192.0.2.5,80,6,7000000000,0,60,1,1\n");
        assertEquals(
                "The flow ends at 2191-10-27T12:26:40Z, more than a day from now; look at the clock of its exporter and at the form of its times",
                flows.reason());
    }

    @Test
    void anOlderFileBehindANewerOneIsJudgedAndSetsTheClockBackWithABulletin() throws Exception {
        flows.csv(probe(SCANNER, TARGET, 1, 100_000));
        flows.csv(probes(SCANNER, TARGET, 1, 1030, 0));
        assertEquals(1, flows.records(DetectFlowPatterns.UNSCORED).size());
        assertEquals(1029, flows.records(DetectFlowPatterns.SUSPICIOUS).size());
        assertEquals(1, flows.runner().getCounterValue("Clock Resets"));
        assertWarned(
                "The clock of the windows was set back to them, from 2023-11-16T02:00:00Z to 2023-11-14T22:13:20Z");
    }

    private void assertWarned(final String text) {
        assertEquals(
                1,
                flows.runner().getLogger().getWarnMessages().stream()
                        .filter(warning -> warned(warning).contains(text))
                        .count(),
                () -> flows.runner().getLogger().getWarnMessages().stream()
                        .map(DetectFlowPatternsTest::warned)
                        .toList()
                        .toString());
    }

    private static String warned(final LogMessage warning) {
        String text = warning.getMsg();
        for (final Object argument : warning.getArgs()) {
            text = text.replaceFirst("\\{}", String.valueOf(argument));
        }
        return text;
    }

    @Test
    void aFlowTwentyThreeHoursAheadHidesNoScanAndIsToldOnce() throws Exception {
        final String ahead = probe("192.0.2.9", TARGET, 443, 23 * 3600);
        flows.csv(probe("192.0.2.8", TARGET, 80, 0) + ahead + probes(SCANNER, TARGET, 1, 100, 1));
        flows.csv(ahead + probes(SCANNER, TARGET, 101, 100, 2));
        assertEquals(200, flows.records(DetectFlowPatterns.SUSPICIOUS).size());
        flows.runner().assertTransferCount(DetectFlowPatterns.UNSCORED, 0);
        assertEquals(2, flows.runner().getCounterValue("Records Far Ahead"));
        assertEquals(2, flows.runner().getCounterValue("Records Judged Apart"));
        assertWarned("1 flows were far ahead of the others");
    }

    @Test
    void recordsWithoutWhatIsNeededLeaveByUnscoredWithTheReason() throws Exception {
        assertReason(
                "The source address 'gateway' is not an IP address", "gateway,1,192.0.2.5,80,6,1700000000,0,60,1,1");
        assertReason(
                "The destination address '192.0.2.300' is not an IP address",
                "192.0.2.7,1,192.0.2.300,80,6,1700000000,0,60,1,1");
        assertReason("The record has no source address", ",1,192.0.2.5,80,6,1700000000,0,60,1,1");
        assertReason("The record has no destination address", "192.0.2.7,1,,80,6,1700000000,0,60,1,1");
        assertReason(
                "The record has no protocol that is a number or a known name",
                "192.0.2.7,1,192.0.2.5,80,carrier pigeon,1700000000,0,60,1,1");
        assertReason("The record has no start time that can be read", "192.0.2.7,1,192.0.2.5,80,6,yesterday,0,60,1,1");
    }

    private void assertReason(final String reason, final String row) throws Exception {
        flows.csv(row + "\n");
        assertEquals(reason, flows.reason());
        flows.runner().clearTransferState();
    }

    @Test
    void recordsWithoutTheFieldsLeaveByUnscoredWithTheirNames() throws Exception {
        flows.content("src_ip,dst_ip,protocol\n192.0.2.7,192.0.2.5,6\n");
        assertEquals("No field supplies start (first)", flows.reason());
    }

    @Test
    void anEarlierReasonStays() throws Exception {
        flows.content("src_ip,dst_ip,protocol,unscored_reason\n192.0.2.7,192.0.2.5,6,No model\n");
        assertEquals("No model; No field supplies start (first)", flows.reason());
    }

    @Test
    void contentWithoutRecordsGoesToFailureUnchanged() throws Exception {
        flows.readingJson().content("{\"src_ip\": ");
        final MockFlowFile failed = flows.only(DetectFlowPatterns.FAILURE);
        failed.assertContentEquals("{\"src_ip\": ");
        assertFalse(failed.getAttribute("record.error.message").isEmpty());
        assertEquals(1, flows.runner().getCounterValue("FlowFiles Failed"));
        flows.runner().assertTransferCount(DetectFlowPatterns.NORMAL, 0);
    }

    @Test
    void theFirstFlowsOfAScanAreLabelledAsFarAsABatchReaches() throws Exception {
        flows.set(PatternProperties.BATCH_SIZE, "1").csv(probes(SCANNER, TARGET, 1, 25, 0));
        assertEquals(19, flows.records(DetectFlowPatterns.NORMAL).size());
        assertEquals(6, flows.records(DetectFlowPatterns.SUSPICIOUS).size());
    }

    @Test
    void aBatchEndsBeforeWhatItsFirstFlowsNeedIsForgotten() throws Exception {
        flows.csv(probes(SCANNER, TARGET, 1, 25, 0) + probe(SCANNER, TARGET, 1, 100_000));
        assertEquals(25, flows.records(DetectFlowPatterns.SUSPICIOUS).size());
    }

    @Test
    void ecsNamesTheTechnique() throws Exception {
        flows.set(ScoringProperties.FIELD_NAMING, FieldNaming.ECS.getValue())
                .csv(probes(SCANNER, TARGET, 1, 25, 0) + probe("192.0.2.8", TARGET, 80, 0));
        final JsonNode flow = flows.records(DetectFlowPatterns.SUSPICIOUS).getFirst();
        assertEquals("MITRE ATT&CK", flow.at("/threat/framework").asText());
        assertEquals("T1046", flow.at("/threat/technique/id/0").asText());
        assertEquals(
                "Network Service Discovery", flow.at("/threat/technique/name/0").asText());
        assertEquals("TA0007", flow.at("/threat/tactic/id/0").asText());
        assertEquals("Discovery", flow.at("/threat/tactic/name/0").asText());
        assertEquals(
                flow.at("/event/reason").asText(),
                flow.at("/threat/indicator/description").asText());
        final Map<String, JsonNode> written = new TreeMap<>();
        for (final String set : List.of("@timestamp", "ecs", "event", "rule", "threat", "network", "source")) {
            PublishedEcsFields.collect(set, flow.get(set), written);
        }
        new PublishedEcsFields().assertFit(written);
        assertEquals("Port Scan", flow.at("/rule/name").asText());
        assertEquals("aegisnet.pattern", flow.at("/event/dataset").asText());
        assertEquals("alert", flow.at("/event/kind").asText());
        assertEquals(57.96, flow.at("/event/risk_score_norm").asDouble(), 1e-4);
        assertEquals(SCANNER, flow.at("/source/ip").asText());
        final JsonNode normal = flows.records(DetectFlowPatterns.NORMAL).getFirst();
        assertEquals("event", normal.at("/event/kind").asText());
        assertTrue(normal.at("/threat/technique").isNull());
    }

    @Test
    void thePrefixStandsBeforeEveryAddedField() throws Exception {
        flows.set(ScoringProperties.ADDED_FIELD_PREFIX, "aegis_").csv(probe(SCANNER, TARGET, 80, 0));
        final JsonNode flow = flows.records(DetectFlowPatterns.NORMAL).getFirst();
        assertTrue(flow.has("aegis_pattern_label"));
        assertFalse(flow.has("pattern_label"));
    }

    private void assertThreshold(
            final PropertyDescriptor property, final String value, final String rows, final String label)
            throws Exception {
        flows = PatternRunner.annotating();
        flows.csv(rows);
        assertFalse(flows.labels(DetectFlowPatterns.SUCCESS).contains(label), label + " before");
        flows = PatternRunner.annotating();
        flows.set(property, value).csv(rows);
        assertTrue(flows.labels(DetectFlowPatterns.SUCCESS).contains(label), label + " after");
    }

    @Test
    void everyThresholdIsAProperty() throws Exception {
        assertThreshold(PatternProperties.PORT_SCAN_PORTS, "5", probes(SCANNER, TARGET, 1, 5, 0), "Port Scan");
        final StringBuilder sweep = new StringBuilder();
        final StringBuilder logins = new StringBuilder();
        final StringBuilder requests = new StringBuilder();
        final StringBuilder beats = new StringBuilder();
        final StringBuilder uploads = new StringBuilder();
        for (int number = 1; number <= 10; number++) {
            sweep.append(probe(SCANNER, "192.0.2." + (100 + number), 445, 0));
            logins.append("192.0.2.7,5%d,192.0.2.5,22,6,%d,1,2000,12,10\n".formatted(number, PatternRunner.NOON));
            requests.append("192.0.2.7,5%d,192.0.2.5,80,6,%d,1,2000,12,10\n".formatted(number, PatternRunner.NOON));
            beats.append("10.0.0.7,5%d,192.0.2.5,8080,6,%d,1,2000,12,10\n"
                    .formatted(number, PatternRunner.NOON + 60L * number));
            uploads.append("10.0.0.7,5%d,192.0.2.5,443,6,%d,1,2000000,12,10\n".formatted(number, PatternRunner.NOON));
        }
        assertThreshold(PatternProperties.HOST_SWEEP_HOSTS, "10", sweep.toString(), "Host Sweep");
        assertThreshold(PatternProperties.BRUTE_FORCE_ATTEMPTS, "10", logins.toString(), "Brute Force");
        assertThreshold(PatternProperties.BEACON_FLOWS, "10", beats.toString(), "Beaconing");
        assertThreshold(PatternProperties.EXFILTRATION_SIZE, "15 MB", uploads.toString(), "Exfiltration");
        final String flood = requests.toString().repeat(3);
        assertThreshold(PatternProperties.FLOOD_FLOWS, "3", flood, "Flood");
        final String packets = "203.0.113.9,5,192.0.2.5,5000,17,%d,1,3000000,30000,0\n"
                .formatted(PatternRunner.NOON)
                .repeat(2);
        assertThreshold(PatternProperties.FLOOD_PACKETS, "6000", packets, "Flood");
        flows = PatternRunner.annotating();
        flows.set(PatternProperties.BRUTE_FORCE_ATTEMPTS, "10")
                .set(PatternProperties.BRUTE_FORCE_PORTS, "21, 80")
                .csv(logins.toString() + requests);
        assertEquals(10, Collections.frequency(flows.labels(DetectFlowPatterns.SUCCESS), "Brute Force"));
        flows = PatternRunner.annotating();
        flows.set(PatternProperties.BEACON_FLOWS, "10")
                .set(PatternProperties.REGULAR_PORTS, "8080")
                .csv(beats.toString());
        assertFalse(flows.labels(DetectFlowPatterns.SUCCESS).contains("Beaconing"));
        flows = PatternRunner.annotating();
        flows.set(PatternProperties.BEACON_FLOWS, "10")
                .set(PatternProperties.INTERNAL_NETWORKS, "172.16.0.0/12")
                .csv(beats.toString());
        assertFalse(flows.labels(DetectFlowPatterns.SUCCESS).contains("Beaconing"));
    }

    @Test
    void theWindowIsAProperty() throws Exception {
        final StringBuilder slow = new StringBuilder();
        for (int port = 1; port <= 20; port++) {
            slow.append(probe(SCANNER, TARGET, port, 10L * port));
        }
        assertThreshold(PatternProperties.WINDOW, "10 min", slow.toString(), "Port Scan");
    }

    @Test
    void theExfiltrationWindowIsAProperty() throws Exception {
        final StringBuilder slow = new StringBuilder();
        for (int hour = 0; hour < 12; hour++) {
            slow.append(
                    "10.0.0.7,5,192.0.2.5,443,6,%d,1,60000000,12,10\n".formatted(PatternRunner.NOON + 1000L * hour));
        }
        assertThreshold(PatternProperties.EXFILTRATION_WINDOW, "12 hours", slow.toString(), "Exfiltration");
    }

    private static String uploadsOfAnHourAndOneMore(final int usual, final int more) {
        final StringBuilder rows = new StringBuilder();
        for (int minute = 0; minute < 60; minute++) {
            rows.append("10.0.0.7,5,192.0.2.5,443,6,%d,1,%d,12,10\n"
                    .formatted(PatternRunner.NOON + 60L * minute + minute % 3 * 7L, usual));
        }
        return rows + "10.0.0.7,5,192.0.2.6,443,6,%d,1,%d,12,10\n".formatted(PatternRunner.NOON + 3600, more);
    }

    @Test
    void theUnusualFactorIsAProperty() throws Exception {
        assertThreshold(
                PatternProperties.UNUSUAL_FACTOR,
                "2",
                uploadsOfAnHourAndOneMore(1_000_000, 30_000_000),
                "Exfiltration");
        assertThreshold(
                PatternProperties.UNUSUAL_UPLOAD_SIZE,
                "5 MB",
                uploadsOfAnHourAndOneMore(10_000, 8_000_000),
                "Exfiltration");
    }

    @Test
    void jitterIsAProperty() throws Exception {
        final StringBuilder beats = new StringBuilder();
        for (int beat = 0; beat < 30; beat++) {
            beats.append("10.0.0.7,5,192.0.2.5,8080,6,%d,1,2000,12,10\n"
                    .formatted(PatternRunner.NOON + 60L * beat + (long) beat * beat * 7 % 31));
        }
        assertThreshold(PatternProperties.BEACON_JITTER, "0.5", beats.toString(), "Beaconing");
    }

    @Test
    void latenessIsAProperty() throws Exception {
        flows.set(PatternProperties.ALLOWED_LATENESS, "8 min")
                .csv(probe(SCANNER, TARGET, 1, 1000) + probe(SCANNER, TARGET, 2, 600));
        flows.runner().assertTransferCount(DetectFlowPatterns.UNSCORED, 0);
    }

    @Test
    void patternsAndTrustedSourcesAreProperties() throws Exception {
        flows.set(PatternProperties.PATTERNS, "beaconing, Host Sweep").csv(probes(SCANNER, TARGET, 1, 50, 0));
        flows.runner().assertTransferCount(DetectFlowPatterns.SUSPICIOUS, 0);
        flows = new PatternRunner();
        flows.set(PatternProperties.TRUSTED_SOURCES, "192.0.2.0/29").csv(probes(SCANNER, TARGET, 1, 50, 0));
        assertEquals(50, flows.records(DetectFlowPatterns.NORMAL).size());
        flows.runner().assertTransferCount(DetectFlowPatterns.SUSPICIOUS, 0);
    }

    @Test
    void sourcesBeyondTheMostAreForgottenAndCounted() {
        flows.set(PatternProperties.MAXIMUM_SOURCES, "10");
        final StringBuilder rows = new StringBuilder();
        for (int host = 1; host <= 50; host++) {
            rows.append(probe("198.51.100." + host, "192.0.2." + host, 80, 0));
        }
        flows.csv(rows.toString());
        assertEquals(40, flows.runner().getCounterValue("Sources Forgotten"));
        assertTrue(flows.runner().getCounterValue("Targets Forgotten") >= 40);
        assertWarned("40 sources were forgotten to make room for others");
    }

    @Test
    void memoryIsBoundedByItsProperty() {
        flows.set(PatternProperties.MAXIMUM_MEMORY, "1 MB");
        final StringBuilder rows = new StringBuilder();
        for (int host = 0; host < 2000; host++) {
            rows.append(probe("198.51." + host / 200 + "." + host % 200, "192.0.2.1", 80, 0));
        }
        flows.csv(rows.toString());
        assertTrue(flows.runner().getCounterValue("Sources Forgotten") > 500);
    }

    @Test
    void theVocabularyCanBeNamed() throws Exception {
        flows.set(ScoringProperties.FEATURE_MAPPING, "Zeek").csv(probe(SCANNER, TARGET, 80, 0));
        assertTrue(flows.reason().startsWith("No field supplies src_ip (id.orig_h)"), flows.reason());
    }

    private void assertInvalid(final PropertyDescriptor property, final String value, final String why)
            throws Exception {
        final PatternRunner wrong = new PatternRunner();
        wrong.set(property, value);
        final AssertionError error =
                assertThrows(AssertionError.class, () -> wrong.runner().assertValid());
        assertTrue(error.getMessage().contains(why), error.getMessage());
    }

    @Test
    void impossibleValuesAreInvalidWithASentence() throws Exception {
        assertInvalid(
                PatternProperties.PATTERNS,
                "Port Scan, Sniffing",
                "'Sniffing' is not a pattern; choose of Exfiltration, Flood");
        assertInvalid(
                PatternProperties.BRUTE_FORCE_PORTS,
                "22, ssh",
                "'ssh' is not a port; ports are numbers from 0 to 65535");
        assertInvalid(PatternProperties.REGULAR_PORTS, "65536", "'65536' is not a port");
        assertInvalid(
                PatternProperties.INTERNAL_NETWORKS,
                "10.0.0.0/33",
                "'10.0.0.0/33' is not a network; write it as 10.0.0.0/8");
        assertInvalid(
                PatternProperties.TRUSTED_SOURCES, "scanner.example.org", "'scanner.example.org' is not a network");
        assertInvalid(PatternProperties.BEACON_JITTER, "2", "it lies between 0.0 and 1.0");
        assertInvalid(PatternProperties.UNUSUAL_FACTOR, "often", "it is a number, written as 0.5");
        assertInvalid(
                PatternProperties.ALLOWED_LATENESS,
                "20 min",
                "Flows 1200 s late cannot be counted in windows of 60 s: lateness is at most nine windows");
        assertInvalid(PatternProperties.PORT_SCAN_PORTS, "1", "");
        assertInvalid(PatternProperties.BATCH_SIZE, "0", "");
    }

    @Test
    void theDefaultsAreValid() {
        flows.runner().assertValid();
    }

    @Test
    void verificationJudgesASampleAndRemembersNothing() throws Exception {
        final String scan = PatternRunner.HEADER + probes(SCANNER, TARGET, 1, 25, 0);

        assertEquals("25 records judged: 25 Port Scan; 0 not judged", verified(Outcome.SUCCESSFUL, scan));
        assertEquals("25 records judged: 25 Port Scan; 0 not judged", verified(Outcome.SUCCESSFUL, scan));
        flows.csv(probe(SCANNER, TARGET, 80, 0));
        assertEquals(List.of("None"), flows.labels(DetectFlowPatterns.NORMAL));
    }

    @Test
    void verificationSaysWhatIsWrongWithASample() throws Exception {
        assertTrue(verified(Outcome.FAILED, "name,age\nAda,36\n").contains("1 not judged; the first of these: "));
        assertTrue(verified(Outcome.FAILED, PatternRunner.HEADER).contains("no record"));
        assertTrue(verified(Outcome.FAILED, "a\n\"b").startsWith("The Record Reader cannot read the sample"));
        assertEquals(
                Outcome.SKIPPED,
                ((VerifiableProcessor) flows.runner().getProcessor())
                        .verify(
                                flows.runner().getProcessContext(),
                                flows.runner().getLogger(),
                                Map.of())
                        .getFirst()
                        .getOutcome());
    }

    private String verified(final Outcome expected, final String sample) {
        final ConfigVerificationResult result = ((VerifiableProcessor)
                        flows.runner().getProcessor())
                .verify(
                        flows.runner().getProcessContext(),
                        flows.runner().getLogger(),
                        Map.of(VerificationStep.SAMPLE_ATTRIBUTE, sample))
                .getFirst();
        assertEquals(expected, result.getOutcome(), result.getExplanation());
        return result.getExplanation();
    }

    @Test
    void factsThatCannotBeLeaveUnscoredWithTheReason() throws Exception {
        final PatternRunner flows = new PatternRunner();
        flows.runner()
                .enqueue(PatternRunner.HEADER.strip() + ",Dst Port\n"
                        + "192.0.2.1,1,192.0.2.2,99999,6,1700000000,1,10,1,1,99999\n"
                        + "192.0.2.1,1,192.0.2.2,80,6,1700000000,1,10,0,0,80\n"
                        + "192.0.2.1,1,192.0.2.2,80,6,1700000000,1,10,1,1,81\n"
                        + "192.0.2.1,1,192.0.2.2,80,6,1700000000,1,10,1,1,80\n");
        flows.runner().run();

        flows.runner().assertTransferCount(DetectFlowPatterns.NORMAL, 1);
        final String left = flows.runner()
                .getFlowFilesForRelationship(DetectFlowPatterns.UNSCORED)
                .getFirst()
                .getContent();
        assertTrue(left.contains("dst_port is 99999, which cannot be: a port is a whole number from 0 to 65535"), left);
        assertTrue(left.contains("packets is 0.0, which cannot be: a flow has one packet or more"), left);
        assertTrue(left.contains("dst_port is 80 and Dst Port is 81, but both names mean the same field"), left);
    }
}

package org.aegisnet.processors.patterns;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.aegisnet.processors.SharedData;
import org.junit.jupiter.api.Test;

/**
 * Test of the number of records that get each label in real captures. The settings are the defaults unless a test says otherwise. The figures are
 * those of aegisnet-patterns/findings.md. They change when a rule changes, and then the document changes.
 */
class PatternFindingsTest {
    private static final String OTHER = "None";

    private static String lines(final String sample, final Predicate<String> wanted) throws IOException {
        final Path file = SharedData.find(sample);
        try (InputStream raw = Files.newInputStream(file);
                InputStream stream = sample.endsWith(".gz") ? new GZIPInputStream(raw) : raw;
                BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            return reader.lines().filter(wanted).collect(Collectors.joining("\n"));
        }
    }

    /** The sample holds a day's flows in no order, over a time far longer than flows may be late. */
    private static String inOrderOfStart(final String eve) {
        return eve.lines()
                .sorted(Comparator.comparing(line -> line.substring(line.indexOf("\"start\""))))
                .collect(Collectors.joining("\n"));
    }

    private static Map<String, Integer> count(final PatternRunner flows, final String field) throws IOException {
        final Map<String, Integer> counts = new TreeMap<>();
        for (final JsonNode flow : flows.records(DetectFlowPatterns.SUCCESS)) {
            final String kind = field.isEmpty() ? "" : flow.get(field).asText() + ": ";
            counts.merge(kind + flow.get("pattern_label").asText(), 1, Integer::sum);
        }
        final int unscored = flows.records(DetectFlowPatterns.UNSCORED).size();
        if (unscored > 0) {
            counts.put("unscored", unscored);
        }
        return counts;
    }

    /** The repeated scan of one host lies where an estimate decides between a scan and a flood, and estimates have a secret of each run. */
    private static Map<String, Integer> byAttack(final PatternRunner flows) throws IOException {
        final Map<String, Integer> counts = count(flows, "Label");
        counts.put(
                "Portscan: Port Scan or Flood",
                counts.getOrDefault("Portscan: Port Scan", 0) + counts.getOrDefault("Portscan: Flood", 0));
        counts.remove("Portscan: Port Scan");
        counts.remove("Portscan: Flood");
        return counts;
    }

    private static Map<String, Integer> labels(final PatternRunner flows, final String content) throws IOException {
        flows.content(content);
        return count(flows, "");
    }

    private static Map<String, Integer> labelsOfAll(final PatternRunner flows, final String file) throws IOException {
        return labels(flows, lines(file, line -> true));
    }

    @Test
    void zeekOfAVerticalScan() throws Exception {
        assertEquals(
                Map.of("Port Scan", 46, OTHER, 4),
                labelsOfAll(PatternRunner.annotating().readingJson(), "samples/slips_port-scans/vertical/conn.log"));
    }

    @Test
    void zeekOfABotThatAsksWebServers() throws Exception {
        final String log = lines(
                        "samples/slips_port-scans/horizontal/conn.log",
                        line -> !line.startsWith("#") || line.startsWith("#fields"))
                .replace("#fields\t", "");
        assertEquals(Map.of(OTHER, 41), labels(PatternRunner.annotating().readingText("tdf"), log));
        assertEquals(
                Map.of("Host Sweep", 10, OTHER, 31),
                labels(
                        PatternRunner.annotating().readingText("tdf").set(PatternProperties.HOST_SWEEP_HOSTS, "8"),
                        log));
    }

    @Test
    void zeekOfAnInfectedHostThatBrowses() throws Exception {
        assertEquals(
                Map.of(OTHER, 576),
                labelsOfAll(PatternRunner.annotating().readingJson(), "samples/slips_test9-mixed-zeek-dir_conn.log"));
    }

    @Test
    void suricataOfADeviceThatIsScannedAndBeats() throws Exception {
        assertEquals(
                Map.of("Beaconing", 114, OTHER, 3398),
                labels(
                        PatternRunner.annotating().readingJson(),
                        inOrderOfStart(lines(
                                "samples/slips_test6-malicious.suricata.json",
                                line -> line.contains("\"event_type\":\"flow\"")))));
    }

    @Test
    void argusOfAPhoneWithMalware() throws Exception {
        assertEquals(
                Map.of("Beaconing", 2, OTHER, 6749),
                labelsOfAll(
                        PatternRunner.annotating().readingText("rfc-4180"), "samples/slips_test2-malicious.binetflow"));
    }

    @Test
    void argusOfAScannedUniversity() throws Exception {
        assertEquals(
                Map.of("Host Sweep", 28, OTHER, 61),
                labelsOfAll(PatternRunner.annotating().readingText("rfc-4180"), "samples/slips_test3-mixed.binetflow"));
    }

    @Test
    void argusOfABotThatLooksForMore() throws Exception {
        assertEquals(
                Map.of("Host Sweep", 218, OTHER, 174, "unscored", 2),
                labelsOfAll(
                        PatternRunner.annotating().readingText("rfc-4180"), "samples/slips_test4-malicious.binetflow"));
    }

    @Test
    void argusOfABotThatResolvesNames() throws Exception {
        assertEquals(
                Map.of(OTHER, 296, "unscored", 4),
                labelsOfAll(PatternRunner.annotating().readingText("tdf"), "samples/slips_test5-mixed.binetflow"));
    }

    @Test
    void cicIds2017AsItComes() throws Exception {
        final PatternRunner flows = PatternRunner.annotating().readingText("rfc-4180");
        flows.content(lines("train/cicids2017_improved_train.csv.gz", line -> true));
        assertEquals(
                Map.ofEntries(
                        Map.entry("BENIGN: None", 5244),
                        Map.entry("Botnet: Beaconing", 452),
                        Map.entry("Botnet: None", 63),
                        Map.entry("DDoS: None", 5153),
                        Map.entry("DoS GoldenEye: Flood", 1292),
                        Map.entry("DoS GoldenEye: None", 2802),
                        Map.entry("DoS Hulk: None", 5190),
                        Map.entry("DoS Slowhttptest: None", 1218),
                        Map.entry("DoS Slowloris: None", 2701),
                        Map.entry("FTP-Patator: Brute Force", 2770),
                        Map.entry("FTP-Patator: None", 10),
                        Map.entry("SSH-Patator: Brute Force", 2063),
                        Map.entry("SSH-Patator: None", 10),
                        Map.entry("Heartbleed: None", 8),
                        Map.entry("Infiltration - Portscan: None", 113),
                        Map.entry("Infiltration - Portscan: Port Scan", 5017),
                        Map.entry("Infiltration: None", 25),
                        Map.entry("Portscan: None", 15),
                        Map.entry("Portscan: Port Scan or Flood", 5173),
                        Map.entry("Web Attack - Brute Force: None", 51),
                        Map.entry("Web Attack - SQL Injection: None", 9),
                        Map.entry("Web Attack - XSS: None", 13)),
                byAttack(flows));
    }

    @Test
    void cicIds2017WithAThresholdForThinnedFloods() throws Exception {
        final PatternRunner flows =
                PatternRunner.annotating().readingText("rfc-4180").set(PatternProperties.FLOOD_FLOWS, "20");
        flows.content(lines("train/cicids2017_improved_train.csv.gz", line -> true));
        assertEquals(
                Map.ofEntries(
                        Map.entry("BENIGN: None", 5244),
                        Map.entry("Botnet: Beaconing", 447),
                        Map.entry("Botnet: Flood", 30),
                        Map.entry("Botnet: None", 38),
                        Map.entry("DDoS: Flood", 5149),
                        Map.entry("DDoS: None", 4),
                        Map.entry("DoS GoldenEye: Flood", 4082),
                        Map.entry("DoS GoldenEye: None", 12),
                        Map.entry("DoS Hulk: Flood", 5188),
                        Map.entry("DoS Hulk: None", 2),
                        Map.entry("DoS Slowhttptest: Flood", 1182),
                        Map.entry("DoS Slowhttptest: None", 36),
                        Map.entry("DoS Slowloris: Flood", 2695),
                        Map.entry("DoS Slowloris: None", 6),
                        Map.entry("FTP-Patator: Brute Force", 863),
                        Map.entry("FTP-Patator: Flood", 1907),
                        Map.entry("FTP-Patator: None", 10),
                        Map.entry("SSH-Patator: Brute Force", 646),
                        Map.entry("SSH-Patator: Flood", 1417),
                        Map.entry("SSH-Patator: None", 10),
                        Map.entry("Heartbleed: None", 8),
                        Map.entry("Infiltration - Portscan: None", 113),
                        Map.entry("Infiltration - Portscan: Port Scan", 5017),
                        Map.entry("Infiltration: None", 25),
                        Map.entry("Portscan: None", 15),
                        Map.entry("Portscan: Port Scan or Flood", 5173),
                        Map.entry("Web Attack - Brute Force: None", 51),
                        Map.entry("Web Attack - SQL Injection: None", 9),
                        Map.entry("Web Attack - XSS: None", 13)),
                byAttack(flows));
    }
}

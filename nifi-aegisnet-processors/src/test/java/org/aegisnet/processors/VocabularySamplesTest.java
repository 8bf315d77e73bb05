package org.aegisnet.processors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.aegisnet.processors.record.RoutingStrategy;
import org.aegisnet.processors.scoring.FlowScoringProcessor;
import org.aegisnet.processors.scoring.ScoringProperties;
import org.apache.nifi.csv.CSVReader;
import org.apache.nifi.json.JsonTreeReader;
import org.apache.nifi.reporting.InitializationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Records as other tools write them, through NiFi's readers, into the bundled autoencoder without any setting. */
class VocabularySamplesTest {
    private FlowScoringRunner flows;

    @BeforeEach
    void annotateOnly() throws Exception {
        flows = FlowScoringRunner.bundled(new ScoreFlowAutoencoder());
        flows.runner().setProperty(ScoringProperties.ROUTING_STRATEGY, RoutingStrategy.ANNOTATE_ONLY);
    }

    private void readJson() throws InitializationException {
        flows.reader(new JsonTreeReader());
    }

    private void readTabSeparated() throws InitializationException {
        flows.reader(new CSVReader(), Map.of("CSV Format", "tdf", "Schema Access Strategy", "csv-header-derived"));
    }

    private void assertCounts(final int scored, final int unscored) throws IOException {
        assertEquals(scored, flows.records(FlowScoringProcessor.SUCCESS).size());
        assertEquals(unscored, flows.records(FlowScoringProcessor.UNSCORED).size());
        flows.records(FlowScoringProcessor.SUCCESS)
                .forEach(flow -> assertTrue(flow.get("anomaly_score").isNumber()));
    }

    private List<String> reasons() throws IOException {
        return flows.records(FlowScoringProcessor.UNSCORED).stream()
                .map(flow -> flow.get("unscored_reason").asText())
                .distinct()
                .sorted()
                .toList();
    }

    private static String lines(final String sample, final Predicate<String> wanted) throws IOException {
        final Path file = SharedData.find(sample);
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                sample.endsWith(".gz") ? new GZIPInputStream(Files.newInputStream(file)) : Files.newInputStream(file),
                StandardCharsets.UTF_8))) {
            return reader.lines().filter(wanted).collect(Collectors.joining("\n"));
        }
    }

    @Test
    void zeekInJsonWithDottedNames() throws Exception {
        readJson();
        flows.content("""
                {"ts":1.5,"id.orig_h":"192.0.2.1","id.orig_p":50123,"id.resp_h":"192.0.2.2","id.resp_p":443,"proto":"tcp","duration":2.5,\
                "orig_bytes":1000,"resp_bytes":5000,"orig_pkts":4,"orig_ip_bytes":1200,"resp_pkts":5,"resp_ip_bytes":5300}
                {"ts":1.6,"id.orig_h":"192.0.2.1","id.orig_p":50124,"id.resp_h":"192.0.2.2","id.resp_p":23,"proto":"tcp",\
                "orig_pkts":1,"orig_ip_bytes":40,"resp_pkts":0,"resp_ip_bytes":0}
                """);
        assertCounts(2, 0);
    }

    @Test
    void zeekInJsonWithNestedNamesScoresTheSame() throws Exception {
        readJson();
        flows.content("""
                {"id.orig_p":50123,"id.resp_p":443,"proto":"tcp","duration":2.5,"orig_pkts":4,"orig_ip_bytes":1200,"resp_pkts":5,"resp_ip_bytes":5300}
                """).content("""
                {"id":{"orig_p":50123,"resp_p":443},"proto":"tcp","duration":2.5,"orig_pkts":4,"orig_ip_bytes":1200,"resp_pkts":5,"resp_ip_bytes":5300}
                """);
        assertCounts(2, 0);
        final List<JsonNode> scored = flows.records(FlowScoringProcessor.SUCCESS);
        assertEquals(scored.get(0).get("anomaly_score"), scored.get(1).get("anomaly_score"));
    }

    @Test
    void zeekTabSeparatedWithTheLineOfNamesAsHeader() throws Exception {
        readTabSeparated();
        final String names =
                "id.orig_h\tid.orig_p\tproto\tduration\torig_pkts\torig_ip_bytes\tresp_pkts\tresp_ip_bytes\tservice\n";
        final String row = "192.0.2.1\t50123\ttcp\t2.5\t4\t1200\t5\t5300\t-\n";
        final String probe = "192.0.2.1\t50124\ttcp\t-\t1\t40\t0\t0\t-\n";
        flows.content("#fields\t" + names + row + probe).content(names + row + probe);
        assertCounts(4, 0);
        final List<JsonNode> scored = flows.records(FlowScoringProcessor.SUCCESS);
        assertEquals(scored.get(0).get("anomaly_score"), scored.get(2).get("anomaly_score"));
        assertEquals(scored.get(1).get("anomaly_score"), scored.get(3).get("anomaly_score"));
    }

    @Test
    void suricata() throws Exception {
        readJson();
        flows.content("""
                {"event_type":"flow","src_ip":"192.0.2.1","src_port":50123,"dest_ip":"192.0.2.2","dest_port":443,"proto":"TCP",\
                "flow":{"pkts_toserver":4,"pkts_toclient":5,"bytes_toserver":1200,"bytes_toclient":5300,\
                "start":"2021-06-06T16:38:55.855844+0200","end":"2021-06-06T16:38:58.355844+0200","age":3}}
                {"event_type":"dns","src_ip":"192.0.2.1","src_port":50123,"dest_ip":"192.0.2.2","dest_port":53,"proto":"UDP"}
                """);
        assertCounts(1, 1);
        assertEquals(
                List.of(
                        "flow.bytes_toserver is empty; flow.pkts_toserver is empty; flow.end is empty (read as Suricata)"),
                reasons());
    }

    @Test
    void aNamedVocabularyIsTheOnlyOne() throws Exception {
        readJson();
        final String both = """
                {"src_ip":"192.0.2.1","dst_ip":"192.0.2.2","src_port":1,"dst_port":2,"protocol":6,"bytes_in":1,"packets":1,"duration":0,\
                "ibyt":1000000,"ipkt":1000,"opkt":0,"td":60}
                """;
        flows.content(both);
        flows.runner().setProperty(ScoringProperties.FEATURE_MAPPING, "nfdump");
        flows.content(both);
        flows.runner().setProperty(ScoringProperties.FEATURE_MAPPING, "Argus");
        flows.content(both);
        assertCounts(2, 1);
        final List<JsonNode> scored = flows.records(FlowScoringProcessor.SUCCESS);
        assertNotEquals(scored.get(0).get("anomaly_score"), scored.get(1).get("anomaly_score"));
        assertEquals(
                List.of(
                        "No field supplies bytes_in (SrcBytes), packets (TotPkts or SrcPkts + DstPkts), duration (Dur) (read as Argus)"),
                reasons());
    }

    @Test
    void realZeekJson() throws Exception {
        readJson();
        flows.content(lines("samples/slips_test9-mixed-zeek-dir_conn.log", line -> true))
                .content(lines("samples/slips_port-scans/vertical/conn.log", line -> true))
                .content(lines("samples/slips_test13-malicious-dhcpscan-zeek-dir_conn.log", line -> true));
        assertCounts(576 + 50 + 2, 0);
    }

    @Test
    void realZeekTabSeparated() throws Exception {
        readTabSeparated();
        flows.content(lines(
                "samples/slips_port-scans/horizontal/conn.log",
                line -> !line.startsWith("#") || line.startsWith("#fields")));
        assertCounts(41, 0);
    }

    @Test
    void realSuricata() throws Exception {
        readJson();
        flows.content(lines("samples/slips_test6-malicious.suricata.json", line -> true));
        assertCounts(3512, 1488);
    }

    @Test
    void realBinetflow() throws Exception {
        for (final String sample : List.of("2-malicious", "3-mixed", "4-malicious")) {
            flows.content(lines("samples/slips_test%s.binetflow".formatted(sample), line -> true));
        }
        assertEquals(List.of("Proto is 'arp', no finite number (read as Argus)"), reasons());
        assertTrue(flows.records(FlowScoringProcessor.SUCCESS).size() > 100);
    }

    @Test
    void realNfdump() throws Exception {
        flows.content(lines("netflow/exporters/fprobe_v5_live.nfdump.csv.gz", line -> line.split(",").length > 20));
        assertCounts(700, 0);
    }
}

package org.aegisnet.processors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.aegisnet.processors.record.FieldNaming;
import org.aegisnet.processors.record.RoutingStrategy;
import org.aegisnet.processors.scoring.FlowScoringProcessor;
import org.aegisnet.processors.scoring.ScoringProperties;
import org.apache.nifi.csv.CSVReader;
import org.apache.nifi.json.JsonTreeReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Records that users of other tools reported as wrong, through NiFi's readers, into the bundled autoencoder without any setting. The fields of ECS
 * tell the facts that it saw.
 */
class ReportedRecordsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A reader's way to get the types of a CSV file. */
    private enum Types {
        INFERRED,
        TEXT;

        Map<String, String> settings(final String separator) {
            final Map<String, String> csv = Map.of("CSV Format", "custom", "Value Separator", separator);
            return this == INFERRED
                    ? csv
                    : Map.of(
                            "CSV Format",
                            "custom",
                            "Value Separator",
                            separator,
                            "Schema Access Strategy",
                            "csv-header-derived");
        }
    }

    private static String content(final String file) throws IOException {
        try (InputStream stream = ReportedRecordsTest.class.getResourceAsStream("reported-records/" + file)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static FlowScoringRunner runner() throws Exception {
        final FlowScoringRunner flows = FlowScoringRunner.bundled(new ScoreFlowAutoencoder());
        flows.runner().setProperty(ScoringProperties.ROUTING_STRATEGY, RoutingStrategy.ANNOTATE_ONLY);
        flows.runner().setProperty(ScoringProperties.FIELD_NAMING, FieldNaming.ECS);
        return flows;
    }

    private static FlowScoringRunner json(final String content) throws Exception {
        final FlowScoringRunner flows = runner();
        flows.reader(new JsonTreeReader());
        return flows.content(content);
    }

    private static FlowScoringRunner csv(final String content, final Types types, final String separator)
            throws Exception {
        final FlowScoringRunner flows = runner();
        flows.reader(new CSVReader(), types.settings(separator));
        return flows.content(content);
    }

    private static List<JsonNode> scored(final FlowScoringRunner flows) throws IOException {
        return flows.records(FlowScoringProcessor.SUCCESS);
    }

    private static List<String> reasons(final FlowScoringRunner flows) throws IOException {
        return flows.texts(FlowScoringProcessor.UNSCORED, "unscored_reason");
    }

    /** Asserts the facts of a flow; a number that is unknown is null. */
    private static void assertFacts(
            final JsonNode flow,
            final double seconds,
            final Integer packets,
            final Integer bytesIn,
            final Integer bytesOut,
            final Integer destinationPort) {
        assertEquals(seconds, flow.at("/event/duration").asLong() / 1e9, 1e-9, flow.toString());
        assertNumber(packets, flow.at("/network/packets"));
        assertNumber(bytesIn, flow.at("/source/bytes"));
        assertNumber(bytesOut, flow.at("/destination/bytes"));
        assertNumber(destinationPort, flow.at("/destination/port"));
    }

    private static void assertNumber(final Integer expected, final JsonNode value) {
        if (expected == null) {
            assertTrue(value.isNull() || value.isMissingNode(), value.toString());
        } else {
            assertEquals(expected.longValue(), value.asLong(-1));
        }
    }

    /** The same JSON with every number as text. */
    private static String asText(final String json) {
        return json.replaceAll("(: ?)(-?\\d+(?:\\.\\d+)?)(?=[,}\\s])", "$1\"$2\"");
    }

    @ParameterizedTest
    @EnumSource(Types.class)
    void nProbesFirstAndLastAreUnixTimes(final Types types) throws Exception {
        final JsonNode flow = scored(csv(content("03-nprobe-epoch-seconds-comma.csv"), types, ","))
                .getFirst();
        assertFacts(flow, 60, 42, 2400, 18000, 443);
        assertEquals("2024-03-03T10:40:00Z", flow.at("/event/start").asText());
    }

    @ParameterizedTest
    @EnumSource(Types.class)
    void aPointInTimeHasOneMeaningInEveryForm(final Types types) throws Exception {
        final String numbers = content("18-ipfix-milliseconds.csv");
        for (final String form : List.of(
                numbers,
                numbers.replace("1700000000000", "2023-11-14T22:13:20Z")
                        .replace("1700000005000", "2023-11-14T22:13:25.000Z"),
                numbers.replace("1700000000000", "2023-11-14 22:13:20")
                        .replace("1700000005000", "2023-11-14 22:13:25.000"),
                numbers.replace("1700000000000", "1700000000").replace("1700000005000", "1700000005"),
                numbers.replace("1700000000000", "1700000000000000000")
                        .replace("1700000005000", "1700000005000000000"))) {
            final JsonNode flow = scored(csv(form, types, ",")).getFirst();
            assertFacts(flow, 5, 42, 2400, 18000, 443);
            assertEquals("2023-11-14T22:13:20Z", flow.at("/event/start").asText());
        }
    }

    @ParameterizedTest
    @EnumSource(Types.class)
    void splunksBytesOutLeaveTheSource(final Types types) throws Exception {
        final List<JsonNode> flows = scored(csv(content("09-splunk-cim-paloalto.csv"), types, ","));
        assertFacts(flows.get(0), 60, 4100, 250_300, 5_000_000, 443);
        assertFacts(flows.get(1), 600, 41_000, 50_000_000, 250_300, 443);
        assertEquals("tcp", flows.get(1).at("/network/transport").asText());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            06-goflow2.json         | 5          | 10   | 1500   |         | 443  | 2023-04-15T18:28:10Z
            07-pmacct.json          | 5          | 10   | 1500   |         | 443  | 2020-09-13T07:08:52Z
            08-packetbeat-ecs.json  | 1.293792   | 10   | 1026   | 11607   | 443  | 2023-10-16T22:39:45.677Z
            20-fortigate.json       | 60         | 4100 | 250300 | 5000000 | 443  | 2024-05-01T09:59:00Z
            22-yaf.json             | 12.5       | 21   | 1506   | 12239   | 443  | 2013-03-06T20:33:33.060Z
            23b-gcp-vpc.json        | .115759893 | 7    | 1776   |         | 443  | 2019-06-14T03:45:37.186Z
            """)
    void jsonOfOtherTools(
            final String file,
            final double seconds,
            final Integer packets,
            final Integer bytesIn,
            final Integer bytesOut,
            final Integer port,
            final String start)
            throws Exception {
        for (final String form : List.of(content(file), asText(content(file)))) {
            final JsonNode flow = scored(json(form)).getFirst();
            assertFacts(flow, seconds, packets, bytesIn, bytesOut, port);
            assertEquals(start, flow.at("/event/start").asText());
            assertEquals("tcp", flow.at("/network/transport").asText());
        }
    }

    @Test
    void nfdumpInJson() throws Exception {
        for (final String form : List.of(content("04-nfdump.json"), asText(content("04-nfdump.json")))) {
            final List<JsonNode> flows = scored(json(form));
            assertFacts(flows.get(0), 32.272, 30, 2040, null, 9200);
            assertFacts(flows.get(1), 0, 1, 68, null, 53);
        }
    }

    @ParameterizedTest
    @EnumSource(Types.class)
    void aVpcRecordWithoutDataIsNoFlow(final Types types) throws Exception {
        final FlowScoringRunner flows = csv(content("05-aws-vpc-v2.txt"), types, " ");
        assertFacts(scored(flows).get(0), 60, 20, 4249, null, 443);
        assertFacts(scored(flows).get(1), 0, 1, 40, null, 3389);
        assertEquals(2, scored(flows).size());
        assertEquals(
                List.of(
                        "bytes is empty; packets is empty (read as AWS VPC)",
                        "bytes is empty; packets is empty (read as AWS VPC)"),
                reasons(flows));
    }

    @Test
    void theReasonNamesTheTool() throws Exception {
        final ObjectNode record = (ObjectNode) JSON.readTree(content("08-packetbeat-ecs.json"));
        ((ObjectNode) record.get("source")).remove("bytes");
        assertEquals(
                List.of("No field supplies bytes_in (source.bytes) (read as ECS)"), reasons(json(record.toString())));
    }

    @ParameterizedTest
    @EnumSource(Types.class)
    void aServiceForAPortIsUnknown(final Types types) throws Exception {
        final FlowScoringRunner flows = csv(content("12-argus-ra-names.csv"), types, ",");
        final List<JsonNode> scored = scored(flows);
        assertEquals(3, scored.size());
        assertFacts(scored.get(0), 3550.182373, 12, 413, 462, null);
        assertFacts(scored.get(1), 1.5, 20, 1413, 11462, null);
        assertFacts(scored.get(2), 0.000379, 2, 98, 98, null);
        assertEquals(51000, scored.get(1).at("/source/port").asInt());
        assertEquals(
                List.of(
                        "duration (Dur) is -0.5, which cannot be: a flow lasts between 0 s and 48 days (read as Argus)",
                        "bytes_out is -1255.0, which cannot be: bytes are whole, 0 or more and fewer than 2^53 (read as Argus)"),
                reasons(flows));
    }

    @ParameterizedTest
    @EnumSource(Types.class)
    void cicFlowMetersTimesMayHaveAmAndPm(final Types types) throws Exception {
        final String file = content("15d-cic-gui-v4.csv");
        for (final Map.Entry<String, String> time : Map.of(
                        "07/07/2017 08:59:50 PM", "2017-07-07T20:59:50Z",
                        "7/7/2017 3:30:00 PM", "2017-07-07T15:30:00Z",
                        "7/7/2017 12:30:00 AM", "2017-07-07T00:30:00Z",
                        "7/7/2017 12:30 PM", "2017-07-07T12:30:00Z",
                        "7/7/2017 15:30", "2017-07-07T15:30:00Z")
                .entrySet()) {
            final JsonNode flow = scored(csv(file.replace("07/07/2017 08:59:50 PM", time.getKey()), types, ","))
                    .getFirst();
            assertFacts(flow, 0.094658, 13, 708, 3718, 443);
            assertEquals(time.getValue(), flow.at("/event/start").asText());
            assertFalse(flow.path("@timestamp").asText().isEmpty());
        }
    }

    @Test
    void bytesAreWhole() throws Exception {
        for (final Types types : Types.values()) {
            final FlowScoringRunner flows = csv(content("16b-locale-thousands-dot.csv"), types, ";");
            assertEquals(1, scored(flows).size());
            assertFacts(scored(flows).getFirst(), 1, 18, 1200, 5400, 443);
            assertEquals(1, reasons(flows).size());
        }
        final FlowScoringRunner thousand = csv(
                content("16b-locale-thousands-dot.csv")
                        .replace("1.200", "1.000")
                        .replace("5.400", "5.000"),
                Types.TEXT,
                ";");
        assertEquals(
                List.of("bytes_in is 1.000, which cannot be: bytes are whole, 0 or more and fewer than 2^53;"
                        + " bytes_out is 5.000, which cannot be: bytes are whole, 0 or more and fewer than 2^53"),
                reasons(thousand));
    }

    @ParameterizedTest
    @EnumSource(Types.class)
    void nfdumpsUnderflowIsNoDuration(final Types types) throws Exception {
        final FlowScoringRunner flows = csv(content("27-nfdump-underflow.csv"), types, ",");
        assertFacts(scored(flows).getFirst(), 34, 34, 14136, null, 443);
        assertEquals(1, scored(flows).size());
        assertEquals(2, reasons(flows).size());
        reasons(flows).forEach(reason -> assertTrue(reason.startsWith("duration (td) is "), reason));
        reasons(flows).forEach(reason -> assertTrue(reason.contains("which cannot be"), reason));
    }

    @ParameterizedTest
    @EnumSource(Types.class)
    void nfdumpsPortOfIcmpIsTypeAndCode(final Types types) throws Exception {
        final List<JsonNode> flows = scored(csv(content("28-nfdump-176-icmp.csv"), types, ","));
        final List<String> written = new ArrayList<>();
        for (final String message : List.of("8,0", "3,13", "134,0")) {
            final String[] typeAndCode = message.split(",", -1);
            final boolean version6 = "134".equals(typeAndCode[0]);
            written.add(scored(json("""
                    {"src_ip":"%s","dst_ip":"%s","protocol":%d,"icmp_type":%s,"icmp_code":%s,"bytes_in":84,"packets":1,"duration":0}
                    """.formatted(
                                    version6 ? "2001:db8::1" : "192.0.2.10",
                                    version6 ? "2001:db8::2" : "198.51.100.20",
                                    version6 ? 58 : 1,
                                    typeAndCode[0],
                                    typeAndCode[1])))
                    .getFirst()
                    .at("/network/community_id")
                    .asText());
        }
        assertEquals(
                written,
                flows.subList(1, 4).stream()
                        .map(flow -> flow.at("/network/community_id").asText())
                        .toList());
        assertFacts(flows.get(2), 0, 1, 112, null, null);
        assertEquals(3, written.stream().distinct().count());
    }

    @Test
    void aFlowHasAPacket() throws Exception {
        final FlowScoringRunner flows = json(content("29-zeek-zero-packets.json"));
        assertFacts(scored(flows).getFirst(), 32.032682, 101, 3666, 56983, 443);
        assertEquals(
                List.of(
                        "packets is 0.0, which cannot be: a flow has one packet or more, whole and fewer than 2^53 (read as Zeek)"),
                reasons(flows));
    }

    @Test
    void onePingHasOneAnswer() throws Exception {
        final List<JsonNode> pings = new ArrayList<>();
        pings.add(scored(json(content("32a-ping-zeek.json"))).getFirst());
        pings.add(scored(json(content("32b-ping-suricata.json"))).getFirst());
        for (final Types types : Types.values()) {
            pings.add(scored(csv(content("32c-ping-argus.csv"), types, ",")).getFirst());
        }
        for (final JsonNode ping : pings) {
            assertEquals("event", ping.at("/event/kind").asText(), ping.toString());
            assertEquals(
                    pings.getFirst().at("/network/community_id"), ping.at("/network/community_id"), ping.toString());
            // Suricata and Argus count frames, which are 14 bytes a packet longer.
            assertEquals(
                    pings.getFirst().at("/event/risk_score").asDouble(),
                    ping.at("/event/risk_score").asDouble(),
                    0.1);
        }
    }

    @Test
    void noReasonOfAPingIsAPort() throws Exception {
        for (final String file : List.of("32a-ping-zeek.json", "32b-ping-suricata.json")) {
            final FlowScoringRunner flows = runner();
            flows.reader(new JsonTreeReader());
            flows.runner().setProperty(ScoringProperties.THRESHOLD_STRATEGY, "Fixed");
            flows.runner().setProperty(ScoringProperties.THRESHOLD, "0.0000001");
            final JsonNode ping = scored(flows.content(content(file))).getFirst();
            assertEquals("alert", ping.at("/event/kind").asText());
            assertFalse(ping.at("/event/reason").asText().contains("port"), ping.toString());
        }
    }

    /** The fields of ECS that a processor of ours wrote tell the next one the same flow. */
    @Test
    void ourOwnEcsIsRead() throws Exception {
        final JsonNode first = scored(json("""
                {"src_ip":"192.0.2.10","dst_ip":"198.51.100.20","src_port":51234,"dst_port":443,"protocol":6,"bytes_in":1200,"bytes_out":5300,\
                "packets":9,"packets_fwd":4,"packets_rev":5,"duration":2.5,"first":1700000000000}
                """)).getFirst();
        final ObjectNode ecs = JSON.createObjectNode();
        for (final String set : List.of("@timestamp", "ecs", "event", "network", "source", "destination")) {
            ecs.set(set, first.get(set));
        }
        final JsonNode second = scored(json(ecs.toString())).getFirst();
        assertFacts(second, 2.5, 9, 1200, 5300, 443);
        assertEquals(first.at("/event/risk_score"), second.at("/event/risk_score"));
        assertEquals(first.at("/event/start"), second.at("/event/start"));
        assertEquals(first.at("/network/community_id"), second.at("/network/community_id"));
    }

    /** A reader infers one schema for all records of a FlowFile; each record still is its own tool's. */
    @Test
    void aFlowFileMayMixTools() throws Exception {
        final List<String> files = List.of(
                "06-goflow2.json", "07-pmacct.json", "08-packetbeat-ecs.json", "20-fortigate.json", "23b-gcp-vpc.json");
        final StringBuilder all = new StringBuilder();
        final List<JsonNode> alone = new ArrayList<>();
        for (final String file : files) {
            all.append(content(file).strip()).append('\n');
            alone.add(scored(json(content(file))).getFirst());
        }
        all.append("""
                {"src_ip":"192.0.2.10","dst_ip":"198.51.100.20","src_port":51234,"dst_port":443,"protocol":6,"bytes_in":250300,"bytes_out":5,"packets":9,"duration":2.5}
                {"src_ip":"192.0.2.10","dest_ip":"198.51.100.20","src_port":51234,"dest_port":443,"transport":"tcp","bytes_in":250300,"bytes_out":5,"packets":9,"duration":2.5}
                """);
        final List<JsonNode> mixed = scored(json(all.toString()));
        assertEquals(7, mixed.size());
        for (int index = 0; index < files.size(); index++) {
            for (final String fact : List.of(
                    "/event/duration",
                    "/network/packets",
                    "/source/bytes",
                    "/destination/port",
                    "/event/start",
                    "/event/risk_score")) {
                assertEquals(alone.get(index).at(fact), mixed.get(index).at(fact), files.get(index) + fact);
            }
        }
        assertFacts(mixed.get(5), 2.5, 9, 250_300, 5, 443);
        assertFacts(mixed.get(6), 2.5, 9, 5, 250_300, 443);
        assertNotEquals(mixed.get(5).at("/event/risk_score"), mixed.get(6).at("/event/risk_score"));
    }
}

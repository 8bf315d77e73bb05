package org.aegisnet.processors.pairing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.aegisnet.processors.RecordRunner;
import org.aegisnet.processors.netflow.ExporterSettings;
import org.aegisnet.processors.netflow.NetFlowReader;
import org.apache.nifi.json.JsonRecordSetWriter;
import org.apache.nifi.json.JsonTreeReader;
import org.apache.nifi.util.TestRunner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests of the cases that other collectors were reported to take wrongly, through NetFlowReader and PairFlows, and of similar cases. */
class ReportedPairingTest {
    private static final long NOON = 1_700_000_000_000L;

    private RecordRunner records;
    private TestRunner runner;

    @BeforeEach
    void prepare() throws Exception {
        records = new RecordRunner(new PairFlows(() -> 1_780_000_300_000L));
        runner = records.runner();
        records.use(PairingProperties.RECORD_WRITER, new JsonRecordSetWriter());
        runner.setProperty(PairingProperties.BATCH_INTERVAL, "0 sec");
    }

    private void decode(final String name, final Map<String, String> properties) throws Exception {
        final NetFlowReader reader = new NetFlowReader();
        runner.addControllerService("netflow", reader);
        runner.setProperty(reader, "Framing", "Length Prefixed");
        properties.forEach((property, value) -> runner.setProperty(reader, property, value));
        runner.enableControllerService(reader);
        runner.setProperty(PairingProperties.RECORD_READER, "netflow");
        runner.enqueue(datagrams(name), Map.of("udp.sender", "198.51.100.7"));
        runner.run();
        runner.assertTransferCount(PairFlows.FAILURE, 0);
        runner.assertTransferCount(PairFlows.UNPAIRABLE, 0);
    }

    private static byte[] datagrams(final String name) throws IOException {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (InputStream stream = ReportedPairingTest.class.getResourceAsStream("reported/" + name + "/datagrams.hex");
                DataOutputStream content = new DataOutputStream(bytes)) {
            for (final String line : new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(text -> !text.startsWith("#"))
                    .toList()) {
                final byte[] datagram = HexFormat.of().parseHex(line.substring(line.lastIndexOf(' ') + 1));
                content.writeInt(datagram.length);
                content.write(datagram);
            }
        }
        return bytes.toByteArray();
    }

    /** Source, destination, bytes both ways, packets and pairing of the flows that left. */
    private List<String> left() throws IOException {
        return records.records(PairFlows.SUCCESS).stream()
                .map(flow -> "%s:%s>%s:%s %s %s %s %s"
                        .formatted(
                                text(flow, "src_ip"),
                                text(flow, "src_port"),
                                text(flow, "dst_ip"),
                                text(flow, "dst_port"),
                                text(flow, "bytes_in"),
                                text(flow, "bytes_out"),
                                text(flow, "packets"),
                                text(flow, "pairing")))
                .toList();
    }

    private static String text(final JsonNode flow, final String name) {
        return flow.path(name).asText();
    }

    @Test
    void outCountersThatEqualInCountersLeaveTwoHalvesThatMeet() throws Exception {
        decode("01-fortios-out-equals-in", Map.of());
        assertEquals(List.of("192.0.2.10:44778>203.0.113.5:443 1584 6948 24 paired"), left());
    }

    @Test
    void flowsWithUptimesOfEightBytesMeet() throws Exception {
        decode("02-nxos-8-byte-uptime", Map.of());
        assertEquals(1, left().size());
        assertEquals(
                "paired",
                records.records(PairFlows.SUCCESS).getFirst().get("pairing").asText());
    }

    @Test
    void flowsWithoutABootTimeMeet() throws Exception {
        decode("03-ipfix-uptime-without-boot-time", Map.of());
        assertEquals(1, left().size());
        assertEquals(
                "paired",
                records.records(PairFlows.SUCCESS).getFirst().get("pairing").asText());
    }

    @Test
    void aQuestionThatEndsBeforeItStartsMeetsItsAnswer() throws Exception {
        decode("04-last-a-few-ms-before-first", Map.of());
        final JsonNode pair = records.records(PairFlows.SUCCESS).getFirst();
        assertEquals(1, left().size());
        assertEquals("70 130", text(pair, "bytes_in") + " " + text(pair, "bytes_out"));
    }

    @Test
    void eventsOfAFirewallPassAndAreTold() throws Exception {
        decode("06-asa-nsel-connection", Map.of());
        long deltas = 0;
        final TreeSet<String> events = new TreeSet<>();
        for (final JsonNode flow : records.records(PairFlows.SUCCESS)) {
            events.add(text(flow, "pairing") + " " + text(flow, "firewall_event"));
            if ("delta".equals(text(flow, "counter_semantics"))) {
                deltas += flow.get("bytes_in").asLong();
            }
        }
        assertEquals("[biflow deleted, biflow update, event created, event denied]", events.toString());
        assertEquals(2_588, deltas);
        assertEquals(2, runner.getCounterValue("Events Passed"));
    }

    @Test
    void halvesOfASourceTranslationMeet() throws Exception {
        decode("07-mikrotik-source-nat", Map.of());
        assertEquals(List.of("192.0.2.10:40000>203.0.113.5:443 2089 320 21 paired"), left());
    }

    @Test
    void aBiflowInOutCountersIsOneRecord() throws Exception {
        decode("17-nprobe-ipfix-biflow-in-23-24", Map.of());
        assertEquals(1, left().size());
        final JsonNode flow = records.records(PairFlows.SUCCESS).getFirst();
        assertEquals(
                "13881 758335 861 biflow",
                String.join(
                        " ",
                        text(flow, "bytes_in"),
                        text(flow, "bytes_out"),
                        text(flow, "packets"),
                        text(flow, "pairing")));
    }

    @Test
    void aLoneResponderOfZeroLeavesTwoHalvesThatMeet() throws Exception {
        decode("18-huawei-lone-responder-octets", Map.of());
        final JsonNode pair = records.records(PairFlows.SUCCESS).getFirst();
        assertEquals(1, left().size());
        assertEquals(
                "1200 9000 19",
                String.join(" ", text(pair, "bytes_in"), text(pair, "bytes_out"), text(pair, "packets")));
    }

    private void pairJson(final String... halves) throws Exception {
        records.use(PairingProperties.RECORD_READER, new JsonTreeReader());
        for (final String half : halves) {
            runner.enqueue(half);
        }
        runner.run();
    }

    /** A half of TCP; translated ends may be empty. */
    private static String half(final String path, final String translated, final int bytes, final int offset) {
        final String[] ends = path.split("[ >]", -1);
        final StringBuilder json = new StringBuilder(
                "{\"src_ip\":\"%s\",\"src_port\":%s,\"dst_ip\":\"%s\",\"dst_port\":%s,\"protocol\":6,\"first\":%d,\"last\":%d,\"bytes_in\":%d,\"packets_fwd\":1,\"exporter\":\"192.0.2.1\""
                        .formatted(ends[0], ends[1], ends[2], ends[3], NOON + offset, NOON + 4_000, bytes));
        final String[] names = {"post_nat_src_ip", "post_nat_src_port", "post_nat_dst_ip", "post_nat_dst_port"};
        final String[] after = translated.isEmpty() ? new String[0] : translated.split("[ >]", -1);
        for (int index = 0; index < after.length; index++) {
            json.append(",\"%s\":\"%s\"".formatted(names[index], after[index]));
        }
        return json.append('}').toString();
    }

    @Test
    void halvesOfADestinationTranslationMeet() throws Exception {
        pairJson(
                half("203.0.113.9 40000>198.51.100.1 443", "203.0.113.9 40000>10.0.0.5 8443", 100, 0),
                half("10.0.0.5 8443>203.0.113.9 40000", "198.51.100.1 443>203.0.113.9 40000", 900, 5));
        assertEquals(List.of("203.0.113.9:40000>198.51.100.1:443 100 900 2 paired"), left());
    }

    @Test
    void halvesOfATranslationOfPortsAloneMeetInEitherOrder() throws Exception {
        pairJson(
                half("203.0.113.5 443>198.51.100.1 1024", "0.0.0.0 0>0.0.0.0 40000", 900, 5),
                half("198.51.100.1 40000>203.0.113.5 443", "0.0.0.0 1024>0.0.0.0 0", 100, 0));
        assertEquals(List.of("198.51.100.1:40000>203.0.113.5:443 100 900 2 paired"), left());
    }

    @Test
    void halvesOfATranslationOfIpv6Meet() throws Exception {
        pairJson(
                half("fd00::5 40000>2001:db8::9 443", "2001:db8:1::5 40000>2001:db8::9 443", 100, 0),
                half("2001:db8::9 443>2001:db8:1::5 40000", "2001:db8::9 443>fd00::5 40000", 900, 5));
        assertEquals(List.of("fd00::5:40000>2001:db8::9:443 100 900 2 paired"), left());
    }

    @Test
    void oneHalfThatTellsTheTranslationIsEnough() throws Exception {
        pairJson(
                half("192.0.2.10 40000>203.0.113.5 443", "198.51.100.1 1024>203.0.113.5 443", 100, 0),
                half("203.0.113.5 443>198.51.100.1 1024", "", 900, 5));
        pairJson(
                half("203.0.113.5 443>198.51.100.1 1025", "", 901, 5),
                half("192.0.2.10 40001>203.0.113.5 443", "198.51.100.1 1025>203.0.113.5 443", 101, 0));
        assertEquals(
                List.of(
                        "192.0.2.10:40000>203.0.113.5:443 100 900 2 paired",
                        "192.0.2.10:40001>203.0.113.5:443 101 901 2 paired"),
                left());
    }

    @Test
    void translatedConversationsOfTwoHostsAreNotMixed() throws Exception {
        pairJson(
                half("192.0.2.10 40000>203.0.113.5 443", "198.51.100.1 1024>203.0.113.5 443", 100, 0),
                half("192.0.2.11 40000>203.0.113.5 443", "198.51.100.1 1025>203.0.113.5 443", 200, 1),
                half("203.0.113.5 443>198.51.100.1 1025", "203.0.113.5 443>192.0.2.11 40000", 902, 5),
                half("203.0.113.5 443>198.51.100.1 1024", "203.0.113.5 443>192.0.2.10 40000", 901, 6));
        assertEquals(
                List.of(
                        "192.0.2.11:40000>203.0.113.5:443 200 902 2 paired",
                        "192.0.2.10:40000>203.0.113.5:443 100 901 2 paired"),
                left());
    }

    private static String inVlan(final String half, final int vlan) {
        return half.replace("}", ",\"vlan_id\":" + vlan + "}");
    }

    @Test
    void vlansThatDifferByDirectionDoNotKeepHalvesApart() throws Exception {
        pairJson(
                inVlan(half("192.0.2.10 40000>203.0.113.5 443", "", 100, 0), 10),
                inVlan(half("203.0.113.5 443>192.0.2.10 40000", "", 900, 5), 20));
        assertEquals(List.of("192.0.2.10:40000>203.0.113.5:443 100 900 2 paired"), left());
    }

    @Test
    void theHalfInTheSameVlanComesFirst() throws Exception {
        pairJson(
                inVlan(half("192.0.2.10 40000>203.0.113.5 443", "", 100, 0), 10),
                inVlan(half("192.0.2.10 40000>203.0.113.5 443", "", 200, 0), 20),
                inVlan(half("203.0.113.5 443>192.0.2.10 40000", "", 902, 5), 20),
                inVlan(half("203.0.113.5 443>192.0.2.10 40000", "", 901, 5), 10));
        assertEquals(
                List.of(
                        "192.0.2.10:40000>203.0.113.5:443 200 902 2 paired",
                        "192.0.2.10:40000>203.0.113.5:443 100 901 2 paired"),
                left());
    }

    @Test
    void anExporterMayHaveSeparatingFieldsOfItsOwn() throws Exception {
        runner.setProperty(ExporterSettings.PROPERTY, "exporter,separating_fields\n192.0.2.0/24,exporter vlan_id\n");
        pairJson(
                inVlan(half("192.0.2.10 40000>203.0.113.5 443", "", 100, 0), 10),
                inVlan(half("203.0.113.5 443>192.0.2.10 40000", "", 900, 5), 20));
        assertEquals(List.of(), left());
    }
}

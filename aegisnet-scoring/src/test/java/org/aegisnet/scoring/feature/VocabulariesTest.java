package org.aegisnet.scoring.feature;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One hand-made flow of each exporter, and the seven features it comes to: 1200 bytes out, 5300 back, 9 packets, 2.5 s, 50123 to 443 over TCP. */
class VocabulariesTest {
    private static final Feature BYTES_OUT = new Feature("bytes_out", FeatureUnit.BYTES, false, 0);
    private static final Feature DURATION = new Feature("duration", FeatureUnit.SECONDS, true, 0);
    private static final Feature SOURCE_PORT = new Feature("src_port", FeatureUnit.PORT, false, 0);
    private static final Feature PROTOCOL = new Feature("protocol", FeatureUnit.PROTOCOL, false, 0);
    private static final List<Feature> SEVEN = List.of(
            new Feature("bytes_in", FeatureUnit.BYTES, true, 0),
            BYTES_OUT,
            new Feature("packets", FeatureUnit.PACKETS, true, 0),
            DURATION,
            SOURCE_PORT,
            new Feature("dst_port", FeatureUnit.PORT, false, 0),
            PROTOCOL);
    private static final float[] FLOW = {1200, 5300, 9, 2.5f, 50123, 443, 6};

    /** A record as field names and values by turns. */
    private record SampleRecord(List<String> names, List<Object> values) {
        static SampleRecord of(final Object... namesAndValues) {
            final List<String> names = new ArrayList<>();
            final List<Object> values = new ArrayList<>();
            for (int i = 0; i < namesAndValues.length; i += 2) {
                names.add((String) namesAndValues[i]);
                values.add(namesAndValues[i + 1]);
            }
            return new SampleRecord(names, values);
        }

        FeatureMapping mapping(final List<Feature> features) {
            return FeatureMapping.detect(features, new Vocabularies().all(), new FieldIndex(names));
        }

        Optional<String> fault(final List<Feature> features) {
            return mapping(features).extract(values::get, new float[features.size()]);
        }

        float[] extract(final List<Feature> features) {
            final float[] flow = new float[features.size()];
            assertEquals(Optional.empty(), mapping(features).extract(values::get, flow));
            return flow;
        }

        void assertIs(final String vocabulary, final float... expected) {
            assertEquals(vocabulary, mapping(SEVEN).vocabulary().name());
            assertArrayEquals(expected, extract(SEVEN));
        }
    }

    @Test
    void netFlow9AsNProbeWritesIt() {
        SampleRecord.of(
                        "IPV4_SRC_ADDR", "192.0.2.1",
                        "L4_SRC_PORT", 50123,
                        "IPV4_DST_ADDR", "192.0.2.2",
                        "L4_DST_PORT", 443,
                        "PROTOCOL", 6,
                        "IN_BYTES", 1200,
                        "OUT_BYTES", 5300,
                        "IN_PKTS", 4,
                        "OUT_PKTS", 5,
                        "FLOW_DURATION_MILLISECONDS", 2500)
                .assertIs("NetFlow", FLOW);
    }

    @Test
    void ipfixElementsWithTheirReverse() {
        SampleRecord.of(
                        "flowStartMilliseconds", 1_700_000_000_000L,
                        "flowEndMilliseconds", 1_700_000_002_500L,
                        "octetDeltaCount", 1200,
                        "reverseOctetDeltaCount", 5300,
                        "packetDeltaCount", 4,
                        "reversePacketDeltaCount", 5,
                        "sourceTransportPort", 50123,
                        "destinationTransportPort", 443,
                        "protocolIdentifier", 6)
                .assertIs("NetFlow", FLOW);
    }

    @Test
    void ipfixTimesMayBeDateTypes() {
        assertArrayEquals(
                new float[] {2.5f},
                SampleRecord.of(
                                "flowStartMilliseconds",
                                Timestamp.from(Instant.ofEpochMilli(1_700_000_000_000L)),
                                "flowEndMilliseconds",
                                Timestamp.from(Instant.ofEpochMilli(1_700_000_002_500L)))
                        .extract(List.of(DURATION)));
    }

    @Test
    void nfStream() {
        SampleRecord.of(
                        "src_ip", "192.0.2.1",
                        "src_port", 50123,
                        "dst_ip", "192.0.2.2",
                        "dst_port", 443,
                        "protocol", 6,
                        "bidirectional_duration_ms", 2500,
                        "bidirectional_packets", 9,
                        "bidirectional_bytes", 6500,
                        "src2dst_duration_ms", 2400,
                        "src2dst_packets", 4,
                        "src2dst_bytes", 1200,
                        "dst2src_packets", 5,
                        "dst2src_bytes", 5300)
                .assertIs("NFStream", FLOW);
    }

    @Test
    void zeekCountsIpBytesIfItHasThem() {
        zeek("2.5").assertIs("Zeek", FLOW);
    }

    private static SampleRecord zeek(final Object duration) {
        return SampleRecord.of(
                "ts", "1700000000.000001",
                "uid", "CAbc1",
                "id.orig_h", "192.0.2.1",
                "id.orig_p", "50123",
                "id.resp_h", "192.0.2.2",
                "id.resp_p", "443",
                "proto", "tcp",
                "service", "-",
                "duration", duration,
                "orig_bytes", "-",
                "resp_bytes", "-",
                "orig_pkts", "4",
                "orig_ip_bytes", "1200",
                "resp_pkts", "5",
                "resp_ip_bytes", "5300",
                "tunnel_parents", "(empty)");
    }

    @Test
    void zeekLeavesADurationOfZeroOut() {
        assertEquals(0, zeek("-").extract(SEVEN)[3]);
        assertEquals(0, zeek(null).extract(SEVEN)[3]);
        assertEquals(
                Optional.of("duration is 'long', no finite number (read as Zeek)"),
                zeek("long").fault(SEVEN));
    }

    @Test
    void zeekInJsonMayHaveNoDurationAtAll() {
        SampleRecord.of("id.orig_p", 50123, "orig_pkts", 1, "orig_ip_bytes", 40, "resp_pkts", 0, "resp_ip_bytes", 0)
                .assertIs("Zeek", 40, 0, 1, 0, 50123, Float.NaN, Float.NaN);
    }

    @Test
    void zeekWithoutIpBytesCountsPayload() {
        SampleRecord.of("orig_bytes", 1200, "resp_bytes", "-", "orig_pkts", 4, "resp_pkts", 5, "duration", 1)
                .assertIs("Zeek", 1200, Float.NaN, 9, 1, Float.NaN, Float.NaN, Float.NaN);
    }

    @Test
    void aMissingMarkerIsAFaultIfTheModelNeedsTheFeature() {
        assertEquals(
                Optional.of("orig_bytes is empty (read as Zeek)"),
                SampleRecord.of("orig_bytes", "-", "orig_pkts", 1, "resp_pkts", 0)
                        .fault(SEVEN));
    }

    @Test
    void suricataTellsTheDurationByTwoTimes() {
        suricata("2021-06-06T16:38:55.855844+0200", "2021-06-06T14:38:58.355844Z")
                .assertIs("Suricata", FLOW);
    }

    private static SampleRecord suricata(final Object start, final Object end) {
        return SampleRecord.of(
                "timestamp",
                "2021-06-06T15:57:37.272281+0200",
                "event_type",
                "flow",
                "src_ip",
                "192.0.2.1",
                "src_port",
                50123,
                "dest_ip",
                "192.0.2.2",
                "dest_port",
                443,
                "proto",
                "TCP",
                "flow.pkts_toserver",
                4,
                "flow.pkts_toclient",
                5,
                "flow.bytes_toserver",
                1200,
                "flow.bytes_toclient",
                5300,
                "flow.start",
                start,
                "flow.end",
                end,
                "flow.age",
                2);
    }

    @Test
    void suricatasOtherEventsAreNotFlows() {
        assertEquals(
                Optional.of("flow.end is empty (read as Suricata)"),
                suricata("2021-06-06T16:38:55.855844+0200", null).fault(SEVEN));
        assertEquals(
                Optional.of("flow.start is 'yesterday', no date and time (read as Suricata)"),
                suricata("yesterday", "2021-06-06T16:38:55+0200").fault(SEVEN));
    }

    @Test
    void aFlowThatEndsBeforeItStartsCannotBe() {
        assertEquals(
                Optional.of(
                        "duration is -1.0, which cannot be: a flow lasts between 0 s and 48 days (read as Suricata)"),
                suricata("2021-06-06T16:38:56+0200", "2021-06-06T16:38:55+0200").fault(SEVEN));
    }

    @ParameterizedTest
    @CsvSource({
        "2021-06-06T16:38:55+0200, 2021-06-06T16:38:57.5+02:00",
        "2021-06-06T16:38:55Z, 2021-06-06T16:38:57.500000000Z",
        "2021-06-06 16:38:55, 2021-06-06 16:38:57.500",
        "2021/06/06 16:38:55.000000, 2021/06/06 16:38:57.500000",
        "1700000000, 1700000002.5"
    })
    void readsTimesInTheseForms(final String start, final String end) {
        assertArrayEquals(new float[] {2.5f}, suricata(start, end).extract(List.of(DURATION)));
    }

    @Test
    void nfdumpBiflow() {
        nfdump(5, 5300).assertIs("nfdump", FLOW);
    }

    @Test
    void nfdumpDoesNotCountTheReverseOfAOneWayFlow() {
        nfdump(0, 0).assertIs("nfdump", 1200, Float.NaN, 4, 2.5f, 50123, 443, 6);
        nfdump("0", "0").assertIs("nfdump", 1200, Float.NaN, 4, 2.5f, 50123, 443, 6);
    }

    private static SampleRecord nfdump(final Object outPackets, final Object outBytes) {
        return SampleRecord.of(
                "ts", "2026-11-20 23:31:26",
                "te", "2026-11-20 23:31:28",
                "td", "2.500",
                "sa", "192.0.2.1",
                "da", "192.0.2.2",
                "sp", "50123",
                "dp", "443",
                "pr", "TCP",
                "flg", "...AP.SF",
                "ipkt", 4,
                "ibyt", 1200,
                "opkt", outPackets,
                "obyt", outBytes);
    }

    @Test
    void nfdumpSince174() {
        SampleRecord.of(
                        "firstSeen",
                        "2026-11-20 23:31:26.000",
                        "duration",
                        2.5,
                        "proto",
                        "TCP",
                        "srcAddr",
                        "192.0.2.1",
                        "srcPort",
                        50123,
                        "dstAddr",
                        "192.0.2.2",
                        "dstPort",
                        443,
                        "packets",
                        4,
                        "bytes",
                        1200,
                        "flows",
                        1)
                .assertIs("nfdump", 1200, Float.NaN, 4, 2.5f, 50123, 443, 6);
    }

    @Test
    void argusTellsTotalsAndTheSourcesPart() {
        argus("tcp", "50123", 6500).assertIs("Argus", FLOW);
    }

    private static SampleRecord argus(final String protocol, final String sourcePort, final int totalBytes) {
        return SampleRecord.of(
                "StartTime", "2018/12/18 14:00:00.075359",
                "Dur", "2.5",
                "Proto", protocol,
                "SrcAddr", "192.0.2.1",
                "Sport", sourcePort,
                "Dir", "  <->",
                "DstAddr", "192.0.2.2",
                "Dport", "443",
                "State", "CON",
                "TotPkts", 9,
                "TotBytes", totalBytes,
                "SrcBytes", 1200,
                "Label", "");
    }

    @Test
    void argusWritesTypeAndCodeOfIcmpInPlaceOfPorts() {
        for (final String port : List.of("0x0303", "0x97af", "0xnone")) {
            assertArrayEquals(
                    new float[] {Float.NaN, 1}, argus("icmp", port, 6500).extract(List.of(SOURCE_PORT, PROTOCOL)));
        }
        assertArrayEquals(new float[] {0x0303}, argus("tcp", "0x0303", 6500).extract(List.of(SOURCE_PORT)));
    }

    @Test
    void argusMayNameServicesInPlaceOfPorts() {
        assertArrayEquals(
                new float[] {1200, Float.NaN, 6},
                argus("tcp", "https", 6500).extract(List.of(SEVEN.getFirst(), SOURCE_PORT, PROTOCOL)));
    }

    @Test
    void aPartGreaterThanTheTotalCannotBe() {
        assertEquals(
                Optional.of(
                        "bytes_out is -200.0, which cannot be: bytes are whole, 0 or more and fewer than 2^53 (read as Argus)"),
                argus("tcp", "50123", 1000).fault(List.of(BYTES_OUT)));
    }

    @Test
    void arpIsNotAnIpFlow() {
        assertEquals(
                Optional.of("Proto is 'arp', no finite number (read as Argus)"),
                argus("arp", "", 1300).fault(SEVEN));
    }

    @Test
    void computesRates() {
        final List<Feature> rates = List.of(
                new Feature("bytes_per_second", FeatureUnit.BYTES_PER_SECOND, true, 0),
                new Feature("packets_per_second", FeatureUnit.PACKETS_PER_SECOND, true, 0),
                new Feature("bytes_per_packet", FeatureUnit.BYTES, true, 0),
                new Feature("bytes", FeatureUnit.BYTES, true, 0));
        assertArrayEquals(new float[] {2600, 3.6f, 6500 / 9f, 6500}, zeek("2.5").extract(rates));
        assertEquals(
                Optional.of(
                        "duration is 0, and nothing can be divided by it; duration is 0, and nothing can be divided by it (read as Zeek)"),
                zeek("-").fault(rates));
    }

    @Test
    void takesARateThatTheRecordHolds() {
        assertArrayEquals(
                new float[] {7},
                SampleRecord.of("bytes_per_second", 7, "bytes_in", 1, "bytes_out", 2, "duration", 1)
                        .extract(List.of(new Feature("bytes_per_second", FeatureUnit.BYTES_PER_SECOND, true, 0))));
    }

    @Test
    void aFieldOfTheUsersChoiceAlsoServesWhatIsComputedFromIt() {
        final Vocabulary mapped = new Vocabularies().named("Zeek").orElseThrow().withField("bytes_in", "own bytes");
        final FeatureMapping mapping = FeatureMapping.detect(
                List.of(new Feature("bytes", FeatureUnit.BYTES, true, 0)),
                List.of(mapped),
                new FieldIndex(List.of("own bytes", "resp_ip_bytes")));
        final float[] flow = new float[1];
        assertEquals(Optional.empty(), mapping.extract(List.of(3, 4)::get, flow));
        assertArrayEquals(new float[] {7}, flow);
    }

    @Test
    void ofTwoVocabulariesThatFitTheFirstIsMeant() {
        SampleRecord.of("bytes_in", 1, "packets", 2, "duration", 3, "SrcBytes", 4, "TotPkts", 5, "Dur", 6)
                .assertIs("AegisNet", 1, Float.NaN, 2, 3, Float.NaN, Float.NaN, Float.NaN);
    }

    @Test
    void findsAVocabularyByName() {
        assertEquals(
                "Zeek", new Vocabularies().named("Zeek").map(Vocabulary::name).orElseThrow());
        assertEquals(Optional.empty(), new Vocabularies().named("zeek2"));
    }
}

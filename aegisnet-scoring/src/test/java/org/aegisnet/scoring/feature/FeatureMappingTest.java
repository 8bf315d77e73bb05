package org.aegisnet.scoring.feature;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** From a record's fields to a model's features: by which names, in which units, and what is told if it cannot be. */
class FeatureMappingTest {
    private static final Feature BYTES_IN = new Feature("bytes_in", FeatureUnit.BYTES, true, 0);
    private static final Feature BYTES_OUT = new Feature("bytes_out", FeatureUnit.BYTES, true, 0);
    private static final Feature PACKETS = new Feature("packets", FeatureUnit.PACKETS, true, 0);
    private static final Feature DURATION = new Feature("duration", FeatureUnit.SECONDS, true, 0);
    private static final Feature SOURCE_PORT = new Feature("src_port", FeatureUnit.PORT, false, 0);
    private static final Feature DESTINATION_PORT = new Feature("dst_port", FeatureUnit.PORT, true, 0);
    private static final Feature PROTOCOL = new Feature("protocol", FeatureUnit.PROTOCOL, false, 0);
    private static final List<Feature> SEVEN =
            List.of(BYTES_IN, BYTES_OUT, PACKETS, DURATION, SOURCE_PORT, DESTINATION_PORT, PROTOCOL);

    private static FeatureMapping mapping(final List<Feature> features, final String... fields) {
        return FeatureMapping.detect(features, new Vocabularies().all(), new FieldIndex(List.of(fields)));
    }

    private static float[] extract(final FeatureMapping mapping, final int features, final Object... record) {
        final float[] flow = new float[features];
        assertEquals(Optional.empty(), mapping.extract(position -> record[position], flow));
        return flow;
    }

    private static String reason(final FeatureMapping mapping, final Object... record) {
        return mapping.extract(position -> record[position], new float[9]).orElseThrow();
    }

    @Test
    void readsTheHeadersOfThePublishedFiles() {
        final FeatureMapping mapping = mapping(
                SEVEN,
                "Flow ID",
                " Source IP",
                " Source Port",
                " Destination IP",
                " Destination Port",
                " Protocol",
                " Timestamp",
                " Flow Duration",
                " Total Fwd Packets",
                " Total Backward Packets",
                "Total Length of Fwd Packets",
                " Total Length of Bwd Packets");
        assertEquals("CICFlowMeter", mapping.vocabulary().name());
        assertArrayEquals(
                new float[] {1200, 5300, 9, 2.5f, 50123, 443, 6},
                extract(
                        mapping,
                        7,
                        "id",
                        "10.0.0.1",
                        "50123",
                        "10.0.0.2",
                        "443",
                        "6",
                        "3/7/2017 8:55",
                        "2500000",
                        "4",
                        "5",
                        "1200",
                        "5300"));
    }

    @Test
    void readsTheHeadersOfTheTool() {
        final FeatureMapping mapping = mapping(
                SEVEN,
                "Src Port",
                "Dst Port",
                "Protocol",
                "Flow Duration",
                "Total Fwd Packet",
                "Total Bwd packets",
                "Total Length of Fwd Packet",
                "Total Length of Bwd Packet");
        assertArrayEquals(
                new float[] {1200, 5300, 9, 2.5f, 50123, 443, 17},
                extract(mapping, 7, 50123, 443, 17, 2_500_000L, 4, 5, 1200.0, 5300.0f));
    }

    @Test
    void readsTheShortHeadersAndDoesWithoutASourcePort() {
        final FeatureMapping mapping = mapping(
                SEVEN,
                "Dst Port",
                "Protocol",
                "Flow Duration",
                "Tot Fwd Pkts",
                "Tot Bwd Pkts",
                "TotLen Fwd Pkts",
                "TotLen Bwd Pkts");
        assertTrue(mapping.missing().isEmpty());
        assertArrayEquals(
                new float[] {1200, 5300, 9, 2.5f, Float.NaN, 443, 17},
                extract(mapping, 7, 443, 17, 2_500_000, 4, 5, 1200, 5300));
    }

    @Test
    void readsTheHeadersWithUnderscores() {
        final FeatureMapping mapping =
                mapping(List.of(DURATION, DESTINATION_PORT), "destination_port", "flow_duration", "total_fwd_packets");
        assertArrayEquals(new float[] {0.001f, 443}, extract(mapping, 2, 443, 1000, 4));
    }

    @Test
    void readsItsOwnNamesInSeconds() {
        final FeatureMapping mapping =
                mapping(SEVEN, "bytes_in", "bytes_out", "packets", "duration", "src_port", "dst_port", "protocol");
        assertEquals("AegisNet", mapping.vocabulary().name());
        assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6, 6}, extract(mapping, 7, 1, 2, 3, 4, 5, 6, "tcp"));
    }

    @Test
    void addsThePacketsOfBothDirections() {
        final FeatureMapping mapping = mapping(List.of(PACKETS), "packets_rev", "packets_fwd");
        assertArrayEquals(new float[] {7}, extract(mapping, 1, 3, 4));
        assertEquals("packets_rev is empty", reason(mapping, null, 4));
    }

    @Test
    void readsEveryColumnOfCicFlowMeterByItsPublishedNameInAllStyles() {
        for (final String[] style : new String[][] {
            {"Fwd IAT Total", "Fwd IAT Tot"},
            {
                "Init_Win_bytes_forward",
                "FWD Init Win Bytes",
                "Init Fwd Win Byts",
                "Init Win Bytes Fwd",
                "Init Fwd Win Bytes",
                "init_win_bytes_forward"
            },
            {
                "Init_Win_bytes_backward",
                "Bwd Init Win Bytes",
                "Init Bwd Win Byts",
                "Init Win Bytes Bwd",
                "Init Bwd Win Bytes"
            },
            {"act_data_pkt_fwd", "Fwd Act Data Pkts", "Act Data Pkt Fwd", "Fwd Act Data Packets"},
            {"min_seg_size_forward", "Fwd Seg Size Min", "Min Seg Size Fwd"},
            {"Total Length of Bwd Packets", "TotLen Bwd Pkts", "Bwd Packets Length Total"},
            {"Average Packet Size", "Pkt Size Avg", "Avg Packet Size"},
            {"Bwd Packet Length Std", "Bwd Pkt Len Std", " Bwd Packet Length Std"},
            {"Flow IAT Mean", "flow_iat_mean"}
        }) {
            final Feature feature = new Feature(style[0], FeatureUnit.NUMBER, true, Double.NEGATIVE_INFINITY);
            for (final String name : style) {
                assertArrayEquals(
                        new float[] {7}, extract(mapping(List.of(feature), "Label", name), 1, "BENIGN", 7), name);
            }
        }
    }

    @Test
    void aFeatureOfAUsersOwnModelComesFromTheFieldOfItsName() {
        final Feature own = new Feature("tls_records", FeatureUnit.NUMBER, true, 0);
        assertArrayEquals(new float[] {3}, extract(mapping(List.of(own), "a", "TLS Records"), 1, 1, 3));
    }

    @ParameterizedTest(name = "\"{0}\" is {1}")
    @CsvSource({"5, 5", "' 5 ', 5", "5., 5", "1e3, 1000", "+2, 2", "5.0, 5", "-0, 0", "1.5E2, 150"})
    void readsNumbersThatAreText(final String text, final float value) {
        assertEquals(value, extract(mapping(List.of(BYTES_IN), "bytes_in"), 1, text)[0] + 0.0f);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NaN",
                "nan",
                "Infinity",
                "-Infinity",
                "inf",
                "abc",
                "1,000",
                "1d",
                "1f",
                "0x1p3",
                "1e999",
                "--1",
                "٣"
            })
    void rejectsTextThatIsNotAFiniteNumber(final String text) {
        assertEquals(
                "bytes_in is '%s', no finite number".formatted(text),
                reason(mapping(List.of(BYTES_IN), "bytes_in"), text));
    }

    @Test
    void rejectsTextThatIsNotANumber() {
        final FeatureMapping mapping = mapping(List.of(BYTES_IN), "bytes_in");
        assertEquals("bytes_in is NaN", reason(mapping, Double.NaN));
        assertEquals("bytes_in is Infinity", reason(mapping, Float.POSITIVE_INFINITY));
        assertEquals("bytes_in is empty", reason(mapping, new Object[] {null}));
        assertEquals("bytes_in is empty", reason(mapping, ""));
        assertEquals("bytes_in is empty", reason(mapping, " \t"));
        assertEquals("bytes_in is ' ', no finite number", reason(mapping, ' '));
        assertEquals("bytes_in is 'true', no finite number", reason(mapping, true));
        assertEquals("bytes_in is '[]', no finite number", reason(mapping, List.of()));
    }

    @Test
    void rejectsImpossibleValues() {
        final FeatureMapping mapping = mapping(List.of(BYTES_IN), "bytes_in");
        assertEquals(
                "bytes_in is -1, which cannot be: bytes are whole, 0 or more and fewer than 2^53", reason(mapping, -1));
        assertEquals(
                "bytes_in is 1.0E39, which cannot be: bytes are whole, 0 or more and fewer than 2^53",
                reason(mapping, 1e39));
    }

    @Test
    void quotesOnlyTheStartOfALongValue() {
        final FeatureMapping mapping = mapping(List.of(BYTES_IN), "bytes_in");
        assertEquals("bytes_in is '" + "x".repeat(40) + "…', no finite number", reason(mapping, "x".repeat(5000)));
        assertTrue(reason(mapping, BigInteger.TEN.pow(5000)).length() < 150);
    }

    @Test
    void tellsAllFaultsOfARecordAtOnce() {
        final FeatureMapping mapping = mapping(List.of(BYTES_IN, BYTES_OUT), "bytes_in", "bytes_out");
        assertEquals("bytes_in is empty; bytes_out is 'x', no finite number", reason(mapping, null, "x"));
    }

    @Test
    void anOptionalFeatureMayBeEmptyOrUnreadableButNotImpossible() {
        final FeatureMapping mapping = mapping(List.of(BYTES_IN, SOURCE_PORT), "bytes_in", "src_port");
        for (final Object unknown : new Object[] {null, " ", "http", "domain", "NaN", Double.NaN, true}) {
            assertArrayEquals(new float[] {1, Float.NaN}, extract(mapping, 2, 1, unknown));
        }
        assertEquals(
                "src_port is -1, which cannot be: a port is a whole number from 0 to 65535", reason(mapping, 1, -1));
        assertEquals("bytes_in is 'http', no finite number", reason(mapping, "http", 1));
    }

    @Test
    void aProtocolThatIsNotOneOfIpIsNoFlow() {
        final FeatureMapping mapping = mapping(List.of(BYTES_IN, PROTOCOL), "bytes_in", "protocol");
        assertEquals("protocol is 'ARP', no finite number", reason(mapping, 1, "ARP"));
        assertArrayEquals(new float[] {1, Float.NaN}, extract(mapping, 2, 1, "unas"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.200", "1.000", "12.345", "999.000"})
    void aCountWithADotBeforeThreeDigitsIsRefused(final String text) {
        assertEquals(
                "bytes_in is %s, which cannot be: bytes are whole, 0 or more and fewer than 2^53".formatted(text),
                reason(mapping(List.of(BYTES_IN), "bytes_in"), text));
        assertArrayEquals(
                new float[] {Float.parseFloat(text)}, extract(mapping(List.of(DURATION), "duration"), 1, text));
    }

    @ParameterizedTest
    @CsvSource({"tcp, 6", "TCP, 6", "udp, 17", "icmp, 1", "ipv6-icmp, 58", "ICMP6, 58", "sctp, 132", "gre, 47", "89, 89"
    })
    void readsProtocolsByName(final String name, final float number) {
        assertArrayEquals(new float[] {number}, extract(mapping(List.of(PROTOCOL), "protocol"), 1, name));
    }

    @Test
    void namesTheFieldsThatWouldCloseTheGap() {
        final FeatureMapping mapping =
                mapping(SEVEN, " Flow Duration", " Destination Port", "Total Length of Fwd Packets");
        assertEquals(List.of(BYTES_OUT, PACKETS), mapping.missing());
        assertEquals(
                "No field supplies bytes_out (Total Length of Bwd Packets), packets (Total Fwd Packets + Total Backward Packets) (read as CICFlowMeter)",
                reason(mapping, 1, 2, 3));
    }

    @Test
    void withoutAnyFamiliarFieldTheFirstVocabularySpeaks() {
        assertEquals(
                "No field supplies bytes_in, packets (packets or packets_fwd + packets_rev)",
                reason(mapping(List.of(BYTES_IN, PACKETS), "a", "b"), 1, 2));
    }

    @Test
    void theVocabularyThatSuppliesMostRequiredFeaturesWins() {
        final List<String> both = new ArrayList<>(List.of("Source Port", "Protocol", "bytes_in"));
        assertEquals(
                "AegisNet",
                FeatureMapping.detect(
                                List.of(BYTES_IN, SOURCE_PORT, PROTOCOL),
                                new Vocabularies().all(),
                                new FieldIndex(both))
                        .vocabulary()
                        .name());
        both.set(2, "Flow Duration");
        assertEquals(
                "CICFlowMeter",
                FeatureMapping.detect(
                                List.of(DURATION, SOURCE_PORT, PROTOCOL),
                                new Vocabularies().all(),
                                new FieldIndex(both))
                        .vocabulary()
                        .name());
    }

    @Test
    void everyVocabularyHasANameOfItsOwn() {
        final List<String> names =
                new Vocabularies().all().stream().map(Vocabulary::name).toList();
        assertEquals(names.size(), names.stream().distinct().count(), Arrays.toString(names.toArray()));
    }
}

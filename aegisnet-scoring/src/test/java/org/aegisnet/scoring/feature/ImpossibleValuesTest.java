package org.aegisnet.scoring.feature;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.aegisnet.scoring.loading.BundledModels;
import org.aegisnet.scoring.model.ModelKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Impossible values of a flow never become part of a score, for every type and every reader. */
class ImpossibleValuesTest {
    private static final List<String> OWN = List.of(
            "bytes_in", "bytes_out", "packets", "duration", "src_port", "dst_port", "protocol", "tcp_flags_fwd");
    private static final List<Object> SOUND = List.of(1200, 5300, 9, 2.5, 50123, 443, 6, 27);

    private static final List<String> CIC = List.of(
            "Protocol",
            "Destination Port",
            "Flow Duration",
            "Total Fwd Packets",
            "Total Backward Packets",
            "Total Length of Fwd Packets",
            "Total Length of Bwd Packets",
            "Fwd Packet Length Max",
            "Fwd Packet Length Mean",
            "Fwd IAT Std",
            "Fwd IAT Min",
            "Bwd IAT Max",
            "Packet Length Variance",
            "Init_Win_bytes_forward",
            "Init_Win_bytes_backward");
    private static final List<Object> CIC_FLOW =
            List.of(6, 443, 94658, 6, 7, 708, 3718, 387, 118.5, 13525.5, 5, 42000, 9, 8192, -1);

    private static List<Feature> features(final ModelKind kind) {
        try {
            return new BundledModels().read(kind).metadata().features();
        } catch (final Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static Optional<String> fault(
            final ModelKind kind, final List<String> names, final List<?> values, final float[] flow) {
        return FeatureMapping.detect(features(kind), new Vocabularies().all(), new FieldIndex(names))
                .extract(values::get, flow);
    }

    private static String fault(final ModelKind kind, final List<String> names, final List<?> values) {
        return fault(kind, names, values, new float[features(kind).size()]).orElse("");
    }

    private static List<Object> with(
            final List<String> names, final List<Object> sound, final String name, final Object value) {
        final List<Object> values = new ArrayList<>(sound);
        values.set(names.indexOf(name), value);
        return values;
    }

    static Stream<Arguments> impossible() {
        return Stream.of(
                        Arguments.of(
                                "dst_port", List.of("99999", "-1", "1.5", "65536", "4294967295", "1e10", "0x1ffff")),
                        Arguments.of("src_port", List.of("99999", "-1", "443.5", "-9223372036854775808")),
                        Arguments.of("protocol", List.of("256", "300", "-6", "6.5")),
                        Arguments.of("packets", List.of("0", "0.5", "-3", "1.5", "9223372036854775807")),
                        Arguments.of(
                                "bytes_in",
                                List.of(
                                        "1.200",
                                        "-5",
                                        "9223372036854775807",
                                        "9223372036854775808",
                                        "-9223372036854775808",
                                        "18446744073709551615",
                                        "18446744073709551616",
                                        "9007199254740993")),
                        Arguments.of("bytes_out", List.of("0.1", "-1", "18446744073709551615")),
                        Arguments.of(
                                "duration",
                                List.of("-0.001", "4294967.264", "4294967.295", "18446744073709512", "4294967295")),
                        Arguments.of("tcp_flags_fwd", List.of("65536", "-1", "2.5")))
                .flatMap(row -> ((List<?>) row.get()[1]).stream().map(value -> Arguments.of(row.get()[0], value)));
    }

    @ParameterizedTest
    @MethodSource("impossible")
    void asTextAsNumberAndAsDecimal(final String field, final String value) {
        for (final Object form : forms(value)) {
            final String fault = fault(ModelKind.AUTOENCODER, OWN, with(OWN, SOUND, field, form));
            assertTrue(fault.contains(field) && fault.contains(", which cannot be: "), form.getClass() + " " + fault);
        }
    }

    private static List<Object> forms(final String value) {
        final List<Object> forms = new ArrayList<>(List.of(value));
        if (!value.startsWith("0x")) {
            forms.add(new BigDecimal(value));
            forms.add(Double.parseDouble(value));
        }
        if (value.matches("-?\\d{1,18}")) {
            forms.add(Long.parseLong(value));
        } else if (value.matches("-?\\d+")) {
            forms.add(new BigInteger(value));
        }
        return forms;
    }

    @Test
    void soundFlowsStay() {
        assertEquals("", fault(ModelKind.AUTOENCODER, OWN, SOUND));
        assertEquals("", fault(ModelKind.FOREST, CIC, CIC_FLOW));
        for (final Object[] edge : new Object[][] {
            {"dst_port", 0},
            {"dst_port", 65535},
            {"protocol", 0},
            {"protocol", 255},
            {"packets", 1},
            {"bytes_in", 0},
            {"bytes_in", 4294967295L},
            {"duration", 0},
            {"duration", 4_147_200},
            {"tcp_flags_fwd", "...AP.SF"},
            {"tcp_flags_fwd", 65535},
            {"src_port", "1e3"}
        }) {
            assertEquals(
                    "",
                    fault(ModelKind.AUTOENCODER, OWN, with(OWN, SOUND, (String) edge[0], edge[1])),
                    Arrays.toString(edge));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "protocol, 300",
        "Destination Port, 99999",
        "Flow Duration, -1",
        "Flow Duration, 4294967264000",
        "Total Fwd Packets, 0.5",
        "Total Backward Packets, -1",
        "Total Length of Bwd Packets, 1.2",
        "Fwd Packet Length Max, 4294967296",
        "Fwd Packet Length Max, 1.5",
        "Fwd Packet Length Mean, -1",
        "Fwd IAT Min, -1",
        "Bwd IAT Max, 18446744073709551615",
        "Packet Length Variance, 1e30",
        "Init_Win_bytes_forward, 65536",
        "Init_Win_bytes_forward, -2",
        "Init_Win_bytes_backward, 0.5"
    })
    void theForestRefusesThemToo(final String column, final String value) {
        for (final Object form : forms(value)) {
            final String fault =
                    fault(ModelKind.FOREST, CIC, with(CIC, CIC_FLOW, column.replace("protocol", "Protocol"), form));
            assertTrue(fault.contains(column) && fault.contains(", which cannot be: "), form.getClass() + " " + fault);
        }
    }

    @Test
    void aFlowHasAPacketInOneDirectionAtLeast() {
        final List<Object> none = with(CIC, with(CIC, CIC_FLOW, "Total Fwd Packets", 0), "Total Backward Packets", 0);
        assertEquals(
                "packets is 0.0, which cannot be: a flow has one packet or more, whole and fewer than 2^53 (read as CICFlowMeter)",
                fault(ModelKind.FOREST, CIC, none));
        assertTrue(fault(ModelKind.AUTOENCODER, CIC, none).startsWith("packets is 0.0"));
        assertEquals("", fault(ModelKind.FOREST, CIC, with(CIC, CIC_FLOW, "Total Fwd Packets", 0)));
    }

    @Test
    void halvesOfASumAreNotTheWhole() {
        final List<String> names = List.of("ibyt", "ipkt", "opkt", "td");
        assertEquals(
                "packets (ipkt) is 0.5, which cannot be: packets are whole, 0 or more and fewer than 2^53 (read as nfdump)",
                fault(ModelKind.AUTOENCODER, names, List.of(100, 0.5, 0.5, 1)));
        assertEquals(
                "packets (opkt) is -4, which cannot be: packets are whole, 0 or more and fewer than 2^53 (read as nfdump)",
                fault(ModelKind.AUTOENCODER, names, List.of(100, 5, -4, 1)));
    }

    @Test
    void durationsInMillisecondsOfANetFlowExporterEndBelow48Days() {
        final List<String> names = List.of("IN_BYTES", "IN_PKTS", "FLOW_DURATION_MILLISECONDS", "PROTOCOL");
        assertTrue(fault(ModelKind.AUTOENCODER, names, List.of(100, 2, 4294967264L, 6))
                .startsWith("duration (FLOW_DURATION_MILLISECONDS) is 4294967264, which cannot be: "));
        assertEquals("", fault(ModelKind.AUTOENCODER, names, List.of(100, 2, 60_000, 6)));
    }

    @Test
    void icmpHasNoPortsThatCouldBeWrong() {
        final List<Object> ping = with(OWN, with(OWN, SOUND, "protocol", "icmp"), "dst_port", "3.13");
        final float[] flow = new float[7];
        assertEquals(Optional.empty(), fault(ModelKind.AUTOENCODER, OWN, ping, flow));
        assertArrayEquals(new float[] {1200, 5300, 9, 2.5f, Float.NaN, Float.NaN, 1}, flow);
    }

    @Test
    void anUnusedColumnMayHoldAnyText() {
        final List<String> names = new ArrayList<>(CIC);
        names.add("Flow Bytes/s");
        final List<Object> values = new ArrayList<>(with(CIC, CIC_FLOW, "Destination Port", "https"));
        values.add("Infinity");
        assertEquals("", fault(ModelKind.FOREST, names, values));
    }

    @Test
    void fieldsOfOneNameMustAgree() {
        final List<String> names = new ArrayList<>(OWN);
        names.add("Dst Port");
        final List<Object> values = new ArrayList<>(SOUND);
        for (final Object same : new Object[] {443, "443", 443.0, " 443 ", "", null}) {
            final List<Object> agreeing = new ArrayList<>(values);
            agreeing.add(same);
            assertEquals("", fault(ModelKind.AUTOENCODER, names, agreeing));
        }
        values.add(80);
        assertEquals(
                "dst_port is 443 and Dst Port is 80, but both names mean the same field; keep the right one",
                fault(ModelKind.AUTOENCODER, names, values));
    }

    @Test
    void theOneFieldOfANameThatHasAValueCounts() {
        final List<String> names = new ArrayList<>(OWN);
        names.add("DST-PORT");
        final List<Object> values = new ArrayList<>(with(OWN, SOUND, "dst_port", ""));
        values.add(80);
        final float[] flow = new float[7];
        assertEquals(Optional.empty(), fault(ModelKind.AUTOENCODER, names, values, flow));
        assertEquals(80, flow[5]);
    }

    @Test
    void fieldsOfOneNameThatNobodyNeedsMayDiffer() {
        final List<String> names = new ArrayList<>(CIC);
        names.addAll(List.of("Fwd Header Length", " Fwd Header Length"));
        final List<Object> values = new ArrayList<>(CIC_FLOW);
        values.addAll(List.of(120, 136));
        assertEquals("", fault(ModelKind.FOREST, names, values));
    }

    @Test
    void factsTellTheSameFaults() {
        final FieldIndex fields = new FieldIndex(List.of("src_ip", "SRC IP", "dst_ip", "protocol", "packets"));
        final FlowFactMapping facts =
                new FlowFactMapping(new Vocabularies().named("AegisNet").orElseThrow(), fields);
        assertEquals(
                Optional.of("protocol is 300, which cannot be: a protocol is a whole number from 0 to 255"),
                facts.fault(List.<Object>of("192.0.2.1", "192.0.2.1", "192.0.2.2", 300, 1)::get));
        assertEquals(
                Optional.of(
                        "src_ip is 192.0.2.1 and SRC IP is 192.0.2.9, but both names mean the same field; keep the right one"),
                facts.fault(List.<Object>of("192.0.2.1", "192.0.2.9", "192.0.2.2", 6, 1)::get));
        assertEquals(Optional.empty(), facts.fault(List.<Object>of("192.0.2.1", "", "192.0.2.2", "tcp", 1)::get));
    }
}

package org.aegisnet.scoring.feature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.StringJoiner;
import org.aegisnet.scoring.loading.BundledModels;
import org.aegisnet.scoring.model.ModelKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The first row of a file in the header of each public data set and of each version of CICFlowMeter. The facts are worked out by hand from the
 * documentation of the data set; a reader may give the values as text or as numbers.
 */
class DataSetSnippetsTest {
    private static FeatureMapping detect(final SampleTable table, final ModelKind kind) throws Exception {
        return FeatureMapping.detect(
                new BundledModels().read(kind).metadata().features(), new Vocabularies().all(), table.fields());
    }

    private static FlowFactMapping facts(final SampleTable table) throws Exception {
        return new FlowFactMapping(detect(table, ModelKind.AUTOENCODER).vocabulary(), table.fields());
    }

    @ParameterizedTest
    @CsvSource({
        "snippets/cicids2017-published, CICFlowMeter, 2017-07-07T03:56:00Z 1.293792 s 3/7 packets 26/11607 bytes 192.0.2.5:54865 198.51.100.6:443 6",
        "cases/24-cicids2017-duplicate-column, CICFlowMeter, - 0.094658 s 6/7 packets 708/3718 bytes -:- -:443 -",
        "cases/25a-infinity, CICFlowMeter, - 0.094658 s 6/7 packets 708/3718 bytes -:- -:- -",
        "cases/26a-cic2017-names-addresses, CICFlowMeter, 2017-07-07T15:30:00Z 0.094658 s 6/7 packets 708/3718 bytes 192.0.2.5:54865 198.51.100.6:443 6",
        "cases/15d-cic-gui-v4, CICFlowMeter, 2017-07-07T20:59:50Z 0.094658 s 6/7 packets 708/3718 bytes 192.0.2.5:54865 198.51.100.6:443 6",
        "cases/01-eleven-cicids2017-features, CICFlowMeter, - 1.293792 s 3/7 packets 26/11607 bytes -:- -:- -",
        "snippets/cicflowmeter-3, CICFlowMeter, 2015-03-31T08:32:22Z 1.293792 s 3/7 packets 26/11607 bytes 192.0.2.5:54865 198.51.100.6:443 6",
        "snippets/cse-cic-ids2018, CICFlowMeter, 2018-02-14T08:31:01Z 1.293792 s 3/7 packets 26/11607 bytes 192.0.2.5:54865 198.51.100.6:443 6",
        "snippets/cic-ton-iot, CICFlowMeter, 2019-04-25T17:18:37Z 1.293792 s 3/7 packets 26/11607 bytes 192.0.2.5:54865 198.51.100.6:443 6",
        "snippets/cic-darknet2020, CICFlowMeter, 2015-07-24T16:09:48Z 1.293792 s 3/7 packets 26/11607 bytes 192.0.2.5:54865 198.51.100.6:443 6",
        "snippets/cicddos2019, CICFlowMeter, 2018-12-01T10:51:39.813Z 1.293792 s 3/7 packets 26/11607 bytes 192.0.2.5:54865 198.51.100.6:443 6",
        "snippets/cicids2017-corrected, CICFlowMeter, 2017-07-07T18:56:21.827Z 1.293792 s 3/7 packets 26/11607 bytes 192.0.2.5:54865 198.51.100.6:443 6",
        "snippets/cic-cleaned-collections, CICFlowMeter, - 1.293792 s 3/7 packets 26/11607 bytes -:- -:- 6",
        "snippets/lycostand, CICFlowMeter, 2017-07-07T18:56:21.827Z 1.293792 s 3/7 packets 26/11607 bytes 192.0.2.5:54865 198.51.100.6:443 6",
        "snippets/cic-names-in-words, CICFlowMeter, 2017-07-07T15:56:00Z 1.293792 s 3/7 packets 26/11607 bytes 192.0.2.5:54865 198.51.100.6:443 6",
        "cases/02b-python-cicflowmeter-0.4-seconds, Python CICFlowMeter, 2025-03-01T10:00:00Z 1.293792 s 6/5 packets 1150/5930 bytes 192.0.2.10:51234 198.51.100.20:443 6",
        "snippets/python-cicflowmeter-0.1.0, Python CICFlowMeter, 2025-03-01T10:00:00Z 1.293792 s 6/5 packets 1150/5930 bytes 192.0.2.5:54865 198.51.100.6:443 6",
        "snippets/python-cicflowmeter-0.2, Python CICFlowMeter, 2025-03-01T10:00:00Z 1.293792 s 6/5 packets 1150/5930 bytes 192.0.2.5:54865 198.51.100.6:443 6",
        "snippets/python-cicflowmeter-0.4, Python CICFlowMeter, 2025-03-01T10:00:00Z 1.293792 s 6/5 packets 1150/5930 bytes 192.0.2.5:54865 198.51.100.6:443 6",
        "snippets/cse-cic-ids2018-snake-case, Python CICFlowMeter, 2018-02-14T08:31:01Z 1.293792 s 3/7 packets 26/11607 bytes 192.0.2.5:54865 198.51.100.6:443 6",
        "cases/13-unsw-nb15-training, UNSW-NB15, - 0.121478 s 6/4 packets 258/172 bytes -:- -:- 6",
        "snippets/unsw-nb15-with-names, UNSW-NB15, 2015-01-22T11:50:14Z 0.036133 s 4/4 packets 528/304 bytes 192.0.2.5:33661 198.51.100.6:1024 17",
        "snippets/bot-iot, BoT-IoT, 2018-05-15T00:28:41.180Z 2.41 s 5/5 packets 350/330 bytes 192.0.2.5:139 198.51.100.6:36390 6",
        "snippets/bot-iot-5-percent, BoT-IoT, 2018-06-04T05:10:00.500Z 11.75 s 7/0 packets 770/0 bytes 192.0.2.5:6551 198.51.100.6:80 17",
        "snippets/ton-iot, ToN-IoT, 2019-04-28T21:05:32Z 2.5 s 4/5 packets 1200/5300 bytes 192.0.2.5:57139 198.51.100.6:8080 6",
        "snippets/cidds-001, CIDDS, 2017-03-15T00:01:16.632Z 12.5 s 1500/- packets 1400000/- bytes 192.0.2.5:445 198.51.100.6:58844 6",
        "snippets/ntlflowlyzer, NTLFlowLyzer, 2017-07-05T11:42:42.123Z 2.5 s 4/5 packets 1000/5000 bytes 192.0.2.5:54865 198.51.100.6:443 6",
        "snippets/nf-unsw-nb15-v1, nProbe, - 0.015 s 11/8 packets 9672/416 bytes 192.0.2.5:62073 198.51.100.6:56082 6",
        "snippets/nf-v2, nProbe, - 0.015 s 11/8 packets 9672/416 bytes 192.0.2.5:62073 198.51.100.6:56082 6",
        "snippets/nf-v3, nProbe, 2015-02-18T06:49:53.040Z 0.015 s 11/8 packets 9672/416 bytes 192.0.2.5:62073 198.51.100.6:56082 6",
        "snippets/ctu-13, Argus, 2011-08-10T09:46:59.608Z 1.026539 s -/- packets 156/120 bytes 192.0.2.5:1577 198.51.100.6:6881 6"
    })
    void tellsTheFactsOfTheFirstRow(final String file, final String vocabulary, final String expected)
            throws Exception {
        final SampleTable table = SampleTable.read(file + ".csv");
        assertEquals(
                vocabulary, detect(table, ModelKind.AUTOENCODER).vocabulary().name());
        final FlowFactMapping mapping = facts(table);
        for (final FlowValues values : List.of(table.asText(0), table.asNumbers(0))) {
            assertEquals(Optional.empty(), mapping.fault(values));
            assertEquals(expected, describe(mapping.read(values)));
        }
    }

    private static String describe(final FlowFacts facts) {
        return new StringJoiner(" ")
                .add(facts.start().isEmpty() ? "-" : start(facts.start().getAsDouble()))
                .add(
                        facts.duration().isEmpty()
                                ? "-"
                                : Double.toString(Math.rint(facts.duration().getAsDouble() * 1e9) / 1e9))
                .add("s")
                .add(count(facts.packetsForward()) + "/" + count(facts.packetsReverse()) + " packets")
                .add(count(facts.bytesIn()) + "/" + count(facts.bytesOut()) + " bytes")
                .add(facts.sourceAddress().orElse("-") + ":" + port(facts.sourcePort()))
                .add(facts.destinationAddress().orElse("-") + ":" + port(facts.destinationPort()))
                .add(port(facts.protocol()))
                .toString();
    }

    private static String start(final double seconds) {
        return Instant.ofEpochMilli(Math.round(seconds * 1e3)).toString();
    }

    private static String count(final OptionalLong count) {
        return count.isEmpty() ? "-" : Long.toString(count.getAsLong());
    }

    private static String port(final OptionalInt port) {
        return port.isEmpty() ? "-" : Integer.toString(port.getAsInt());
    }

    /** Times between packets are microseconds in the model, whichever unit the duration of the record is in. */
    @ParameterizedTest
    @CsvSource({
        "snippets/cicids2017-published, 523.5, 3, 1292730, 8192, 229",
        "snippets/cicflowmeter-3, 523.5, 3, 1292730, 8192, 229",
        "snippets/cse-cic-ids2018, 523.5, 3, 1292730, 8192, 229",
        "snippets/cse-cic-ids2018-snake-case, 523.5, 3, 1292730, 8192, 229",
        "snippets/cic-ton-iot, 523.5, 3, 1292730, 8192, 229",
        "snippets/cic-darknet2020, 523.5, 3, 1292730, 8192, 229",
        "snippets/cicddos2019, 523.5, 3, 1292730, 8192, 229",
        "snippets/cicids2017-corrected, 523.5, 3, 1292730, 8192, 229",
        "snippets/cic-cleaned-collections, 523.5, 3, 1292730, 8192, 229",
        "snippets/lycostand, 523.5, 3, 1292730, 8192, 229",
        "snippets/cic-names-in-words, 523.5, 3, 1292730, 8192, 229",
        "cases/24-cicids2017-duplicate-column, 13525.5, 5, 42000, 8192, 229",
        "cases/25a-infinity, 13525.5, 5, 42000, 8192, 229",
        "cases/26a-cic2017-names-addresses, 13525, 5, 42000, 8192, 62644",
        "cases/15d-cic-gui-v4, 13525, 5, 42000, 8192, 62644",
        "cases/02b-python-cicflowmeter-0.4-seconds, 310000, 200, 900000, 64240, 65160",
        "snippets/python-cicflowmeter-0.1.0, 310000.5, 200, 900000, 64240, 65160",
        "snippets/python-cicflowmeter-0.2, 310000.5, 200, 900000, 64240, 65160",
        "snippets/python-cicflowmeter-0.4, 310000.5, 200, 900000, 64240, 65160"
    })
    void theForestGetsItsColumnsFromEveryHeader(
            final String file,
            final float fwdIatStd,
            final float fwdIatMin,
            final float bwdIatMax,
            final float windowForward,
            final float windowBackward)
            throws Exception {
        final SampleTable table = SampleTable.read(file + ".csv");
        final FeatureMapping mapping = detect(table, ModelKind.FOREST);
        final List<String> features = new BundledModels()
                .read(ModelKind.FOREST).metadata().features().stream()
                        .map(Feature::name)
                        .toList();
        final float[] flow = new float[features.size()];
        final Map<String, Float> expected = Map.of(
                "Fwd IAT Std", fwdIatStd,
                "Fwd IAT Min", fwdIatMin,
                "Bwd IAT Max", bwdIatMax,
                "Init_Win_bytes_forward", windowForward,
                "Init_Win_bytes_backward", windowBackward);
        for (final FlowValues values : List.of(table.asText(0), table.asNumbers(0))) {
            assertEquals(Optional.empty(), mapping.extract(values, flow));
            expected.forEach((name, value) -> {
                if (features.contains(name)) {
                    assertEquals(value, flow[features.indexOf(name)], value * 1e-6f, name);
                }
            });
        }
    }

    @Test
    void theElevenColumnsOfTheForestBeforeThisOneAreAllUnderstood() {
        final SampleTable table = SampleTable.read("cases/01-eleven-cicids2017-features.csv");
        final Vocabulary vocabulary = new Vocabularies().named("CICFlowMeter").orElseThrow();
        assertEquals(11, table.names().size());
        for (final String column : table.names()) {
            final Feature feature = new Feature(column, FeatureUnit.NUMBER, true, Double.NEGATIVE_INFINITY);
            assertTrue(vocabulary.knows(feature), column);
            assertTrue(vocabulary.bind(feature, table.fields()).isPresent(), column);
        }
    }

    @Test
    void infinityInARateThatNoModelUsesIsNoFault() throws Exception {
        final SampleTable table = SampleTable.read("cases/25a-infinity.csv");
        final FeatureMapping mapping = detect(table, ModelKind.FOREST);
        assertEquals(
                Optional.empty(),
                mapping.extract(
                        table.asText(1),
                        new float
                                [new BundledModels()
                                        .read(ModelKind.FOREST)
                                        .metadata()
                                        .features()
                                        .size()]));
    }

    @Test
    void anIcmpFlowOfBotIotHasNoPorts() throws Exception {
        final SampleTable table = SampleTable.read("snippets/bot-iot.csv");
        final FlowFacts facts = facts(table).read(table.asText(1));
        assertEquals(OptionalInt.of(1), facts.protocol());
        assertEquals(OptionalInt.empty(), facts.destinationPort());
        assertEquals(OptionalInt.of(8), facts.icmpType());
    }

    @Test
    void anAddressInTheBytesOfTonIotIsNotRead() throws Exception {
        final SampleTable table = SampleTable.read("snippets/ton-iot.csv");
        final FlowFacts facts = facts(table).read(table.asText(1));
        assertEquals(OptionalLong.of(68), facts.bytesIn());
        assertEquals(OptionalDouble.of(0), facts.duration());
    }

    @Test
    void typeAndCodeOfAPingInCiddsAreNoPort() throws Exception {
        final SampleTable table = SampleTable.read("snippets/cidds-001.csv");
        final FlowFacts facts = facts(table).read(table.asText(1));
        assertEquals(OptionalInt.of(1), facts.protocol());
        assertEquals(OptionalInt.empty(), facts.destinationPort());
        assertEquals(OptionalInt.of(8), facts.icmpType());
        assertEquals(OptionalInt.of(0), facts.icmpCode());
        assertEquals(OptionalLong.of(92), facts.bytesIn());
    }

    @ParameterizedTest
    @CsvSource({
        "1.0 M, 1000000",
        "  1.4 M, 1400000",
        "1.1M, 1100000",
        "2 K, 2000",
        "3.2 G, 3200000000",
        "174, 174",
        "174.0, 174"
    })
    void countsMayHaveADecimalSuffix(final String text, final double expected) {
        assertEquals(expected, NumberText.parseWithSuffix(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"M", "1.0 X", "one M", "", "1,4 M"})
    void otherSuffixesAreNoCounts(final String text) {
        assertTrue(Double.isNaN(NumberText.parseWithSuffix(text)));
    }
}

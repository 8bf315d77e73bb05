package org.aegisnet.scoring.feature;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Durations of the port of CICFlowMeter to Python, whose unit only the record tells. */
class FlowTimeUnitTest {
    private static final List<Feature> DURATION = List.of(new Feature("duration", FeatureUnit.SECONDS, true, 0));

    private static FeatureMapping mapping(final String... more) {
        final List<String> names = new ArrayList<>(
                List.of("flow_duration", "tot_fwd_pkts", "tot_bwd_pkts", "totlen_fwd_pkts", "totlen_bwd_pkts"));
        names.addAll(List.of(more));
        return FeatureMapping.detect(
                DURATION,
                List.of(new Vocabularies().named("Python CICFlowMeter").orElseThrow()),
                new FieldIndex(names));
    }

    private static double duration(final FeatureMapping mapping, final List<Object> values) {
        final float[] flow = new float[1];
        assertEquals(Optional.empty(), mapping.extract(values::get, flow));
        return flow[0];
    }

    @ParameterizedTest
    @CsvSource({
        "2, 5, 2",
        "2.0, 5.0, 2",
        "0.5, 20, 0.5",
        "2000000, 5, 2",
        "2000000.25, 5, 2.00000025",
        "0.000003, 3333333.3, 0.000003",
        "3, 3333333.3, 0.000003"
    })
    void theRateOfPacketsTellsTheUnit(final double written, final double rate, final double seconds) {
        assertEquals(
                (float) seconds,
                duration(mapping("flow_pkts_s"), List.of(written, 6, 4, 600, 400, rate)),
                1e-6 * seconds);
    }

    @Test
    void theRateOfBytesTellsItWhereThePacketsHaveNone() {
        assertEquals(2, duration(mapping("flow_byts_s"), List.of("2", "6", "4", "600", "400", "500.0")), 1e-6);
        assertEquals(2, duration(mapping("flow_byts_s"), List.of("2000000", "6", "4", "600", "400", "500.0")), 1e-6);
    }

    @Test
    void withoutRatesAFractionIsSeconds() {
        assertEquals(1.293792, duration(mapping(), List.of(1.293792, 6, 4, 600, 400)), 1e-6);
        assertEquals(1.293792, duration(mapping(), List.of(1293792, 6, 4, 600, 400)), 1e-6);
        assertEquals(0, duration(mapping(), List.of(0, 1, 0, 60, 0)));
    }

    @Test
    void aRateThatFitsNeitherUnitIsAReasonWithTheNameOfTheTool() {
        assertEquals(
                Optional.of(
                        "flow_duration is 2.5, in seconds or in microseconds: the port of CICFlowMeter wrote both, and the rates"
                                + " of the record fit neither (read as Python CICFlowMeter)"),
                mapping("flow_pkts_s").extract(List.<Object>of(2.5, 6, 4, 600, 400, 4000.0)::get, new float[1]));
    }

    @Test
    void namesAsTheJavaToolWritesThemAreMicroseconds() {
        final FeatureMapping mapping = FeatureMapping.detect(
                DURATION,
                new Vocabularies().all(),
                new FieldIndex(List.of("Flow Duration", "Tot Fwd Pkts", "Tot Bwd Pkts")));
        assertEquals("CICFlowMeter", mapping.vocabulary().name());
        assertEquals(2.5, duration(mapping, List.of(2_500_000, 1, 1)), 1e-6);
    }
}

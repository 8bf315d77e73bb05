package org.aegisnet.training.autoencoder;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.aegisnet.training.data.Fingerprint;
import org.aegisnet.training.data.Flow;
import org.aegisnet.training.data.FlowSet;
import org.aegisnet.training.data.Label;
import org.junit.jupiter.api.Test;

class PresentedFlowsTest {
    @Test
    void netFlowCountsTheHeadersOfEveryPacket() {
        final float[] lookUp = {70, 180, 4, 0.0304f, 52000, 53, 17, 2, 2};
        assertArrayEquals(
                new float[] {70 + 2 * 28, 180 + 2 * 28, 4, 0.030f, 52000, 53, 17},
                only(new PresentedFlows(flows(lookUp)).asIpBytes(1)));
        assertArrayEquals(
                new float[] {70, 180, 4, 0.0304f, 52000, 53, 17}, only(new PresentedFlows(flows(lookUp)).asPayload()));
    }

    @Test
    void tcpCarriesTimestampsInAllPacketsOfAFlowOrInNone() {
        final float[] probe = {0, 0, 2, 0.00004f, 45678, 8081, 6, 1, 1};
        final float bytes = only(new PresentedFlows(flows(probe)).asIpBytes(1))[AutoencoderFeatures.BYTES_IN];
        assertTrue(bytes == 52 || bytes == 64, "a SYN has %s bytes".formatted(bytes));
    }

    @Test
    void aFlowOfUnknownProtocolIsNotTakenForNetFlow() {
        final float[] published = {70, 180, 4, 0.03f, Float.NaN, 53, Float.NaN, 2, 2};
        assertEquals(0, new PresentedFlows(flows(published)).asIpBytes(1).size());
    }

    @Test
    void publishedFilesHaveNoSourcePort() {
        final FlowSet payload =
                new PresentedFlows(flows(new float[] {70, 180, 4, 0.03f, 52000, 53, 17, 2, 2})).asPayload();
        assertArrayEquals(
                new float[] {70, 180, 4, 0.03f, Float.NaN, 53, 17}, only(PresentedFlows.withoutSourcePort(payload)));
    }

    private static float[] only(final FlowSet flows) {
        assertEquals(1, flows.size());
        return flows.flows().getFirst().features();
    }

    private static FlowSet flows(final float[] values) {
        return new FlowSet(
                PresentedFlows.features(),
                List.of(new Flow(values, Label.BENIGN, Optional.empty(), "made up", 2, new Fingerprint(0, 0))));
    }
}

package org.aegisnet.pairing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.aegisnet.net.IpAddress;
import org.aegisnet.netflow.column.FlowBatch;
import org.aegisnet.netflow.column.FlowColumn;
import org.aegisnet.netflow.datagram.Datagram;
import org.aegisnet.netflow.decode.DecodeSink;
import org.aegisnet.netflow.decode.DecoderSettings;
import org.aegisnet.netflow.decode.FlowDecoder;
import org.aegisnet.netflow.decode.UndecodedDatagram;
import org.aegisnet.netflow.element.ElementRegistry;
import org.aegisnet.netflow.record.DataRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Test of the share of conversations of real exporters that are paired. The rate is the share of the conversations with two directions that left
 * as a pair. The packets that the exporters saw tell which conversations have two directions. If the packets were not kept (the live captures) or
 * were sampled, the flows of both directions in the export itself tell it. Halves arrive when their datagram did.
 */
class PairingRateTest {
    private static final FlowContext CONTEXT = new FlowContext(List.of("exporter"));

    private static final class Outcome implements PairingSink<FiveTuple> {
        private final List<FiveTuple> paired = new ArrayList<>();
        private int pairedHalvesLeft;
        private int oneSided;
        private int repeated;

        @Override
        public void paired(final Uniflow<FiveTuple> initiator, final Uniflow<FiveTuple> responder) {
            paired.add(initiator.payload());
            pairedHalvesLeft += 2;
        }

        @Override
        public void oneSided(final Uniflow<FiveTuple> half, final UnpairedReason cause) {
            oneSided++;
        }

        @Override
        public void repeated(final Uniflow<FiveTuple> half) {
            repeated++;
        }
    }

    /** Flows go into the batch. A capture of an exporter has nothing that cannot be parsed. */
    private static final class OnlyFlows implements DecodeSink {
        @Override
        public void options(final DataRecord record) {}

        @Override
        public void unparsed(final UndecodedDatagram unparsed) {
            throw new AssertionError(unparsed.problem());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "softflowd_v5_traffic, 1274, 1274, true",
        "softflowd_v9_traffic, 1501, 1501, false",
        "softflowd_v9_wrap_traffic, 1501, 1501, false",
        "softflowd_v10_traffic, 1501, 1501, false",
        "pmacct_v5_traffic, 1274, 1274, true",
        "pmacct_v9_traffic, 1501, 1501, false",
    })
    void pairsWhatThePacketsSayHasTwoSides(
            final String capture, final int twoSided, final int expected, final boolean onlyIpv4) throws IOException {
        final Map<FiveTuple, Boolean> truth = CapturedTraffic.read(
                        SharedData.netFlow().resolve("exporters/source_traffic.pcap"))
                .twoSided(onlyIpv4);
        final List<Uniflow<FiveTuple>> halves = halves(capture);
        final Outcome outcome = pair(halves, false);

        final Set<FiveTuple> found = new HashSet<>();
        int rightInitiator = 0;
        for (final FiveTuple initiator : outcome.paired) {
            if (truth.containsKey(initiator) || truth.containsKey(CapturedTraffic.reversed(initiator))) {
                found.add(truth.containsKey(initiator) ? initiator : CapturedTraffic.reversed(initiator));
                rightInitiator += truth.containsKey(initiator) ? 1 : 0;
            }
        }
        System.out.printf(
                "%s: %d of %d conversations paired, %d of %d halves; initiator right in %d of %d pairs%n",
                capture,
                found.size(),
                truth.size(),
                outcome.pairedHalvesLeft,
                halves.size(),
                rightInitiator,
                outcome.paired.size());
        assertEquals(twoSided, truth.size());
        assertEquals(expected, found.size());
        assertTrue(found.size() >= 0.999 * truth.size());
        assertEquals(halves.size(), outcome.pairedHalvesLeft + outcome.oneSided);
    }

    @ParameterizedTest
    @CsvSource({
        "softflowd_v9_sampled10_traffic, 118, 118",
        "ovs_v5_live, 1274, 1274",
        "fprobe_v5_live, 340, 340",
    })
    void pairsWhatTheExportSaysHasTwoSides(final String capture, final int twoSided, final int expected)
            throws IOException {
        final List<Uniflow<FiveTuple>> halves = halves(capture);
        final Outcome outcome = pair(halves, false);

        report(capture, halves, outcome);
        assertEquals(twoSided, twoSided(halves).size());
        assertEquals(expected, conversations(outcome).size());
        assertTrue(outcome.pairedHalvesLeft >= 0.97 * halves.size() || capture.contains("sampled"));
    }

    @Test
    void countsEachFlowOfOpenVswitchOnceOnRequest() throws IOException {
        final List<Uniflow<FiveTuple>> halves = halves("ovs_ipfix_live");
        final Outcome outcome = pair(halves, true);

        report("ovs_ipfix_live, deduplicated", halves, outcome);
        assertEquals(1500, twoSided(halves).size());
        assertEquals(1500, conversations(outcome).size());
        assertEquals(halves.size(), outcome.pairedHalvesLeft + outcome.oneSided + outcome.repeated);
    }

    @Test
    void pairsEveryReportOfOpenVswitchByDefault() throws IOException {
        final List<Uniflow<FiveTuple>> halves = halves("ovs_ipfix_live");
        final Outcome outcome = pair(halves, false);

        report("ovs_ipfix_live", halves, outcome);
        assertEquals(1500, conversations(outcome).size());
        assertEquals(3000, outcome.paired.size());
    }

    private static void report(final String capture, final List<Uniflow<FiveTuple>> halves, final Outcome outcome) {
        System.out.printf(
                "%s: %d of %d conversations paired, %d of %d halves, %d repeated, %d one-sided%n",
                capture,
                conversations(outcome).size(),
                twoSided(halves).size(),
                outcome.pairedHalvesLeft,
                halves.size(),
                outcome.repeated,
                outcome.oneSided);
    }

    private static Set<FiveTuple> conversations(final Outcome outcome) {
        final Set<FiveTuple> conversations = new HashSet<>();
        for (final FiveTuple ends : outcome.paired) {
            if (!conversations.contains(CapturedTraffic.reversed(ends))) {
                conversations.add(ends);
            }
        }
        return conversations;
    }

    private static Set<FiveTuple> twoSided(final List<Uniflow<FiveTuple>> halves) {
        final Map<FiveTuple, Boolean> seen = new HashMap<>();
        for (final Uniflow<FiveTuple> half : halves) {
            final FiveTuple back = CapturedTraffic.reversed(half.ends());
            if (seen.containsKey(back) && !back.equals(half.ends())) {
                seen.put(back, true);
            } else {
                seen.putIfAbsent(half.ends(), false);
            }
        }
        seen.values().removeIf(both -> !both);
        return seen.keySet();
    }

    private static Outcome pair(final List<Uniflow<FiveTuple>> halves, final boolean deduplicated) throws IOException {
        final Outcome outcome = new Outcome();
        final PairingTable<FiveTuple> table =
                new PairingTable<>(new PairingRules(30_000, 2_000, 100_000), context -> deduplicated);
        long now = 0;
        for (final Uniflow<FiveTuple> half : halves) {
            if (half.arrived() > now) {
                now = half.arrived();
                table.advance(now, outcome);
            }
            table.offer(CONTEXT, half, outcome);
        }
        table.advance(now + 30_000, outcome);
        assertEquals(0, table.size());
        return outcome;
    }

    private static List<Uniflow<FiveTuple>> halves(final String capture) throws IOException {
        final FlowDecoder decoder = new FlowDecoder(ElementRegistry.load(), DecoderSettings.defaults());
        final FlowBatch batch = decoder.newBatch(4096);
        final List<Uniflow<FiveTuple>> halves = new ArrayList<>();
        for (final Datagram datagram :
                CapturedDatagrams.read(SharedData.netFlow().resolve("exporters/" + capture + ".pcap"))) {
            batch.clear();
            decoder.decode(datagram, batch, new OnlyFlows());
            for (int row = 0; row < batch.size(); row++) {
                halves.add(half(batch, row, datagram.receivedMillis()));
            }
        }
        return halves;
    }

    private static Uniflow<FiveTuple> half(final FlowBatch batch, final int row, final long arrived) {
        final FiveTuple ends = new FiveTuple(
                address(batch, FlowColumn.SRC_IP, row),
                address(batch, FlowColumn.DST_IP, row),
                number(batch, FlowColumn.SRC_PORT, row, 0),
                number(batch, FlowColumn.DST_PORT, row, 0),
                number(batch, FlowColumn.PROTOCOL, row, 0));
        return new Uniflow<>(
                ends,
                batch.getEpochMillis(FlowColumn.FIRST, row),
                batch.getEpochMillis(FlowColumn.LAST, row),
                new UniflowDetails(
                        number(batch, FlowColumn.TCP_FLAGS_FWD, row, UniflowDetails.UNKNOWN),
                        number(batch, FlowColumn.DIRECTION, row, UniflowDetails.UNKNOWN),
                        number(batch, FlowColumn.ICMP_TYPE, row, UniflowDetails.UNKNOWN)),
                arrived,
                ends);
    }

    private static IpAddress address(final FlowBatch batch, final FlowColumn column, final int row) {
        return batch.isIpv6(column, row)
                ? new IpAddress(batch.addressHigh(column, row), batch.addressLow(column, row))
                : new IpAddress(0, 0xffff_0000_0000L | (batch.addressLow(column, row) & 0xffff_ffffL));
    }

    private static int number(final FlowBatch batch, final FlowColumn column, final int row, final int otherwise) {
        return batch.isPresent(column, row) ? batch.getInt(column, row) : otherwise;
    }
}

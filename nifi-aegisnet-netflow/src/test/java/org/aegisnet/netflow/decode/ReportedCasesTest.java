package org.aegisnet.netflow.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.aegisnet.netflow.DatagramBuilder;
import org.aegisnet.netflow.DatagramBuilder.Bytes;
import org.aegisnet.netflow.column.FlowColumn;
import org.aegisnet.netflow.datagram.Exporter;
import org.aegisnet.netflow.element.ElementRegistry;
import org.junit.jupiter.api.Test;

/** What other collectors were reported to get wrong, and siblings of the same kind. */
class ReportedCasesTest {
    private static final Exporter ONE = new Exporter("192.0.2.1");
    private static final long MINUTE = 60_000;

    private final CollectingSink sink = new CollectingSink();
    private final FlowDecoder decoder = new FlowDecoder(ElementRegistry.load(), DecoderSettings.defaults());

    private int decode(DatagramBuilder datagram, long millis) {
        return decoder.decode(datagram.from(ONE, millis), decoder.newBatch(8), sink);
    }

    @Test
    void anOldTemplateIsNotUsedAfterAReboot() {
        ReportedCase reboot = ReportedCase.decode("11-old-template-after-reboot");

        assertEquals(5, reboot.flows().size());
        for (int row = 1; row < 5; row++) {
            assertEquals("192.0.2." + (9 + row), reboot.value(FlowColumn.SRC_IP, row));
            assertEquals(Integer.toString(1_499 + row), reboot.value(FlowColumn.BYTES_IN, row));
        }
        assertEquals(List.of(), reboot.sink().unparsed());
    }

    @Test
    void anOldTemplateThatHappensToFitIsNotUsedAfterAReboot() {
        decode(DatagramBuilder.netFlowV9().sequence(900).uptime(9_000_000).template(256, 1, 4), 0);
        assertEquals(
                0,
                decode(
                        DatagramBuilder.netFlowV9()
                                .sequence(1)
                                .uptime(60_000)
                                .set(256, new Bytes().u32(7).u32(8).toBytes()),
                        MINUTE));
        assertEquals(
                1,
                decode(
                        DatagramBuilder.netFlowV9().sequence(2).uptime(61_000).template(256, 2, 4, 1, 4),
                        MINUTE + 1_000));
    }

    @Test
    void aForgedRestartDoesNotSwitchAnExporterOff() {
        decode(DatagramBuilder.netFlowV9().sequence(900).uptime(9_000_000).template(256, 1, 4), 0);
        decode(DatagramBuilder.netFlowV9().sequence(1).uptime(60_000), MINUTE);
        assertEquals(
                1,
                decode(
                        DatagramBuilder.netFlowV9()
                                .sequence(901)
                                .uptime(9_060_000)
                                .set(256, new Bytes().u32(7).toBytes()),
                        MINUTE));
    }

    @Test
    void dataThatDoNotFitTheirTemplateAreHandedOutWholeIfNoOtherComes() {
        decode(DatagramBuilder.ipfix().template(256, 1, 4, 2, 4), 0);
        decode(DatagramBuilder.ipfix().set(256, new Bytes().u64(1).u32(2).u16(3).toBytes()), 1_000);
        decode(DatagramBuilder.ipfix().template(257, 1, 4, 82, 65_535), 1_000);
        decode(
                DatagramBuilder.ipfix()
                        .set(
                                257,
                                new Bytes()
                                        .u32(1)
                                        .u8(1)
                                        .u8(9)
                                        .u32(2)
                                        .u8(200)
                                        .u8(9)
                                        .toBytes()),
                1_000);
        decoder.giveUpHeld(sink);

        assertEquals(0, decoder.counters().get(Counter.FLOWS));
        assertEquals(List.of(ProblemKind.TRAILING_BYTES, ProblemKind.TRAILING_BYTES), sink.problems());
    }

    @Test
    void aTemplateThatWasReplacedByOneThatIsRefusedIsNotUsed() {
        ReportedCase replaced = ReportedCase.decode("15-known-template-replaced-by-a-refused-one");
        replaced.decoder().giveUpHeld(replaced.sink());

        assertEquals(1, replaced.flows().size());
        assertEquals(
                List.of(ProblemKind.TOO_MANY_FIELDS, ProblemKind.NO_TEMPLATE),
                replaced.sink().problems());
    }

    @Test
    void aTemplateOfNoBytesReplacesAKnownOneAndOneThatIsCutShortDoesNot() {
        decode(DatagramBuilder.netFlowV9().template(256, 1, 4), 0);
        decode(DatagramBuilder.netFlowV9().template(256, 1, 0), 0);
        assertEquals(
                0,
                decode(DatagramBuilder.netFlowV9().set(256, new Bytes().u32(1).toBytes()), 0));

        decode(DatagramBuilder.netFlowV9().template(257, 1, 4, 2, 4), 0);
        decode(
                DatagramBuilder.netFlowV9()
                        .set(0, new Bytes().u16(257).u16(2).u16(1).u16(4).toBytes()),
                0);
        assertEquals(
                1,
                decode(DatagramBuilder.netFlowV9().set(257, new Bytes().u64(1).toBytes()), 0));
        decode(
                DatagramBuilder.netFlowV9()
                        .set(0, new Bytes().u16(257).u16(2).u16(2).u16(4).toBytes()),
                0);
        assertEquals(
                0,
                decode(DatagramBuilder.netFlowV9().set(257, new Bytes().u64(1).toBytes()), 0));
    }

    @Test
    void aWithdrawalOverUdpIsIgnored() {
        ReportedCase withdrawal = ReportedCase.decode("13-withdrawal-over-udp");

        assertEquals(1, withdrawal.flows().size());
        assertEquals(0, withdrawal.counted(Counter.TEMPLATES_WITHDRAWN));
        assertEquals(1, withdrawal.counted(Counter.WITHDRAWALS_IGNORED));
    }
}

package org.aegisnet.netflow.decode;

import static org.aegisnet.netflow.element.InformationElements.INTERFACE_NAME;
import static org.aegisnet.netflow.element.InformationElements.OCTET_DELTA_COUNT;
import static org.aegisnet.netflow.element.InformationElements.PACKET_DELTA_COUNT;
import static org.aegisnet.netflow.element.InformationElements.POST_OCTET_DELTA_COUNT;
import static org.aegisnet.netflow.element.InformationElements.POST_PACKET_DELTA_COUNT;
import static org.aegisnet.netflow.element.InformationElements.RESPONDER_OCTETS;
import static org.aegisnet.netflow.element.InformationElements.RESPONDER_PACKETS;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.aegisnet.netflow.DatagramBuilder;
import org.aegisnet.netflow.DatagramBuilder.Bytes;
import org.aegisnet.netflow.column.FlowBatch;
import org.aegisnet.netflow.column.FlowColumn;
import org.aegisnet.netflow.datagram.Datagram;
import org.aegisnet.netflow.datagram.Exporter;
import org.aegisnet.netflow.element.ElementRegistry;
import org.aegisnet.netflow.plan.OutCounters;
import org.junit.jupiter.api.Test;

/** Tests of the cases that other collectors were reported to decode wrongly, and of similar cases. */
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
        decode(DatagramBuilder.netFlowV9().sequence(900).uptime(9_000_000).template(256, OCTET_DELTA_COUNT, 4), 0);
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
                        DatagramBuilder.netFlowV9()
                                .sequence(2)
                                .uptime(61_000)
                                .template(256, PACKET_DELTA_COUNT, 4, OCTET_DELTA_COUNT, 4),
                        MINUTE + 1_000));
    }

    @Test
    void aForgedRestartDoesNotSwitchAnExporterOff() {
        decode(DatagramBuilder.netFlowV9().sequence(900).uptime(9_000_000).template(256, OCTET_DELTA_COUNT, 4), 0);
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
        decode(DatagramBuilder.ipfix().template(256, OCTET_DELTA_COUNT, 4, PACKET_DELTA_COUNT, 4), 0);
        decode(DatagramBuilder.ipfix().set(256, new Bytes().u64(1).u32(2).u16(3).toBytes()), 1_000);
        decode(DatagramBuilder.ipfix().template(257, OCTET_DELTA_COUNT, 4, INTERFACE_NAME, 65_535), 1_000);
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
        decoder.flushPending(sink);

        assertEquals(0, decoder.counters().get(Counter.FLOWS));
        assertEquals(List.of(DecodeProblemKind.TRAILING_BYTES, DecodeProblemKind.TRAILING_BYTES), sink.problems());
    }

    @Test
    void aTemplateReplacedByARejectedOneIsNotUsed() {
        ReportedCase replaced = ReportedCase.decode("15-known-template-replaced-by-a-refused-one");
        replaced.decoder().flushPending(replaced.sink());

        assertEquals(1, replaced.flows().size());
        assertEquals(
                List.of(DecodeProblemKind.TOO_MANY_FIELDS, DecodeProblemKind.NO_TEMPLATE),
                replaced.sink().problems());
    }

    @Test
    void aTemplateOfNoBytesReplacesAKnownOneAndOneThatIsCutShortDoesNot() {
        decode(DatagramBuilder.netFlowV9().template(256, OCTET_DELTA_COUNT, 4), 0);
        decode(DatagramBuilder.netFlowV9().template(256, OCTET_DELTA_COUNT, 0), 0);
        assertEquals(
                0,
                decode(DatagramBuilder.netFlowV9().set(256, new Bytes().u32(1).toBytes()), 0));

        decode(DatagramBuilder.netFlowV9().template(257, OCTET_DELTA_COUNT, 4, PACKET_DELTA_COUNT, 4), 0);
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

    private static void assertCounters(ReportedCase flows, int row, String... expected) {
        assertEquals(
                List.of(expected),
                List.of(
                        flows.value(FlowColumn.BYTES_IN, row),
                        flows.value(FlowColumn.BYTES_OUT, row),
                        flows.value(FlowColumn.PACKETS_FWD, row),
                        flows.value(FlowColumn.PACKETS_REV, row),
                        flows.value(FlowColumn.PACKETS, row),
                        flows.value(FlowColumn.PAIRING, row)));
    }

    @Test
    void outCountersThatEqualInCountersAreNotTheReverseDirection() {
        ReportedCase fortios = ReportedCase.decode("01-fortios-out-equals-in");

        assertCounters(fortios, 0, "1584", "absent", "14", "absent", "14", "one_way");
        assertCounters(fortios, 1, "6948", "absent", "10", "absent", "10", "one_way");
    }

    @Test
    void outCountersThatNoMiddleboxCouldMakeAreTheWayBackInIpfixToo() {
        ReportedCase nprobe = ReportedCase.decode("17-nprobe-ipfix-biflow-in-23-24");

        assertCounters(nprobe, 0, "13881", "758335", "336", "525", "861", "biflow");
    }

    @Test
    void aResponderThatIsAlwaysZeroIsNotTheReverseDirection() {
        ReportedCase huawei = ReportedCase.decode("18-huawei-lone-responder-octets");

        assertCounters(huawei, 0, "1200", "absent", "10", "absent", "10", "one_way");
        assertCounters(huawei, 1, "9000", "absent", "9", "absent", "9", "one_way");
    }

    private String pairings(DatagramBuilder template, long... counters) {
        FlowBatch flows = decoder.newBatch(8);
        decoder.decode(template.from(ONE), flows, sink);
        Bytes records = new Bytes();
        for (long counter : counters) {
            records.u32(counter);
        }
        decoder.decode(DatagramBuilder.netFlowV9().set(256, records.toBytes()).from(ONE), flows, sink);
        StringBuilder pairings = new StringBuilder();
        for (int row = 0; row < flows.size(); row++) {
            pairings.append(flows.pairing(row).text()).append(' ');
        }
        return pairings.toString().strip();
    }

    @Test
    void theValuesOfOtherRecordsTellWhatOneRecordCannot() {
        DatagramBuilder template = DatagramBuilder.netFlowV9()
                .template(
                        256,
                        OCTET_DELTA_COUNT,
                        4,
                        PACKET_DELTA_COUNT,
                        4,
                        POST_OCTET_DELTA_COUNT,
                        4,
                        POST_PACKET_DELTA_COUNT,
                        4);

        assertEquals("one_way one_way", pairings(template, 84, 1, 84, 1, 500, 5, 0, 0));
        assertEquals("biflow biflow biflow", pairings(template, 500, 5, 90_000, 70, 84, 1, 84, 1, 60, 1, 9_000, 7));
        assertEquals("biflow", pairings(template, 500, 5, 0, 0));
    }

    @Test
    void aMiddleboxMayAddSomeBytesToEachPacketAndLoseSome() {
        DatagramBuilder template = DatagramBuilder.netFlowV9()
                .template(
                        256,
                        OCTET_DELTA_COUNT,
                        4,
                        PACKET_DELTA_COUNT,
                        4,
                        POST_OCTET_DELTA_COUNT,
                        4,
                        POST_PACKET_DELTA_COUNT,
                        4);

        assertEquals("one_way one_way", pairings(template, 10_000, 10, 10_580, 10, 10_000, 10, 9_000, 9));
    }

    @Test
    void aLoneResponderThatIsNotZeroIsTheWayBack() {
        DatagramBuilder template = DatagramBuilder.netFlowV9()
                .template(256, OCTET_DELTA_COUNT, 4, PACKET_DELTA_COUNT, 4, RESPONDER_OCTETS, 4, RESPONDER_PACKETS, 4);

        assertEquals("biflow biflow", pairings(template, 100, 1, 9_000, 9, 100, 1, 0, 0));
    }

    private static void assertTimes(ReportedCase flows, int row, String first, String last, String duration) {
        assertEquals(
                List.of(first, last, duration),
                List.of(
                        flows.value(FlowColumn.FIRST, row),
                        flows.value(FlowColumn.LAST, row),
                        flows.value(FlowColumn.DURATION, row)));
    }

    @Test
    void uptimesMayHaveEightBytes() {
        ReportedCase nexus = ReportedCase.decode("02-nxos-8-byte-uptime");

        assertTimes(nexus, 0, "-5000", "-1000", "4.0");
        assertTimes(nexus, 1, "-4990", "-1000", "3.99");
    }

    @Test
    void withoutABootTimeBothHalvesHaveOneClockThatTheExportTimeBounds() {
        ReportedCase ipfix = ReportedCase.decode("03-ipfix-uptime-without-boot-time");

        assertTimes(ipfix, 0, "-4000", "0", "4.0");
        assertTimes(ipfix, 1, "-3990", "0", "3.99");
    }

    @Test
    void aLastPacketJustBeforeTheFirstIsTheFirst() {
        ReportedCase astray = ReportedCase.decode("04-last-a-few-ms-before-first");

        assertTimes(astray, 0, "-1000", "-1000", "absent");
    }

    @Test
    void absoluteTimesWinOverAnUptimeWithoutBootTime() {
        assertTimes(ReportedCase.decode("20-uptime-and-milliseconds-without-boot-time"), 0, "-5000", "-1000", "4.0");
    }

    @Test
    void anUptimeThatRollsOverIsRight() {
        assertTimes(ReportedCase.decode("22-uptime-rolls-over"), 0, "-4000", "160", "4.16");
    }

    @Test
    void anApplicationIdMayHaveAnyLength() {
        ReportedCase applications = ReportedCase.decode("08-application-id-of-9-bytes");

        assertEquals("Facebook", applications.value(FlowColumn.APPLICATION, 0));
        assertEquals("20:12356:40568", applications.value(FlowColumn.APPLICATION, 1));
    }

    @Test
    void anIpfixExporterThatRestartsIsToldByNumberAndTime() {
        ReportedCase restart = ReportedCase.decode("12-ipfix-exporter-restarts");

        assertEquals(1, restart.counted(Counter.EXPORTER_RESTARTS));
        assertEquals(1, restart.counted(Counter.SEQUENCE_GAPS));
        assertEquals(30, restart.counted(Counter.SEQUENCE_MISSING));
        assertEquals(0, restart.counted(Counter.SEQUENCE_LATE));
    }

    @Test
    void aSamplerThatAnotherSourceIdTellsIsTheExportersSampler() {
        ReportedCase catalyst = ReportedCase.decode("09-sampler-options-from-another-source-id");

        assertEquals("100", catalyst.value(FlowColumn.SAMPLING_RATE, 0));
        assertEquals("1200", catalyst.value(FlowColumn.BYTES_IN, 0));
    }

    @Test
    void eventsOfAFirewallAreToldFromFlowsAndTotalsFromDeltas() {
        ReportedCase asa = ReportedCase.decode("06-asa-nsel-connection");

        StringBuilder told = new StringBuilder();
        for (int row = 0; row < asa.flows().size(); row++) {
            told.append(String.join(
                            " ",
                            asa.value(FlowColumn.PAIRING, row),
                            asa.value(FlowColumn.FIREWALL_EVENT, row),
                            asa.value(FlowColumn.FIREWALL_EXTENDED_EVENT, row),
                            asa.value(FlowColumn.COUNTER_SEMANTICS, row),
                            asa.value(FlowColumn.BYTES_IN, row),
                            asa.value(FlowColumn.BYTES_OUT, row)))
                    .append('\n');
        }
        assertEquals("""
                event created absent absent absent absent
                biflow update absent delta 2557 1117
                biflow update absent delta 31 0
                biflow deleted teardown_2032 total 2588 1117
                event denied denied_by_ingress_acl absent absent absent
                """, told.toString());
        assertTimes(asa, 4, "185000", "185000", "absent");
        assertEquals(
                List.of("198.51.100.99", "203.0.113.5", "40000", "3128"),
                List.of(
                        asa.value(FlowColumn.POST_NAT_SRC_IP, 0),
                        asa.value(FlowColumn.POST_NAT_DST_IP, 0),
                        asa.value(FlowColumn.POST_NAT_SRC_PORT, 0),
                        asa.value(FlowColumn.POST_NAT_DST_PORT, 0)));
        assertEquals("absent", asa.value(FlowColumn.POST_NAT_SRC_IP, 4));
    }

    @Test
    void eventsOfAnAddressTranslatorAreEvents() {
        FlowBatch flows = decoder.newBatch(8);
        DatagramBuilder nat = DatagramBuilder.ipfix()
                .template(256, 323, 8, 230, 1, 8, 4, 225, 4, 7, 2, 227, 2, 4, 1)
                .set(
                        256,
                        new Bytes()
                                .u64(1_780_000_000_000L)
                                .u8(4)
                                .u32(0x0a000001)
                                .u32(0xcb007101L)
                                .u16(40_000)
                                .u16(1_024)
                                .u8(17)
                                .toBytes());
        decoder.decode(nat.from(ONE), flows, sink);

        assertEquals("event", flows.getText(FlowColumn.PAIRING, 0));
        assertEquals("nat44_session_create", flows.getText(FlowColumn.NAT_EVENT, 0));
        assertEquals("203.0.113.1", flows.getText(FlowColumn.POST_NAT_SRC_IP, 0));
        assertEquals(1_780_000_000_000L, flows.getEpochMillis(FlowColumn.FIRST, 0));
        assertEquals(1_780_000_000_000L, flows.getEpochMillis(FlowColumn.LAST, 0));
    }

    /** Palo Alto's firewalls put an event on each flow. */
    @Test
    void anEventWithTrafficIsAFlowAndCountersOfZeroAreNoTraffic() {
        DatagramBuilder template = DatagramBuilder.netFlowV9().template(256, 1, 4, 2, 4, 233, 4);

        assertEquals(
                "one_way event event one_way one_way",
                pairings(template, 500, 5, 1, 0, 0, 1, 0, 0, 3, 0, 0, 2, 7, 1, 0));
    }

    private String semantics(DatagramBuilder template, int bytes) {
        FlowBatch flows = decoder.newBatch(8);
        decoder.decode(template.set(256, new byte[bytes]).from(ONE), flows, sink);
        return flows.isPresent(FlowColumn.COUNTER_SEMANTICS, 0)
                ? flows.getText(FlowColumn.COUNTER_SEMANTICS, 0)
                : "absent";
    }

    @Test
    void totalsAreToldFromDeltas() {
        assertEquals("total", semantics(DatagramBuilder.ipfix().template(256, 85, 8, 86, 8), 16));
        assertEquals("delta", semantics(DatagramBuilder.ipfix().template(256, 85, 8, 86, 8, 1, 4, 2, 4), 24));
        assertEquals("delta", semantics(DatagramBuilder.ipfix().template(256, 231, 8, 232, 8), 16));
        assertEquals("delta", semantics(DatagramBuilder.netFlowV9().template(256, 23, 4), 4));
        assertEquals(
                "total", semantics(DatagramBuilder.ipfix().templateWithEnterprises(256, 0, 85, 4, 29305, 85, 4), 8));
        assertEquals("absent", semantics(DatagramBuilder.ipfix().template(256, 8, 4), 4));
    }

    @Test
    void templatesBelongToAddressAndPortFirstAndThenToTheAddress() {
        byte[] flow = new Bytes().u32(7).u32(9).toBytes();
        DatagramBuilder data = DatagramBuilder.netFlowV9().set(256, flow);
        FlowBatch flows = decoder.newBatch(8);
        decoder.decode(from(5_000, DatagramBuilder.netFlowV9().template(256, 1, 4, 2, 4)), flows, sink);
        decoder.decode(from(6_000, DatagramBuilder.netFlowV9().template(256, 2, 4, 1, 4)), flows, sink);
        decoder.decode(from(5_000, data), flows, sink);
        decoder.decode(from(6_000, data), flows, sink);
        decoder.decode(from(7_000, data), flows, sink);

        assertEquals(7, flows.getLong(FlowColumn.BYTES_IN, 0));
        assertEquals(9, flows.getLong(FlowColumn.BYTES_IN, 1));
        assertEquals(9, flows.getLong(FlowColumn.BYTES_IN, 2), "the address's newest template");
        assertEquals(2, decoder.counters().get(Counter.TEMPLATES_ADDED));
    }

    @Test
    void dataWaitForTheTemplateOfTheirOwnPortIfThatOfAnotherDoesNotFit() {
        FlowBatch flows = decoder.newBatch(8);
        decoder.decode(
                from(
                        5_000,
                        DatagramBuilder.netFlowV9()
                                .set(256, new Bytes().u64(7).u32(1).toBytes())),
                flows,
                sink);
        decoder.decode(from(6_000, DatagramBuilder.netFlowV9().template(256, 1, 4, 2, 4)), flows, sink);
        assertEquals(0, flows.size());
        decoder.decode(from(5_000, DatagramBuilder.netFlowV9().template(256, 1, 8, 2, 4)), flows, sink);

        assertEquals(1, flows.size());
        assertEquals(7, flows.getLong(FlowColumn.BYTES_IN, 0));
        assertEquals(List.of(), sink.unparsed());
    }

    private static Datagram from(int port, DatagramBuilder datagram) {
        byte[] bytes = datagram.bytes();
        return new Datagram(ONE, port, 0, bytes, 0, bytes.length);
    }

    @Test
    void absoluteTimesThatEndJustBeforeTheyStartAreOnePacket() {
        FlowBatch flows = decoder.newBatch(8);
        decoder.decode(
                DatagramBuilder.ipfix()
                        .template(256, 152, 8, 153, 8)
                        .set(
                                256,
                                new Bytes()
                                        .u64(1_780_000_000_400L)
                                        .u64(1_780_000_000_390L)
                                        .u64(1_780_000_005_000L)
                                        .u64(1_780_000_003_000L)
                                        .toBytes())
                        .from(ONE),
                flows,
                sink);

        assertEquals(1_780_000_000_400L, flows.getEpochMillis(FlowColumn.LAST, 0));
        assertEquals(1_780_000_003_000L, flows.getEpochMillis(FlowColumn.LAST, 1), "two seconds are no jitter");
    }

    @Test
    void anOldTemplateOfIpfixIsNotUsedAfterARestart() {
        DatagramBuilder data = DatagramBuilder.ipfix()
                .exportedAt(1_700_000_060L)
                .sequence(1)
                .set(256, new Bytes().u32(7).u32(8).toBytes());
        decode(DatagramBuilder.ipfix().sequence(9_000).template(256, 1, 4), 0);
        assertEquals(0, decode(data, MINUTE));
        assertEquals(
                1,
                decode(
                        DatagramBuilder.ipfix()
                                .exportedAt(1_700_000_061L)
                                .sequence(3)
                                .template(256, 2, 4, 1, 4),
                        MINUTE));
    }

    @Test
    void aForgedRestartOfIpfixDoesNotSwitchAnExporterOff() {
        decode(DatagramBuilder.ipfix().sequence(9_000).template(256, 1, 4), 0);
        decode(DatagramBuilder.ipfix().exportedAt(1_700_000_060L).sequence(1), MINUTE);
        assertEquals(
                1,
                decode(
                        DatagramBuilder.ipfix()
                                .exportedAt(1_700_000_061L)
                                .sequence(9_001)
                                .set(256, new Bytes().u32(7).toBytes()),
                        MINUTE));
    }

    @Test
    void templatesOfAConnectionLiveAsLongAsItAndHoldForNoOther() {
        FlowDecoder connected = new FlowDecoder(
                ElementRegistry.load(), DecoderSettings.defaults().withSessions());
        FlowBatch flows = connected.newBatch(8);
        DatagramBuilder data =
                DatagramBuilder.ipfix().set(256, new Bytes().u32(7).toBytes());
        connected.decode(from(5_000, DatagramBuilder.ipfix().template(256, 1, 4)), flows, sink);
        connected.decode(from(6_000, data), flows, sink);
        assertEquals(0, flows.size(), "another connection's template");
        byte[] late = data.bytes();
        connected.decode(new Datagram(ONE, 5_000, 90 * MINUTE, late, 0, late.length), flows, sink);
        assertEquals(1, flows.size());
        connected.endSession(ONE, 5_000, sink);
        connected.decode(from(5_000, data), flows, sink);
        assertEquals(1, flows.size());
        connected.endSession(ONE, 5_000, sink);
        assertEquals(DecodeProblemKind.NO_TEMPLATE, sink.problems().getLast());
    }

    @Test
    void anExporterMayHaveASamplingRateAndAMeaningOfItsOwn() {
        FlowDecoder byHand = new FlowDecoder(
                ElementRegistry.load(), DecoderSettings.defaults().withRules(new ExporterRules() {
                    @Override
                    public OptionalLong samplingRate(Exporter exporter) {
                        return exporter.equals(ONE) ? OptionalLong.of(512) : OptionalLong.empty();
                    }

                    @Override
                    public Optional<OutCounters> outCounters(Exporter exporter) {
                        return exporter.equals(ONE) ? Optional.of(OutCounters.REVERSE) : Optional.empty();
                    }
                }));
        FlowBatch flows = byHand.newBatch(8);
        DatagramBuilder same = DatagramBuilder.netFlowV9()
                .template(256, 1, 4, 23, 4)
                .set(256, new Bytes().u32(7).u32(7).toBytes());
        byHand.decode(same.from(ONE), flows, sink);
        byHand.decode(same.from(new Exporter("192.0.2.2")), flows, sink);

        assertEquals(512, flows.getLong(FlowColumn.SAMPLING_RATE, 0));
        assertEquals(
                "biflow one_way", flows.getText(FlowColumn.PAIRING, 0) + " " + flows.getText(FlowColumn.PAIRING, 1));
        assertEquals(false, flows.isPresent(FlowColumn.SAMPLING_RATE, 1));
    }
}

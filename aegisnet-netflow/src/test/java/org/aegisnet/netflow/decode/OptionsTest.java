package org.aegisnet.netflow.decode;

import static org.aegisnet.netflow.element.InformationElements.APPLICATION_ID;
import static org.aegisnet.netflow.element.InformationElements.APPLICATION_NAME;
import static org.aegisnet.netflow.element.InformationElements.EGRESS_INTERFACE;
import static org.aegisnet.netflow.element.InformationElements.INGRESS_INTERFACE;
import static org.aegisnet.netflow.element.InformationElements.INGRESS_VRF_ID;
import static org.aegisnet.netflow.element.InformationElements.INTERFACE_NAME;
import static org.aegisnet.netflow.element.InformationElements.OBSERVATION_DOMAIN_ID;
import static org.aegisnet.netflow.element.InformationElements.OCTET_DELTA_COUNT;
import static org.aegisnet.netflow.element.InformationElements.SAMPLER_ID;
import static org.aegisnet.netflow.element.InformationElements.SAMPLER_RANDOM_INTERVAL;
import static org.aegisnet.netflow.element.InformationElements.SAMPLING_ALGORITHM;
import static org.aegisnet.netflow.element.InformationElements.SAMPLING_INTERVAL;
import static org.aegisnet.netflow.element.InformationElements.SAMPLING_PACKET_INTERVAL;
import static org.aegisnet.netflow.element.InformationElements.SAMPLING_PACKET_SPACE;
import static org.aegisnet.netflow.element.InformationElements.SAMPLING_POPULATION;
import static org.aegisnet.netflow.element.InformationElements.SAMPLING_PROBABILITY;
import static org.aegisnet.netflow.element.InformationElements.SAMPLING_SIZE;
import static org.aegisnet.netflow.element.InformationElements.SELECTOR_ID;
import static org.aegisnet.netflow.element.InformationElements.VRF_NAME;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.aegisnet.netflow.DatagramBuilder;
import org.aegisnet.netflow.DatagramBuilder.Bytes;
import org.aegisnet.netflow.column.FlowBatch;
import org.aegisnet.netflow.column.FlowColumn;
import org.aegisnet.netflow.datagram.Datagram;
import org.aegisnet.netflow.datagram.Exporter;
import org.aegisnet.netflow.element.ElementRegistry;
import org.junit.jupiter.api.Test;

/** Tests of the options records of an exporter and of their effect on later flows. */
class OptionsTest {
    private static final Exporter EXPORTER = new Exporter("192.0.2.1");

    private final FlowDecoder decoder = new FlowDecoder(ElementRegistry.load(), DecoderSettings.defaults());
    private final FlowBatch batch = decoder.newBatch(1);
    private final CollectingSink sink = new CollectingSink();

    @Test
    void optionsRecordsAreHandedOutWithTheirScopes() {
        decode(DatagramBuilder.netFlowV9()
                .optionsTemplate(300, 1, 1, 4, SAMPLING_INTERVAL, 4, SAMPLING_ALGORITHM, 1)
                .set(300, new Bytes().u32(0).u32(64).u8(2).toBytes()));
        assertEquals(
                Map.of("scopeSystem", 0L, "samplingInterval", 64L, "samplingAlgorithm", 2L),
                sink.options().get(0).values());
        assertTrue(sink.options().get(0).field(0).scope());
        assertFalse(sink.options().get(0).field(1).scope());
        assertEquals(0, batch.size());
        assertEquals(1, decoder.counters().get(Counter.OPTIONS_RECORDS));
    }

    @Test
    void aSamplingIntervalOfTheSystemIsThatOfItsFlows() {
        decode(DatagramBuilder.netFlowV9()
                .optionsTemplate(300, 1, 1, 4, SAMPLING_INTERVAL, 4, SAMPLING_ALGORITHM, 1)
                .set(300, new Bytes().u32(0).u32(64).u8(2).toBytes()));
        decode(DatagramBuilder.netFlowV9().template(256, OCTET_DELTA_COUNT, 4).set(256, new byte[4]));
        assertEquals(64, batch.getLong(FlowColumn.SAMPLING_RATE, 0));
        decode(DatagramBuilder.netFlowV9().domain(8).template(256, 1, 4).set(256, new byte[4]));
        assertEquals(64, batch.getLong(FlowColumn.SAMPLING_RATE, 1), "scope System is the exporter, not one source id");
    }

    private static DatagramBuilder flow(DatagramBuilder datagram) {
        return datagram.template(256, 1, 4).set(256, new byte[4]);
    }

    private long rate(int row) {
        return batch.isPresent(FlowColumn.SAMPLING_RATE, row) ? batch.getLong(FlowColumn.SAMPLING_RATE, row) : 0;
    }

    @Test
    void systemsThatDisagreeSayNothingOfAThirdSourceId() {
        decode(DatagramBuilder.netFlowV9()
                .optionsTemplate(300, 1, 1, 4, 34, 4)
                .set(300, new Bytes().u32(0).u32(64).toBytes()));
        decode(DatagramBuilder.netFlowV9()
                .domain(8)
                .optionsTemplate(300, 1, 1, 4, 34, 4)
                .set(300, new Bytes().u32(0).u32(32).toBytes()));
        decode(flow(DatagramBuilder.netFlowV9().domain(9)));
        decode(flow(DatagramBuilder.netFlowV9().domain(8)));

        assertEquals(0, rate(0));
        assertEquals(32, rate(1), "its own comes first");
    }

    @Test
    void observationDomainsOfIpfixAreToldByTheirScopeOrByDomainZero() {
        DatagramBuilder ofSeven = DatagramBuilder.ipfix()
                .optionsTemplate(300, 1, 149, 4, 34, 4)
                .set(300, new Bytes().u32(7).u32(100).toBytes());
        decode(ofSeven);
        decode(flow(DatagramBuilder.ipfix().domain(8)));
        assertEquals(0, rate(0), "another domain's rate");
        decode(DatagramBuilder.ipfix()
                .optionsTemplate(300, 1, 149, 4, 34, 4)
                .set(300, new Bytes().u32(8).u32(50).toBytes()));
        decode(flow(DatagramBuilder.ipfix().domain(8)));
        assertEquals(50, rate(1), "the scope names the domain, not the header");
        decode(DatagramBuilder.ipfix()
                .domain(0)
                .optionsTemplate(300, 1, 144, 4, 34, 4)
                .set(300, new Bytes().u32(1).u32(25).toBytes()));
        decode(flow(DatagramBuilder.ipfix().domain(9)));
        decode(flow(DatagramBuilder.ipfix().domain(7)));
        assertEquals(25, rate(2), "domain 0 is the whole exporter");
        assertEquals(100, rate(3), "the narrower scope wins");
    }

    @Test
    void aSelectorBelongsToItsDomainAndASamplerToTheExporter() {
        decode(DatagramBuilder.ipfix()
                .optionsTemplate(300, 1, 302, 4, 305, 4, 306, 4)
                .set(300, new Bytes().u32(1).u32(1).u32(99).toBytes()));
        DatagramBuilder other = DatagramBuilder.ipfix()
                .domain(8)
                .template(256, 302, 4)
                .set(256, new Bytes().u32(1).toBytes());
        decode(other);
        assertEquals(0, rate(0));
        decode(DatagramBuilder.ipfix()
                .domain(0)
                .optionsTemplate(300, 1, 302, 4, 305, 4, 306, 4)
                .set(300, new Bytes().u32(1).u32(1).u32(9).toBytes()));
        decode(other);
        assertEquals(10, rate(1), "a selector of the whole exporter");
    }

    @Test
    void aFlowThatNamesAnUnknownSamplerHasNoRateOfAnotherSampler() {
        decode(DatagramBuilder.netFlowV9()
                .optionsTemplate(300, 1, 1, 4, 48, 1, 50, 4)
                .set(300, new Bytes().u32(0).u8(3).u32(100).toBytes())
                .template(256, 48, 1)
                .set(256, new Bytes().u8(4).u8(0).u8(3).toBytes()));

        assertEquals(0, rate(0));
        assertEquals(0, rate(1));
        assertEquals(100, rate(2));
    }

    @Test
    void samplingByInterfaceHoldsInOtherSourceIdsAndForTheInterfaceThatWasSampled() {
        decode(DatagramBuilder.netFlowV9()
                .optionsTemplate(300, 1, 2, 4, 34, 4)
                .set(300, new Bytes().u32(5).u32(100).toBytes()));
        decode(DatagramBuilder.netFlowV9()
                .domain(8)
                .template(256, 10, 2, 14, 2, 61, 1)
                .set(
                        256,
                        new Bytes()
                                .u16(5)
                                .u16(6)
                                .u8(0)
                                .u16(6)
                                .u16(5)
                                .u8(0)
                                .u16(6)
                                .u16(5)
                                .u8(1)
                                .toBytes()));

        assertEquals(100, rate(0));
        assertEquals(0, rate(1));
        assertEquals(100, rate(2), "egress: the output interface was sampled");
    }

    @Test
    void aRateOfATemplateIsThatOfItsRecords() {
        decode(DatagramBuilder.netFlowV9()
                .optionsTemplate(300, 1, 5, 2, 34, 4)
                .set(300, new Bytes().u16(257).u32(100).toBytes())
                .template(256, 1, 4)
                .template(257, 1, 4)
                .set(256, new byte[4])
                .set(257, new byte[4]));

        assertEquals(0, rate(0));
        assertEquals(100, rate(1));
    }

    @Test
    void timeTakenAndLeftOutAndRecordsOwnProbabilityAreRates() {
        decode(DatagramBuilder.ipfix()
                .optionsTemplate(300, 1, 149, 4, 307, 4, 308, 4)
                .set(300, new Bytes().u32(7).u32(1_000).u32(9_000).toBytes())
                .template(256, 1, 4)
                .set(256, new byte[4]));
        decode(DatagramBuilder.ipfix()
                .template(256, 311, 8)
                .set(256, new Bytes().u64(Double.doubleToLongBits(0.02)).toBytes()));
        decode(DatagramBuilder.ipfix()
                .template(256, 305, 4, 306, 4)
                .set(256, new Bytes().u32(2).u32(6).toBytes()));

        assertEquals(10, rate(0));
        assertEquals(50, rate(1));
        assertEquals(4, rate(2));
    }

    @Test
    void namesThatAnotherSourceIdTellsAreTheExporters() {
        byte[] name = Arrays.copyOf("snmp".getBytes(StandardCharsets.UTF_8), 24);
        decode(DatagramBuilder.netFlowV9()
                .optionsTemplate(300, 1, 1, 4, 95, 4, 96, 24)
                .set(300, new Bytes().u32(0).u32(0x030000a1L).raw(name).toBytes()));
        decode(DatagramBuilder.netFlowV9()
                .domain(8)
                .template(256, 95, 4)
                .set(256, new Bytes().u32(0x030000a1L).toBytes()));

        assertEquals("snmp", batch.getText(FlowColumn.APPLICATION, 0));
    }

    @Test
    void aSamplerOfAnotherSourceIdSurvivesARestart() throws Exception {
        decode(DatagramBuilder.netFlowV9()
                .optionsTemplate(300, 1, 1, 4, 48, 1, 50, 4)
                .set(300, new Bytes().u32(0).u8(3).u32(100).toBytes()));
        FlowDecoder restarted = new FlowDecoder(ElementRegistry.load(), DecoderSettings.defaults());
        restarted.restore(decoder.snapshot(), exporter -> true);
        restarted.decode(
                DatagramBuilder.netFlowV9()
                        .domain(8)
                        .template(256, 48, 1)
                        .set(256, new Bytes().u8(3).toBytes())
                        .from(EXPORTER),
                batch,
                sink);

        assertEquals(100, rate(0));
    }

    @Test
    void packetsTakenAndLeftOutAreARate() {
        decode(DatagramBuilder.ipfix()
                .optionsTemplate(
                        300, 1, OBSERVATION_DOMAIN_ID, 4, SAMPLING_PACKET_INTERVAL, 4, SAMPLING_PACKET_SPACE, 4)
                .set(300, new Bytes().u32(7).u32(1).u32(99).toBytes()));
        decode(DatagramBuilder.ipfix().template(256, OCTET_DELTA_COUNT, 4).set(256, new byte[4]));
        assertEquals(100, batch.getLong(FlowColumn.SAMPLING_RATE, 0));
    }

    @Test
    void sizeOfAPopulationAndProbabilityAreRates() {
        decode(DatagramBuilder.ipfix()
                .optionsTemplate(300, 1, OBSERVATION_DOMAIN_ID, 4, SAMPLING_SIZE, 4, SAMPLING_POPULATION, 4)
                .set(300, new Bytes().u32(7).u32(2).u32(1_000).toBytes())
                .template(256, OCTET_DELTA_COUNT, 4)
                .set(256, new byte[4]));
        assertEquals(500, batch.getLong(FlowColumn.SAMPLING_RATE, 0));
        decode(DatagramBuilder.ipfix()
                .domain(8)
                .optionsTemplate(300, 1, OBSERVATION_DOMAIN_ID, 4, SAMPLING_PROBABILITY, 8)
                .set(300, new Bytes().u32(8).u64(Double.doubleToLongBits(0.001)).toBytes())
                .template(256, OCTET_DELTA_COUNT, 4)
                .set(256, new byte[4]));
        assertEquals(1_000, batch.getLong(FlowColumn.SAMPLING_RATE, 1));
    }

    @Test
    void aFlowThatNamesItsSamplerHasThatSamplersRate() {
        decode(DatagramBuilder.netFlowV9()
                .optionsTemplate(300, 1, 1, 4, SAMPLER_ID, 1, SAMPLER_RANDOM_INTERVAL, 4)
                .set(
                        300,
                        new Bytes().u32(0).u8(3).u32(100).u32(0).u8(4).u32(200).toBytes())
                .template(256, OCTET_DELTA_COUNT, 4, SAMPLER_ID, 1)
                .set(256, new Bytes().u32(1).u8(4).u32(1).u8(3).toBytes()));
        assertEquals(200, batch.getLong(FlowColumn.SAMPLING_RATE, 0));
        assertEquals(100, batch.getLong(FlowColumn.SAMPLING_RATE, 1));
    }

    @Test
    void samplersThatDisagreeSayNothingOfAFlowThatNamesNone() {
        decode(DatagramBuilder.ipfix()
                .optionsTemplate(300, 1, SELECTOR_ID, 4, SAMPLING_INTERVAL, 4)
                .set(300, new Bytes().u32(1).u32(100).u32(2).u32(200).toBytes())
                .template(256, OCTET_DELTA_COUNT, 4)
                .set(256, new byte[4]));
        assertFalse(batch.isPresent(FlowColumn.SAMPLING_RATE, 0));
    }

    @Test
    void aRateOfAnInterfaceIsThatOfTheFlowsThatCameInByIt() {
        decode(DatagramBuilder.ipfix()
                .optionsTemplate(300, 1, INGRESS_INTERFACE, 4, SAMPLING_INTERVAL, 4)
                .set(300, new Bytes().u32(5).u32(100).toBytes())
                .template(256, INGRESS_INTERFACE, 4)
                .set(256, new Bytes().u32(5).u32(6).toBytes()));
        assertEquals(100, batch.getLong(FlowColumn.SAMPLING_RATE, 0));
        assertFalse(batch.isPresent(FlowColumn.SAMPLING_RATE, 1));
    }

    @Test
    void theRecordsOwnIntervalComesFirst() {
        decode(DatagramBuilder.ipfix()
                .optionsTemplate(300, 1, OBSERVATION_DOMAIN_ID, 4, SAMPLING_INTERVAL, 4)
                .set(300, new Bytes().u32(7).u32(100).toBytes())
                .template(256, SAMPLING_INTERVAL, 4)
                .set(256, new Bytes().u32(7).toBytes()));
        assertEquals(7, batch.getLong(FlowColumn.SAMPLING_RATE, 0));
    }

    @Test
    void netFlowV5HasTheRateInTheLowBitsOfItsHeader() {
        Bytes datagram = new Bytes()
                .u16(5)
                .u16(1)
                .u32(0)
                .u32(0)
                .u32(0)
                .u32(0)
                .u16(0x0102)
                .u16(0x4000 | 512);
        decoder.decode(new Datagram(EXPORTER, 0, datagram.raw(new byte[48]).toBytes()), batch, sink);
        assertEquals(512, batch.getLong(FlowColumn.SAMPLING_RATE, 0));
        assertEquals(0x0102, batch.getLong(FlowColumn.OBSERVATION_DOMAIN, 0));
        Bytes unsaid = new Bytes()
                .u16(5)
                .u16(1)
                .u32(0)
                .u32(0)
                .u32(0)
                .u32(1)
                .u16(0x0102)
                .u16(0);
        decoder.decode(new Datagram(EXPORTER, 0, unsaid.raw(new byte[48]).toBytes()), batch, sink);
        assertFalse(batch.isPresent(FlowColumn.SAMPLING_RATE, 1));
    }

    @Test
    void applicationsHaveTheNameThatOptionsGiveThem() {
        byte[] name = Arrays.copyOf("snmp".getBytes(StandardCharsets.UTF_8), 24);
        decode(DatagramBuilder.netFlowV9()
                .optionsTemplate(300, 1, 1, 4, APPLICATION_ID, 4, APPLICATION_NAME, 24)
                .set(300, new Bytes().u32(0).u32(0x030000a1L).raw(name).toBytes())
                .template(256, APPLICATION_ID, 4)
                .set(256, new Bytes().u32(0x030000a1L).u32(0x0d0001c5L).u32(0).toBytes()));
        assertEquals("snmp", batch.getText(FlowColumn.APPLICATION, 0));
        assertEquals("13:453", batch.getText(FlowColumn.APPLICATION, 1));
        assertFalse(batch.isPresent(FlowColumn.APPLICATION, 2));
    }

    @Test
    void interfacesAndVrfsHaveTheirNamesAmongTheExtras() {
        FlowDecoder withExtras = new FlowDecoder(
                ElementRegistry.load(), DecoderSettings.defaults().withExtras(true));
        FlowBatch extras = withExtras.newBatch(1);
        withExtras.decode(
                DatagramBuilder.ipfix()
                        .optionsTemplate(300, 1, INGRESS_INTERFACE, 4, INTERFACE_NAME, 4)
                        .set(
                                300,
                                new Bytes()
                                        .u32(5)
                                        .u32(0x65746835)
                                        .u32(6)
                                        .u32(0x65746836)
                                        .toBytes())
                        .optionsTemplate(301, 1, INGRESS_VRF_ID, 4, VRF_NAME, 4)
                        .set(301, new Bytes().u32(9).u32(0x626c7565).toBytes())
                        .template(256, INGRESS_INTERFACE, 4, EGRESS_INTERFACE, 4, INGRESS_VRF_ID, 4)
                        .set(256, new Bytes().u32(5).u32(6).u32(9).toBytes())
                        .from(EXPORTER),
                extras,
                sink);
        assertEquals(
                Map.of("input_interface_name", "eth5", "output_interface_name", "eth6", "vrf_name", "blue"),
                extras.extras(0));
    }

    private void decode(DatagramBuilder datagram) {
        decoder.decode(datagram.from(EXPORTER), batch, sink);
    }
}

package org.aegisnet.netflow.decode;

import static org.aegisnet.netflow.element.InformationElements.FLOW_DURATION_MICROSECONDS;
import static org.aegisnet.netflow.element.InformationElements.FLOW_DURATION_MILLISECONDS;
import static org.aegisnet.netflow.element.InformationElements.FLOW_END_DELTA_MICROSECONDS;
import static org.aegisnet.netflow.element.InformationElements.FLOW_END_MICROSECONDS;
import static org.aegisnet.netflow.element.InformationElements.FLOW_END_MILLISECONDS;
import static org.aegisnet.netflow.element.InformationElements.FLOW_END_NANOSECONDS;
import static org.aegisnet.netflow.element.InformationElements.FLOW_END_SECONDS;
import static org.aegisnet.netflow.element.InformationElements.FLOW_END_SYS_UP_TIME;
import static org.aegisnet.netflow.element.InformationElements.FLOW_START_DELTA_MICROSECONDS;
import static org.aegisnet.netflow.element.InformationElements.FLOW_START_MICROSECONDS;
import static org.aegisnet.netflow.element.InformationElements.FLOW_START_MILLISECONDS;
import static org.aegisnet.netflow.element.InformationElements.FLOW_START_NANOSECONDS;
import static org.aegisnet.netflow.element.InformationElements.FLOW_START_SECONDS;
import static org.aegisnet.netflow.element.InformationElements.FLOW_START_SYS_UP_TIME;
import static org.aegisnet.netflow.element.InformationElements.OBSERVATION_DOMAIN_ID;
import static org.aegisnet.netflow.element.InformationElements.OBSERVATION_TIME_MILLISECONDS;
import static org.aegisnet.netflow.element.InformationElements.SYSTEM_INIT_TIME_MILLISECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.aegisnet.netflow.DatagramBuilder;
import org.aegisnet.netflow.DatagramBuilder.Bytes;
import org.aegisnet.netflow.column.FlowBatch;
import org.aegisnet.netflow.column.FlowColumn;
import org.aegisnet.netflow.datagram.Datagram;
import org.aegisnet.netflow.datagram.Exporter;
import org.aegisnet.netflow.element.ElementRegistry;
import org.junit.jupiter.api.Test;

/** The many forms of time, each to the nanosecond. */
class FlowTimesTest {
    private static final ElementRegistry REGISTRY = ElementRegistry.load();
    private static final Exporter EXPORTER = new Exporter("192.0.2.1");
    private static final long EXPORTED = 1_700_000_000L;
    private static final long NANOS = 1_000_000_000L;
    private static final long SECONDS_1900_TO_1970 = 2_208_988_800L;

    private final FlowDecoder decoder = new FlowDecoder(REGISTRY, DecoderSettings.defaults());
    private final FlowBatch batch = decoder.newBatch(1);
    private final CollectingSink sink = new CollectingSink();

    @Test
    void uptimeOfNetFlowV9IsADifferenceToTheUptimeAtExport() {
        decodeV9(
                3_600_000,
                new Bytes().u32(3_590_000).u32(3_599_500),
                FLOW_START_SYS_UP_TIME,
                4,
                FLOW_END_SYS_UP_TIME,
                4);
        assertTimes(EXPORTED * NANOS - 10 * NANOS, EXPORTED * NANOS - NANOS / 2, 9.5);
    }

    @Test
    void uptimeThatWrappedBetweenFirstAndLast() {
        decodeV9(1_000, new Bytes().u32(0xffff_ff00L).u32(500), FLOW_START_SYS_UP_TIME, 4, FLOW_END_SYS_UP_TIME, 4);
        assertTimes(EXPORTED * NANOS - 1_256_000_000L, EXPORTED * NANOS - 500_000_000L, 0.756);
    }

    @Test
    void uptimeThatWrappedBetweenLastAndExport() {
        decodeV9(
                300,
                new Bytes().u32(0xffff_0000L).u32(0xffff_fffeL),
                FLOW_START_SYS_UP_TIME,
                4,
                FLOW_END_SYS_UP_TIME,
                4);
        assertTimes(EXPORTED * NANOS - 65_836_000_000L, EXPORTED * NANOS - 302_000_000L, 65.534);
    }

    @Test
    void aLastAfterTheExportTimeIsNotFiftyDaysLater() {
        decodeV9(1_000, new Bytes().u32(900).u32(1_010), FLOW_START_SYS_UP_TIME, 4, FLOW_END_SYS_UP_TIME, 4);
        assertTimes(EXPORTED * NANOS - 100_000_000L, EXPORTED * NANOS + 10_000_000L, 0.11);
    }

    @Test
    void netFlowV5CountsTheNanosecondsOfItsHeader() {
        Bytes datagram = new Bytes()
                .u16(5)
                .u16(1)
                .u32(10_000)
                .u32(EXPORTED)
                .u32(123_456_789)
                .u32(0)
                .u32(0);
        datagram.raw(new byte[24]).u32(4_000).u32(9_000).raw(new byte[16]);
        decoder.decode(new Datagram(EXPORTER, 0, datagram.toBytes()), batch, sink);
        assertTimes(EXPORTED * NANOS + 123_456_789L - 6 * NANOS, EXPORTED * NANOS + 123_456_789L - NANOS, 5);
    }

    @Test
    void milliseconds() {
        decodeIpfix(
                new Bytes().u64(1_699_999_990_123L).u64(1_699_999_990_125L),
                FLOW_START_MILLISECONDS,
                8,
                FLOW_END_MILLISECONDS,
                8);
        assertTimes(1_699_999_990_123_000_000L, 1_699_999_990_125_000_000L, 0.002);
    }

    @Test
    void seconds() {
        decodeIpfix(new Bytes().u32(1_699_999_990L).u32(1_699_999_995L), FLOW_START_SECONDS, 4, FLOW_END_SECONDS, 4);
        assertTimes(1_699_999_990L * NANOS, 1_699_999_995L * NANOS, 5);
    }

    @Test
    void microsecondsAndNanosecondsAreNetworkTime() {
        long first = (1_699_999_990L + SECONDS_1900_TO_1970) << 32 | 0x8000_0000L;
        long last = (1_699_999_991L + SECONDS_1900_TO_1970) << 32 | 0x4000_0000L;
        decodeIpfix(new Bytes().u64(first).u64(last), FLOW_START_MICROSECONDS, 8, FLOW_END_MICROSECONDS, 8);
        assertTimes(1_699_999_990_500_000_000L, 1_699_999_991_250_000_000L, 0.75);
        batch.clear();
        decodeIpfix(new Bytes().u64(first).u64(last), FLOW_START_NANOSECONDS, 8, FLOW_END_NANOSECONDS, 8);
        assertTimes(1_699_999_990_500_000_000L, 1_699_999_991_250_000_000L, 0.75);
    }

    @Test
    void networkTimeOfTheEraThatBegins2036() {
        decodeIpfix(new Bytes().u64(1L << 32).u64(3L << 32), FLOW_START_NANOSECONDS, 8, FLOW_END_NANOSECONDS, 8);
        long start = ((1L << 32) - SECONDS_1900_TO_1970) * NANOS;
        assertTimes(start + NANOS, start + 3 * NANOS, 2);
    }

    @Test
    void microsecondsBeforeTheExport() {
        decodeIpfix(
                new Bytes().u32(1_635_000).u32(1_632_001),
                FLOW_START_DELTA_MICROSECONDS,
                4,
                FLOW_END_DELTA_MICROSECONDS,
                4);
        assertTimes(EXPORTED * NANOS - 1_635_000_000L, EXPORTED * NANOS - 1_632_001_000L, 0.002999);
    }

    @Test
    void uptimeInIpfixNeedsTheBootTimeOfAnOptionsRecord() {
        long boot = EXPORTED * 1_000 - 50_000;
        decoder.decode(
                DatagramBuilder.ipfix()
                        .optionsTemplate(300, 1, OBSERVATION_DOMAIN_ID, 4, SYSTEM_INIT_TIME_MILLISECONDS, 8)
                        .set(300, new Bytes().u32(7).u64(boot).toBytes())
                        .from(EXPORTER),
                batch,
                sink);
        decodeIpfix(new Bytes().u32(10_000).u32(20_500), FLOW_START_SYS_UP_TIME, 4, FLOW_END_SYS_UP_TIME, 4);
        assertTimes((boot + 10_000) * 1_000_000L, (boot + 20_500) * 1_000_000L, 10.5);
    }

    @Test
    void uptimeInIpfixWrapsTooAfterFiftyDays() {
        long boot = EXPORTED * 1_000 - (1L << 32) - 50_000;
        decoder.decode(
                DatagramBuilder.ipfix()
                        .optionsTemplate(300, 1, OBSERVATION_DOMAIN_ID, 4, SYSTEM_INIT_TIME_MILLISECONDS, 8)
                        .set(300, new Bytes().u32(7).u64(boot).toBytes())
                        .from(EXPORTER),
                batch,
                sink);
        decodeIpfix(new Bytes().u32(10_000).u32(20_500), FLOW_START_SYS_UP_TIME, 4, FLOW_END_SYS_UP_TIME, 4);
        assertTimes(EXPORTED * NANOS - 40 * NANOS, EXPORTED * NANOS - 29_500_000_000L, 10.5);
    }

    @Test
    void theBootTimeOfTheRecordItselfComesFirst() {
        long boot = EXPORTED * 1_000 - 50_000;
        decodeIpfix(
                new Bytes().u64(boot).u32(10_000).u32(20_500),
                SYSTEM_INIT_TIME_MILLISECONDS,
                8,
                FLOW_START_SYS_UP_TIME,
                4,
                FLOW_END_SYS_UP_TIME,
                4);
        assertTimes((boot + 10_000) * 1_000_000L, (boot + 20_500) * 1_000_000L, 10.5);
    }

    @Test
    void withoutABootTimeTheTimesAreEstimatedFromTheExportTime() {
        decodeIpfix(new Bytes().u32(10_000).u32(20_500), FLOW_START_SYS_UP_TIME, 4, FLOW_END_SYS_UP_TIME, 4);
        assertEquals(1_699_999_989_500L, batch.getEpochMillis(FlowColumn.FIRST, 0));
        assertEquals(1_700_000_000_000L, batch.getEpochMillis(FlowColumn.LAST, 0));
        assertEquals(10.5, batch.getDouble(FlowColumn.DURATION, 0));
    }

    @Test
    void aStatedDurationCompletesTheTimes() {
        decodeIpfix(
                new Bytes().u64(1_699_999_990_000L).u32(1_500),
                FLOW_START_MILLISECONDS,
                8,
                FLOW_DURATION_MILLISECONDS,
                4);
        assertTimes(1_699_999_990_000_000_000L, 1_699_999_991_500_000_000L, 1.5);
        batch.clear();
        decodeIpfix(
                new Bytes().u64(1_699_999_990_000L).u32(1_500),
                FLOW_END_MILLISECONDS,
                8,
                FLOW_DURATION_MICROSECONDS,
                4);
        assertTimes(1_699_999_989_998_500_000L, 1_699_999_990_000_000_000L, 0.0015);
    }

    @Test
    void theEventTimeOfAFirewallEndsAFlowWithoutAnEnd() {
        decodeV9(
                0,
                new Bytes().u64(1_699_999_990_000L).u64(1_699_999_992_250L),
                FLOW_START_MILLISECONDS,
                8,
                OBSERVATION_TIME_MILLISECONDS,
                8);
        assertTimes(1_699_999_990_000_000_000L, 1_699_999_992_250_000_000L, 2.25);
    }

    @Test
    void aLastBeforeTheFirstGivesNoDuration() {
        decodeIpfix(
                new Bytes().u64(1_699_999_990_125L).u64(1_699_999_990_123L),
                FLOW_START_MILLISECONDS,
                8,
                FLOW_END_MILLISECONDS,
                8);
        assertEquals(1_699_999_990_125L, batch.getEpochMillis(FlowColumn.FIRST, 0));
        assertFalse(batch.isPresent(FlowColumn.DURATION, 0));
        batch.clear();
        decodeV9(
                3_600_000,
                new Bytes().u32(3_599_500).u32(3_590_000),
                FLOW_START_SYS_UP_TIME,
                4,
                FLOW_END_SYS_UP_TIME,
                4);
        assertFalse(batch.isPresent(FlowColumn.DURATION, 0));
    }

    @Test
    void zeroAndTimesBeyondTheYear2262AreNotKnown() {
        decodeIpfix(new Bytes().u64(0).u64(-1), FLOW_START_MILLISECONDS, 8, FLOW_END_MILLISECONDS, 8);
        assertFalse(batch.isPresent(FlowColumn.FIRST, 0));
        assertFalse(batch.isPresent(FlowColumn.LAST, 0));
    }

    @Test
    void theFinestClockWins() {
        long nanos = (1_699_999_990L + SECONDS_1900_TO_1970) << 32 | 0x8000_0000L;
        decodeIpfix(
                new Bytes().u32(1_699_999_990L).u64(nanos).u32(7),
                FLOW_START_SECONDS,
                4,
                FLOW_START_NANOSECONDS,
                8,
                FLOW_START_SYS_UP_TIME,
                4);
        assertEquals(1_699_999_990_500_000_000L, batch.getLong(FlowColumn.FIRST, 0));
    }

    private void decodeV9(long uptime, Bytes record, int... fields) {
        decoder.decode(
                DatagramBuilder.netFlowV9()
                        .exportedAt(EXPORTED)
                        .uptime(uptime)
                        .template(256, fields)
                        .set(256, record.toBytes())
                        .from(EXPORTER),
                batch,
                sink);
    }

    private void decodeIpfix(Bytes record, int... fields) {
        decoder.decode(
                DatagramBuilder.ipfix()
                        .exportedAt(EXPORTED)
                        .template(256, fields)
                        .set(256, record.toBytes())
                        .from(EXPORTER),
                batch,
                sink);
    }

    private void assertTimes(long first, long last, double duration) {
        assertEquals(1, batch.size());
        assertEquals(first, batch.getLong(FlowColumn.FIRST, 0), "first");
        assertEquals(last, batch.getLong(FlowColumn.LAST, 0), "last");
        assertEquals(duration, batch.getDouble(FlowColumn.DURATION, 0), "duration");
    }
}

package org.aegisnet.processors.pairing;

import static org.aegisnet.processors.pairing.PairFlowsRunner.HEADER;
import static org.aegisnet.processors.pairing.PairFlowsRunner.START;
import static org.aegisnet.processors.pairing.PairFlowsRunner.udp;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.aegisnet.pairing.PairingRules;
import org.aegisnet.pairing.PairingTable;
import org.aegisnet.processors.GivenRecords;
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.components.ConfigVerificationResult.Outcome;
import org.apache.nifi.csv.CSVReader;
import org.apache.nifi.json.JsonRecordSetWriter;
import org.apache.nifi.json.JsonTreeReader;
import org.apache.nifi.processor.VerifiableProcessor;
import org.apache.nifi.provenance.ProvenanceEventRecord;
import org.apache.nifi.provenance.ProvenanceEventType;
import org.apache.nifi.serialization.SimpleRecordSchema;
import org.apache.nifi.serialization.record.MapRecord;
import org.apache.nifi.serialization.record.Record;
import org.apache.nifi.serialization.record.RecordField;
import org.apache.nifi.serialization.record.RecordFieldType;
import org.apache.nifi.serialization.record.RecordSchema;
import org.apache.nifi.util.LogMessage;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.MockProcessContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PairFlowsTest {
    private static final String CLIENT = "10.0.0.7:50000";
    private static final String SERVER = "10.0.0.1:53";

    private PairFlowsRunner flows;

    @BeforeEach
    void prepare() throws Exception {
        flows = new PairFlowsRunner();
    }

    @Test
    void makesOneRecordOfTwoHalves() throws Exception {
        flows.enqueue("""
                id,src_ip,dst_ip,src_port,dst_port,protocol,first,last,duration,bytes_in,packets_fwd,packets,tcp_flags_fwd,pairing,colour
                server,10.0.0.1,10.0.0.7,443,50000,6,1700000000040,1700000009000,8.96,90000,70,70,27,one_way,blue
                client,10.0.0.7,10.0.0.1,50000,443,6,1700000000000,1700000008000,8,1200,12,12,26,one_way,red
                """);
        flows.trigger();

        final JsonNode pair = flows.records(PairFlows.SUCCESS).getFirst();
        assertEquals(
                "{\"id\":\"client\",\"src_ip\":\"10.0.0.7\",\"dst_ip\":\"10.0.0.1\",\"src_port\":50000,\"dst_port\":443,\"protocol\":6,"
                        + "\"first\":1700000000000,\"last\":1700000009000,\"duration\":9.0,\"bytes_in\":1200,\"packets_fwd\":12,\"packets\":82,"
                        + "\"tcp_flags_fwd\":26,\"pairing\":\"paired\",\"colour\":\"red\",\"bytes_out\":90000,\"packets_rev\":70,\"tcp_flags_rev\":27}",
                pair.toString());
        flows.runner().assertQueueEmpty();
        assertEquals(2, flows.counted("Halves Read"));
        assertEquals(1, flows.counted("Pairs Made"));
    }

    @Test
    void halvesMeetAcrossFlowFilesAndTriggers() throws Exception {
        flows.csv(udp("question", CLIENT, SERVER, 0)).trigger();
        flows.runner().assertQueueNotEmpty();
        assertEquals(List.of(), flows.left());
        flows.csv(udp("answer", SERVER, CLIENT, 40)).trigger();

        assertEquals(List.of("question paired"), flows.left());
        flows.runner().assertQueueEmpty();
    }

    @Test
    void halvesMeetAcrossARestart() throws Exception {
        flows.csv(udp("question", CLIENT, SERVER, 0)).trigger().restart();
        flows.csv(udp("answer", SERVER, CLIENT, 40)).trigger();

        assertEquals(List.of("question paired"), flows.left());
        flows.runner().assertQueueEmpty();
    }

    @Test
    void aHalfAloneLeavesOnTimeWithNullsThoughNoFurtherFlowComes() throws Exception {
        flows.csv(udp("alone", CLIENT, SERVER, 0)).trigger().pass(29_999).trigger();
        assertEquals(List.of(), flows.left());
        assertTrue(((MockProcessContext) flows.runner().getProcessContext()).isYieldCalled());
        flows.pass(1).trigger();

        assertEquals(List.of("alone one_sided"), flows.left());
        final JsonNode flow = flows.records(PairFlows.SUCCESS).getFirst();
        for (final String unknown : List.of("bytes_out", "packets_rev", "tcp_flags_rev")) {
            assertTrue(flow.has(unknown) && flow.get(unknown).isNull(), unknown);
        }
        assertEquals(100, flow.get("bytes_in").asInt());
        flows.runner().assertQueueEmpty();
        assertEquals(1, flows.counted("One-Sided After Timeout"));
    }

    @Test
    void aHalfThatWaitedThroughARestartLeavesOnTime() throws Exception {
        flows.csv(udp("alone", CLIENT, SERVER, 0))
                .trigger()
                .restart()
                .pass(30_000)
                .trigger();

        assertEquals(List.of("alone one_sided"), flows.left());
    }

    @Test
    void aHalfWhoseOtherHalfCameWhileNiFiWasDownStillMeetsIt() throws Exception {
        flows.csv(udp("question", CLIENT, SERVER, 0)).trigger().restart().pass(3_600_000);
        flows.csv(udp("answer", SERVER, CLIENT, 40)).trigger();

        assertEquals(List.of("question paired"), flows.left());
    }

    @Test
    void nobodyWaitsForAClockThatWasSetBack() throws Exception {
        flows.csv(udp("alone", CLIENT, SERVER, 0))
                .trigger()
                .restart()
                .pass(-3_600_000)
                .trigger();
        flows.pass(30_000).trigger();

        assertEquals(List.of("alone one_sided"), flows.left());
    }

    @Test
    void anOldCaptureIsPairedAsWell() throws Exception {
        flows.pass(400L * 86_400_000);
        flows.csv(udp("question", CLIENT, SERVER, 0), udp("scan", "10.9.9.9:1", SERVER, 10))
                .trigger();
        flows.csv(udp("answer", SERVER, CLIENT, 40)).trigger();
        assertEquals(List.of("question paired"), flows.left());
        flows.csv(udp("much later", "10.9.9.9:2", SERVER, 60_000)).trigger();

        assertEquals(List.of("question paired", "scan one_sided"), flows.left());
        flows.pass(30_000).trigger();
        flows.runner().assertQueueEmpty();
    }

    @Test
    void flowsThatHoldBothDirectionsPassAtOnce() throws Exception {
        flows.enqueue("""
                        id,pairing,bytes_in,bytes_out,packets_rev
                        native,biflow,1,2,3
                        unnamed,,1,2,
                        again,one_way,1,,0
                        done,paired,1,2,3
                        alone,one_sided,1,,
                        """).trigger();

        assertEquals(
                List.of("native biflow", "unnamed biflow", "again biflow", "done paired", "alone one_sided"),
                flows.left());
        flows.runner().assertQueueEmpty();
        assertEquals(5, flows.counted("Biflows Passed"));
        assertEquals(0, flows.counted("Halves Read"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'',10.0.0.1,1,2,17,1,2,5,5 | src_ip is empty",
                "10.0.0.7,'',1,2,17,1,2,5,5 | dst_ip is empty",
                "router-7,10.0.0.1,1,2,17,1,2,5,5 | src_ip is 'router-7', no IP address",
                "10.0.0.7,10.0.0.1,'',2,17,1,2,5,5 | src_port is empty",
                "10.0.0.7,10.0.0.1,1,65536,17,1,2,5,5 | dst_port is '65536', no number from 0 to 65535",
                "10.0.0.7,10.0.0.1,1,2,'',1,2,5,5 | protocol is empty",
                "10.0.0.7,10.0.0.1,1,2,udp,1,2,5,5 | protocol is 'udp', no number from 0 to 255",
                "10.0.0.7,10.0.0.1,1,2,17,'',2,5,5 | first is empty",
                "10.0.0.7,10.0.0.1,1,2,17,1,soon,5,5 | last is 'soon', no point in time",
                "10.0.0.7,10.0.0.1,1,2,17,2,1,5,5 | last is before first",
                "10.0.0.7,10.0.0.1,1,2,17,1,2,-5,5 | bytes_in is '-5', no whole number of 0 or more",
                "10.0.0.7,10.0.0.1,1,2,17,1,2,5,many | packets_fwd is 'many', no whole number of 0 or more",
                "10.0.0.7,10.0.0.1,1,2,17,1,2,9223372036854775807,5 | bytes_in is 9223372036854775807, which cannot be: a count is whole, 0 or more and less than 2^53",
                "10.0.0.7,10.0.0.1,1,2,17,1,4294967264,5,5 | last is too long after first: a flow lasts between 0 s and 48 days",
                "10.0.0.7,10.0.0.1,1,2,17,1,1e300,5,5 | last is '1e300', no point in time",
            })
    void aRecordThatCannotBePairedLeavesWithTheReason(final String row, final String reason) throws Exception {
        flows.enqueue("src_ip,dst_ip,src_port,dst_port,protocol,first,last,bytes_in,packets_fwd,id\n"
                        + row.replace("''", "") + ",x\n")
                .trigger();

        final JsonNode left = flows.records(PairFlows.UNPAIRABLE).getFirst();
        assertEquals(reason, left.get("unpairable_reason").asText());
        assertEquals("x", left.get("id").asText());
        assertEquals(1, flows.counted("Records Unpairable"));
        flows.runner().assertQueueEmpty();
    }

    @Test
    void fieldsOfOneNameMustAgree() throws Exception {
        flows.enqueue("""
                        src_ip,dst_ip,src_port,dst_port,protocol,first,last,bytes_in,packets_fwd,Src Port
                        10.0.0.7,10.0.0.1,1,2,17,1,2,5,5,1
                        10.0.0.7,10.0.0.1,1,2,17,1,2,5,5,9
                        """).trigger();

        assertEquals(
                List.of("src_port is 1 and Src Port is 9, but both names mean the same field; keep the right one"),
                flows.records(PairFlows.UNPAIRABLE).stream()
                        .map(left -> left.get("unpairable_reason").asText())
                        .toList());
        assertEquals(1, flows.counted("Halves Read"));
    }

    /** NiFi takes schemas for equal that differ by name only. */
    @Test
    void flowsOfTwoSchemasLeaveApart() throws Exception {
        final Iterator<String> names = List.of("office", "plant").iterator();
        flows.reader(GivenRecords.of(new SimpleRecordSchema(List.of()), () -> {
            final SimpleRecordSchema schema = new SimpleRecordSchema(
                    Stream.of("src_ip", "dst_ip", "src_port", "dst_port", "protocol", "first", "last", "bytes_out")
                            .map(name -> new RecordField(name, RecordFieldType.STRING.getDataType()))
                            .toList());
            schema.setSchemaName(names.next());
            final Iterator<Record> records = List.<Record>of(new MapRecord(schema, Map.of("bytes_out", "1")))
                    .iterator();
            return () -> records.hasNext() ? records.next() : null;
        }));
        flows.enqueue("office").enqueue("plant").trigger();

        flows.runner().assertTransferCount(PairFlows.SUCCESS, 2);
    }

    @Test
    void recordsOfAnotherKindLeaveAsUnpairable() throws Exception {
        flows.enqueue("name,age\nAda,36\n").trigger();

        assertEquals(
                "protocol is empty",
                flows.records(PairFlows.UNPAIRABLE)
                        .getFirst()
                        .get("unpairable_reason")
                        .asText());
        flows.runner().assertTransferCount(PairFlows.SUCCESS, 0);
    }

    @Test
    void icmpNeedsNoPorts() throws Exception {
        flows.enqueue(
                        "id,src_ip,dst_ip,protocol,first,last,icmp_type\nreply,10.0.0.1,10.0.0.7,1,5,9,0\nrequest,10.0.0.7,10.0.0.1,1,5,9,8\n")
                .trigger();

        assertEquals(List.of("request paired"), flows.left());
    }

    @Test
    void icmpTypeMayStandInTheDestinationPort() throws Exception {
        flows.enqueue(
                        "id,src_ip,dst_ip,protocol,first,last,dst_port\nreply,10.0.0.1,10.0.0.7,1,5,9,0\nrequest,10.0.0.7,10.0.0.1,1,5,9,2048\n")
                .trigger();

        assertEquals(List.of("request paired"), flows.left());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10_500})
    void malformedContentGoesToFailureWholeAndLeavesNoTrace(final int goodRows) throws Exception {
        final StringBuilder malformed = new StringBuilder(HEADER);
        for (int row = 0; row < goodRows; row++) {
            malformed.append(udp("bad" + row, "10.0.1.1:" + row, SERVER, 0));
        }
        malformed.append("\"torn");
        flows.csv(udp("question", CLIENT, SERVER, 0))
                .enqueue(malformed.toString())
                .csv(udp("answer", SERVER, CLIENT, 40))
                .trigger();

        assertEquals(List.of("question paired"), flows.left());
        final MockFlowFile failed = flows.only(PairFlows.FAILURE);
        failed.assertContentEquals(malformed.toString());
        assertTrue(failed.getAttribute("record.error.message").length() > 10);
        flows.runner().assertQueueEmpty();
        assertEquals(2, flows.counted("Halves Read"));
        assertEquals(1, flows.counted("FlowFiles Failed"));
    }

    @Test
    void aLargeFlowFileIsPairedToItsEnd() throws Exception {
        final StringBuilder content = new StringBuilder(HEADER);
        for (int row = 0; row < 12_000; row++) {
            content.append(udp("q" + row, "10.0.1.1:" + row, SERVER, 0));
            content.append(udp("a" + row, SERVER, "10.0.1.1:" + row, 5));
        }
        flows.enqueue(content.toString()).trigger();

        assertEquals(12_000, flows.left().size());
        assertEquals(24_000, flows.counted("Halves Read"));
    }

    @Test
    void aFlowFileWithoutRecordsIsGoneAndNothingElseHappens() throws Exception {
        flows.enqueue(HEADER).trigger();

        flows.runner().assertQueueEmpty();
        flows.runner().assertTransferCount(PairFlows.SUCCESS, 0);
        flows.runner().assertTransferCount(PairFlows.FAILURE, 0);
    }

    @Test
    void whenTooManyWaitTheOldestLeaveAndABulletinSaysSo() throws Exception {
        flows.runner().setProperty(PairingProperties.MAXIMUM_WAITING_FLOWS, "2");
        flows.csv(
                        udp("one", "10.0.1.1:1", SERVER, 0),
                        udp("two", "10.0.1.1:2", SERVER, 0),
                        udp("three", "10.0.1.1:3", SERVER, 0))
                .trigger();

        assertEquals(List.of("one one_sided"), flows.left());
        assertEquals(1, flows.counted("One-Sided For Lack Of Room"));
        assertTrue(flows.runner()
                .getLogger()
                .getWarnMessages()
                .getFirst()
                .getMsg()
                .contains("raise Maximum Waiting Flows"));
    }

    @Test
    void halvesOfDifferentExportersDoNotMeetUnlessToldSo() throws Exception {
        final String other = udp("answer", SERVER, CLIENT, 40).replace("192.0.2.1", "192.0.2.2");
        flows.csv(udp("question", CLIENT, SERVER, 0), other).trigger();
        assertEquals(List.of(), flows.left());

        flows.runner().clearTransferState();
        flows.restart().runner().setProperty(PairingProperties.SEPARATING_FIELDS, "vlan_id");
        flows.trigger();
        assertEquals(List.of("question paired"), flows.left());
    }

    @Test
    void theToleranceIsTheUsers() throws Exception {
        flows.runner().setProperty(PairingProperties.OVERLAP_TOLERANCE, "100 ms");
        flows.csv(
                        udp("question", CLIENT, SERVER, 0),
                        udp("late", SERVER, CLIENT, 101),
                        udp("answer", SERVER, CLIENT, 100))
                .trigger();

        assertEquals(1, flows.counted("Pairs Made"));
        assertEquals(
                100, flows.records(PairFlows.SUCCESS).getFirst().get("duration").asDouble() * 1000, 1e-9);
    }

    @Test
    void doubleReportsAreRemovedOnRequest() throws Exception {
        flows.runner().setProperty(PairingProperties.DOUBLE_REPORTS, DoubleReports.DEDUPLICATE);
        flows.runner().setProperty(PairingProperties.DOUBLE_REPORTING_EXPORTERS, "198.51.100.7, 192.0.2.0/24");
        enqueueDoubleReports("192.0.2.1");
        flows.trigger();
        assertEquals(List.of("in paired"), flows.left());
        assertEquals(2, flows.counted("Double Reports Removed"));

        flows.restart();
        flows.enqueue(doubleReports("192.0.2.1")
                        .lines()
                        .skip(1)
                        .limit(1)
                        .map(line -> doubleReports("").lines().findFirst().orElseThrow() + "\n"
                                + line.replace(",0\n", ",1\n").replace(",0", ",1"))
                        .collect(Collectors.joining()))
                .trigger();
        assertEquals(3, flows.counted("Double Reports Removed"));
        flows.pass(30_000).trigger();
        flows.runner().assertQueueEmpty();
        assertEquals(1, flows.left().size());
    }

    @Test
    void doubleReportsOfOtherExportersAreKept() throws Exception {
        flows.runner().setProperty(PairingProperties.DOUBLE_REPORTS, DoubleReports.DEDUPLICATE);
        flows.runner().setProperty(PairingProperties.DOUBLE_REPORTING_EXPORTERS, "2001:db8::/32");
        enqueueDoubleReports("192.0.2.1");
        flows.trigger();

        assertEquals(2, flows.left().size());
    }

    @Test
    void doubleReportsAreKeptByDefaultAndForAllRemovedWithoutAList() throws Exception {
        enqueueDoubleReports("192.0.2.1");
        flows.trigger();
        assertEquals(2, flows.left().size());

        flows.runner().setProperty(PairingProperties.DOUBLE_REPORTS, DoubleReports.DEDUPLICATE);
        flows.runner().clearTransferState();
        flows.restart();
        enqueueDoubleReports("192.0.2.9");
        flows.trigger();
        assertEquals(1, flows.left().size());
    }

    private void enqueueDoubleReports(final String exporter) {
        flows.enqueue(doubleReports(exporter));
    }

    private static String doubleReports(final String exporter) {
        return """
                id,src_ip,dst_ip,src_port,dst_port,protocol,first,last,exporter,direction
                in,10.0.0.7,10.0.0.1,50000,53,17,1000,5000,EXPORTER,0
                out,10.0.0.7,10.0.0.1,50000,53,17,1001,5001,EXPORTER,1
                back in,10.0.0.1,10.0.0.7,53,50000,17,1002,5002,EXPORTER,0
                back out,10.0.0.1,10.0.0.7,53,50000,17,1003,5003,EXPORTER,1
                """.replace("EXPORTER", exporter);
    }

    @Test
    void recordsOfDifferentSchemasLeaveEachWithItsOwnFields() throws Exception {
        flows.csv(udp("question", CLIENT, SERVER, 0), udp("alone", "10.0.1.1:1", SERVER, 0));
        flows.enqueue(
                        "id,src_ip,dst_ip,src_port,dst_port,protocol,first,last,bytes_in,exporter,colour\nanswer,10.0.0.1,10.0.0.7,53,50000,17,%d,%d,7,192.0.2.1,red\nother,10.0.0.9,10.0.0.7,53,50000,17,%d,%d,7,192.0.2.1,blue\n"
                                .formatted(START, START, START, START))
                .trigger();
        flows.pass(30_000).trigger();

        final Map<String, JsonNode> byId = new TreeMap<>();
        flows.records(PairFlows.SUCCESS).forEach(node -> byId.put(node.get("id").asText(), node));
        assertEquals(List.of("alone", "other", "question"), List.copyOf(byId.keySet()));
        assertEquals(7, byId.get("question").get("bytes_out").asInt());
        assertTrue(byId.get("question").get("packets").isNull(), "the answer did not count its packets");
        assertFalse(byId.get("alone").has("colour"));
        assertEquals("blue", byId.get("other").get("colour").asText());
    }

    @Test
    void manySchemasDoNotOpenManyFilesAtOnce() throws Exception {
        for (int file = 0; file < 40; file++) {
            flows.enqueue(
                    "id,src_ip,dst_ip,src_port,dst_port,protocol,first,last,column%d\nq%d,10.0.0.1,10.0.0.7,%d,50000,17,1,2,x\na%d,10.0.0.7,10.0.0.1,50000,%d,17,1,2,x\n"
                            .formatted(file, file, file, file, file));
        }
        flows.trigger();

        assertEquals(40, flows.left().size());
        flows.runner().assertTransferCount(PairFlows.SUCCESS, 40);
    }

    @Test
    void readsJsonAndPlainText() throws Exception {
        flows.reader(new JsonTreeReader());
        flows.enqueue(
                        "[{\"id\":\"q\",\"src_ip\":\"fd77::1\",\"dst_ip\":\"fd77::2\",\"src_port\":\"50000\",\"dst_port\":53,\"protocol\":17.0,"
                                + "\"first\":\"2026-11-20T23:21:49.658Z\",\"last\":\"2026-11-20T23:21:49.658Z\",\"bytes_in\":\"60\"}]")
                .trigger();
        flows.enqueue(
                        "[{\"id\":\"a\",\"src_ip\":\"FD77:0:0:0:0:0:0:2\",\"dst_ip\":\"fd77::1\",\"src_port\":53,\"dst_port\":50000,\"protocol\":17,"
                                + "\"first\":1795216909700,\"last\":1795216909700,\"bytes_in\":40.0}]")
                .trigger();

        final JsonNode pair = flows.records(PairFlows.SUCCESS).getFirst();
        assertEquals("q", pair.get("id").asText());
        assertEquals(40, pair.get("bytes_out").asLong());
        assertEquals(0.042, pair.get("duration").asDouble(), 1e-9);
        assertFalse(pair.get("last").asText().isEmpty());
    }

    @Test
    void readsAndWritesColumnsThatAreAllText() throws Exception {
        final CSVReader reader = new CSVReader();
        flows.runner().addControllerService("text", reader);
        flows.runner().setProperty(reader, "schema-access-strategy", "csv-header-derived");
        flows.runner().enableControllerService(reader);
        flows.runner().setProperty(PairingProperties.RECORD_READER, "text");
        flows.csv(udp("q", CLIENT, SERVER, 0)).trigger().restart();
        flows.csv(udp("a", SERVER, CLIENT, 40)).trigger();

        final JsonNode pair = flows.records(PairFlows.SUCCESS).getFirst();
        assertEquals(100, pair.get("bytes_out").asLong());
        assertEquals(4, pair.get("packets").asLong());
        assertEquals(Long.toString(START + 40), pair.get("last").asText());
    }

    @Test
    void commonAttributesOfABatchStandOnTheOutput() throws Exception {
        flows.enqueue(
                        HEADER + udp("q", CLIENT, SERVER, 0),
                        Map.of("schema.name", "flow", "udp.port", "2055", "only", "here"))
                .enqueue(
                        HEADER + udp("a", SERVER, CLIENT, 0) + udp("alone", "10.0.1.1:1", SERVER, 0),
                        Map.of("schema.name", "flow", "udp.port", "9995"))
                .trigger();
        final MockFlowFile pair = flows.only(PairFlows.SUCCESS);
        pair.assertAttributeEquals("schema.name", "flow");
        pair.assertAttributeEquals("record.count", "1");
        pair.assertAttributeEquals("mime.type", "application/json");
        pair.assertAttributeNotExists("udp.port");
        pair.assertAttributeNotExists("only");

        flows.runner().clearTransferState();
        flows.restart().pass(30_000).trigger();
        final MockFlowFile alone = flows.only(PairFlows.SUCCESS);
        alone.assertAttributeEquals("schema.name", "flow");
        alone.assertAttributeNotExists("udp.port");
        alone.assertAttributeNotExists(PendingFlowsCodec.STATE);
        alone.assertAttributeNotExists(PendingFlowsCodec.COUNT);
    }

    @Test
    void flowFilesGatherForABatch() throws Exception {
        flows.runner().setProperty(PairingProperties.BATCH_INTERVAL, "1 sec");
        flows.csv(udp("q", CLIENT, SERVER, 0)).trigger();
        flows.csv(udp("a", SERVER, CLIENT, 0)).pass(999).trigger();
        assertEquals(List.of(), flows.left());
        flows.pass(1).trigger();

        assertEquals(List.of("q paired"), flows.left());
    }

    @Test
    void oneFlowFileThatCannotBeWrittenGoesToFailureAndTheOthersGoOn() throws Exception {
        flows.reader(new JsonTreeReader());
        final JsonRecordSetWriter writer = new JsonRecordSetWriter();
        flows.runner().addControllerService("strict", writer);
        flows.runner().setProperty(writer, "schema-access-strategy", "schema-text-property");
        flows.runner()
                .setProperty(
                        writer,
                        "schema-text",
                        "{\"type\":\"record\",\"name\":\"f\",\"fields\":[{\"name\":\"id\",\"type\":\"string\"},{\"name\":\"pairing\",\"type\":\"string\"},{\"name\":\"n\",\"type\":[\"null\",\"int\"]}]}");
        flows.runner().enableControllerService(writer);
        flows.runner().setProperty(PairingProperties.RECORD_WRITER, "strict");
        final String poison = "[{\"id\":\"bad\",\"pairing\":\"biflow\",\"n\":\"no number\"}]";
        flows.enqueue("[{\"id\":\"good1\",\"pairing\":\"biflow\",\"n\":1}]")
                .enqueue(poison)
                .enqueue("[{\"id\":\"good2\",\"pairing\":\"biflow\",\"n\":2}]");
        flows.trigger().trigger().trigger().trigger();

        assertEquals(
                List.of("good1 biflow", "good2 biflow"),
                flows.left().stream().sorted().toList());
        final MockFlowFile failed = flows.only(PairFlows.FAILURE);
        failed.assertContentEquals(poison);
        assertTrue(failed.getAttribute("record.error.message").startsWith("The flows cannot be written: "));
        assertTrue(flows.runner().getLogger().getErrorMessages().stream()
                .map(LogMessage::getMsg)
                .anyMatch(message -> message.contains("Mend the Record Writer")));
        flows.runner().assertQueueEmpty();
    }

    @Test
    void aWaitingHalfThatTheWriterRefusesLeavesToFailureAndTheRestFlowsOn() throws Exception {
        writeNumbersOnly();
        flows.csv(udp("1", CLIENT, SERVER, 0), udp("no number", "10.0.1.1:1", SERVER, 0))
                .trigger();
        flows.pass(30_000)
                .csv(udp("2", "10.0.2.1:1", SERVER, 30_000))
                .trigger()
                .trigger()
                .trigger();
        flows.pass(30_000).trigger();

        assertEquals(
                List.of("1 one_sided", "2 one_sided"),
                flows.left().stream().sorted().toList());
        final MockFlowFile failed = flows.only(PairFlows.FAILURE);
        final JsonNode half = new ObjectMapper().readTree(failed.getContent());
        assertEquals("no number", half.path("id").asText());
        assertEquals("10.0.1.1", half.path("src_ip").asText());
        assertTrue(half.path("unwritable_reason").asText().contains("no number"), half.toString());
        assertTrue(failed.getAttribute("record.error.message").contains("The Record Writer rejects these flows"));
        assertEquals(1, flows.counted("Halves Refused By The Writer"));
        flows.runner().assertQueueEmpty();
    }

    @Test
    void theGoodHalfOfAPairThatTheWriterRefusesLeavesOneSided() throws Exception {
        writeNumbersOnly();
        flows.csv(udp("no number", CLIENT, SERVER, 0)).trigger();
        flows.csv(udp("2", SERVER, CLIENT, 20)).trigger().trigger();

        assertEquals(List.of("2 one_sided"), flows.left());
        assertEquals(1, flows.counted("One-Sided For A Refused Pair"));
        assertEquals(0, flows.counted("Pairs Made"));
        assertTrue(flows.only(PairFlows.FAILURE).getContent().contains("no number"));
        flows.runner().assertQueueEmpty();
    }

    @Test
    void aRefusedHalfOfTheBatchAtWorkFailsWithItsFlowFileAndNotTheOneThatWaited() throws Exception {
        writeNumbersOnly();
        flows.csv(udp("1", SERVER, CLIENT, 20)).trigger();
        flows.csv(udp("no number", CLIENT, SERVER, 0)).trigger().trigger();
        flows.pass(30_000).trigger();

        assertEquals(List.of("1 one_sided"), flows.left());
        assertTrue(flows.only(PairFlows.FAILURE).getContent().startsWith("id,"));
        assertEquals(0, flows.counted("Halves Refused By The Writer"));
        flows.runner().assertQueueEmpty();
    }

    /** Sets a writer that accepts a record only if its id is a number. */
    private void writeNumbersOnly() throws Exception {
        final JsonRecordSetWriter writer = new JsonRecordSetWriter();
        flows.runner().addControllerService("numbers", writer);
        flows.runner().setProperty(writer, "schema-access-strategy", "schema-text-property");
        flows.runner()
                .setProperty(
                        writer,
                        "schema-text",
                        "{\"type\":\"record\",\"name\":\"f\",\"fields\":[{\"name\":\"id\",\"type\":\"int\"},{\"name\":\"pairing\",\"type\":\"string\"}]}");
        flows.runner().enableControllerService(writer);
        flows.runner().setProperty(PairingProperties.RECORD_WRITER, "numbers");
    }

    @Test
    void waitingFlowsThatSomebodyHasMovedHereAreTakenIn() throws Exception {
        flows.csv(udp("q", CLIENT, SERVER, 0)).trigger();
        flows.runner().enqueue(waiting("moved", SERVER, CLIENT), Map.of(PendingFlowsCodec.STATE, "another"));
        flows.trigger();

        assertEquals(List.of("q paired"), flows.left());
        flows.runner().assertQueueEmpty();
    }

    @Test
    void twoFlowFilesOfWaitingFlowsBecomeOne() throws Exception {
        flows.runner().enqueue(waiting("one", CLIENT, SERVER), Map.of(PendingFlowsCodec.STATE, "1"));
        flows.runner().enqueue(waiting("two", "10.0.1.1:1", SERVER), Map.of(PendingFlowsCodec.STATE, "2"));
        flows.trigger();
        assertEquals(1, flows.runner().getQueueSize().getObjectCount());
        flows.pass(30_000).trigger();

        assertEquals(List.of("one one_sided", "two one_sided"), flows.left());
    }

    @Test
    void theQueueIsRightIfTheMemoryIsWrong() throws Exception {
        flows.csv(udp("forgotten", CLIENT, SERVER, 0)).trigger();
        flows.runner().clearQueue();
        flows.runner().enqueue(waiting("restored", "10.0.1.1:1", SERVER), Map.of(PendingFlowsCodec.STATE, "earlier"));
        flows.pass(30_000).trigger();

        assertEquals(List.of("restored one_sided"), flows.left());
    }

    @Test
    void damagedWaitingFlowsGoToFailureAndTheRestGoesOn() throws Exception {
        final byte[] damaged = waiting("x", CLIENT, SERVER);
        damaged[damaged.length / 2] ^= 1;
        flows.runner().enqueue(damaged, Map.of(PendingFlowsCodec.STATE, "1"));
        flows.csv(udp("q", CLIENT, SERVER, 0), udp("a", SERVER, CLIENT, 0)).trigger();

        final MockFlowFile failed = flows.only(PairFlows.FAILURE);
        assertTrue(failed.getAttribute("record.error.message").startsWith("The waiting flows cannot be read: "));
        failed.assertAttributeNotExists(PendingFlowsCodec.STATE);
        assertEquals(List.of("q paired"), flows.left());
        flows.runner().assertQueueEmpty();
    }

    private static byte[] waiting(final String id, final String source, final String destination) throws IOException {
        final Map<String, Object> values = new TreeMap<>();
        final String[] from = source.split(":", -1);
        final String[] to = destination.split(":", -1);
        values.put("id", id);
        values.put("src_ip", from[0]);
        values.put("src_port", from[1]);
        values.put("dst_ip", to[0]);
        values.put("dst_port", to[1]);
        values.put("protocol", 17);
        values.put("first", START);
        values.put("last", START);
        values.put("exporter", "192.0.2.1");
        final RecordSchema schema = RecordCodecTest.strings(List.copyOf(values.keySet()));
        final PairingTable<PendingFlow> table = new PairingTable<>(new PairingRules(1, 0, 10), context -> false);
        final PairingCounts tally = new PairingCounts();
        new PairingBatch(
                        table,
                        new PairingPlanCache(List.of("exporter", "vrf_id", "vlan_id")),
                        new PairingOutput((relationship, left) -> {}, Optional.empty(), tally),
                        tally)
                .take(new MapRecord(schema, values), START);
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PendingFlowsCodec.write(table, bytes);
        return bytes.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void everyFlowLeavesOnceInSpiteOfFailures(final long seed) throws Exception {
        final Random random = new Random(seed);
        if (seed % 2 == 0) {
            flows.runner().setProperty(PairingProperties.MAXIMUM_WAITING_FLOWS, "20");
        }
        final List<String> rows = new ArrayList<>();
        for (int flow = 0; flow < 600; flow++) {
            rows.add(udp("q" + flow, "10.0.1.1:" + flow, SERVER, flow));
            if (random.nextInt(4) > 0) {
                rows.add(udp("a" + flow, SERVER, "10.0.1.1:" + flow, flow + 10));
            }
        }
        shuffleNearby(rows, random);
        int next = 0;
        while (next < rows.size()) {
            final int end = Math.min(rows.size(), next + 1 + random.nextInt(40));
            flows.csv(rows.subList(next, end).toArray(String[]::new));
            next = end;
            if (random.nextInt(3) > 0) {
                flows.trigger();
            }
            if (random.nextInt(5) == 0) {
                flows.restart();
            }
            flows.pass(random.nextInt(3000));
        }
        flows.trigger().pass(30_000).trigger();

        flows.runner().assertQueueEmpty();
        final Map<String, Long> left = new TreeMap<>();
        for (final JsonNode node : flows.records(PairFlows.SUCCESS)) {
            left.merge(node.get("id").asText(), 1L, Long::sum);
            if (node.get("pairing").asText().equals("paired")) {
                left.merge(node.get("id").asText().replace('q', 'a'), 1L, Long::sum);
            }
        }
        final Map<String, Long> once = new TreeMap<>();
        rows.forEach(row -> once.put(row.substring(0, row.indexOf(',')), 1L));
        assertEquals(once, left);
    }

    private static void shuffleNearby(final List<String> rows, final Random random) {
        for (int start = 0; start < rows.size(); start += 50) {
            Collections.shuffle(rows.subList(start, Math.min(rows.size(), start + 100)), random);
        }
    }

    @Test
    void tellsInProvenanceWhatWasJoined() throws Exception {
        flows.csv(udp("q", CLIENT, SERVER, 0)).csv(udp("a", SERVER, CLIENT, 0)).trigger();

        final List<ProvenanceEventRecord> events = flows.runner().getProvenanceEvents();
        final ProvenanceEventRecord join = events.stream()
                .filter(event -> event.getEventType() == ProvenanceEventType.JOIN)
                .findFirst()
                .orElseThrow();
        assertEquals(2, join.getParentUuids().size());
        assertEquals(
                "2 halves read: 1 pairs, 0 biflows, 0 one-sided, 0 double reports, 0 unpairable", join.getDetails());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Pairing Timeout | 0 sec | Pairing Timeout",
                "Overlap Tolerance | a while | Overlap Tolerance",
                "Maximum Waiting Flows | 0 | Maximum Waiting Flows",
                "Double Reporting Exporters | 10.0.0.0/33 | '10.0.0.0/33' is not a network; write it as 10.0.0.0/8 or 2001:db8::/32, several separated by commas",
                "Double Reporting Exporters | ovs1 | 'ovs1' is not a network; write it as 10.0.0.0/8 or 2001:db8::/32, several separated by commas",
                "Separating Fields | vlan_id | add it there",
            })
    void refusesPropertiesWithAReason(final String property, final String value, final String reason) {
        flows.runner().setProperty(PairingProperties.DOUBLE_REPORTS, DoubleReports.DEDUPLICATE);
        flows.runner().setProperty(PairingProperties.DOUBLE_REPORTING_EXPORTERS, "192.0.2.1");
        flows.runner().assertValid();
        flows.runner().setProperty(property, value);

        final AssertionError error =
                assertThrows(AssertionError.class, () -> flows.runner().assertValid());
        assertTrue(error.getMessage().contains(reason), error.getMessage());
    }

    @Test
    void verifiesOnSampleRecords() {
        assertEquals(Outcome.SKIPPED, verify(Map.of()).getOutcome());
        final ConfigVerificationResult good = verify(Map.of(
                "sample.records",
                HEADER + udp("q", CLIENT, SERVER, 0) + udp("a", SERVER, CLIENT, 0) + udp("x", CLIENT, SERVER, 0)));
        assertEquals(Outcome.SUCCESSFUL, good.getOutcome());
        assertEquals(
                "3 halves read: 1 pairs, 0 biflows, 0 one-sided, 0 double reports, 0 unpairable; 1 wait for their other half",
                good.getExplanation());
        final ConfigVerificationResult bad = verify(Map.of("sample.records", "name,age\nAda,36\n"));
        assertEquals(Outcome.FAILED, bad.getOutcome());
        assertTrue(bad.getExplanation().endsWith("the first that cannot be paired: protocol is empty"));
        assertTrue(verify(Map.of("sample.records", HEADER + "\"torn"))
                .getExplanation()
                .startsWith("The Record Reader cannot read the sample: "));
    }

    private ConfigVerificationResult verify(final Map<String, String> attributes) {
        return ((VerifiableProcessor) flows.runner().getProcessor())
                .verify(flows.runner().getProcessContext(), flows.runner().getLogger(), attributes)
                .getFirst();
    }
}

package org.aegisnet.processors.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.nifi.cef.CEFReader;
import org.apache.nifi.controller.ControllerService;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.schema.access.SchemaNotFoundException;
import org.apache.nifi.serialization.MalformedRecordException;
import org.apache.nifi.serialization.RecordReaderFactory;
import org.apache.nifi.serialization.record.Record;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;
import org.apache.nifi.util.TestRunners;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FormatFlowAlertsTest {
    private static final String NASTY = "a|b=c\\\\d \\\"e\\\" µs\\nsecond ] line";

    /** SYSLOG-MSG of RFC 5424, section 6, with the structured data and the identifiers written out. */
    private static final Pattern RFC_5424 = Pattern.compile("<(\\d{1,3})>1 "
            + "(\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(?:\\.\\d{1,6})?Z) "
            + "([\\x21-\\x7e]{1,255}) ([\\x21-\\x7e]{1,48}) ([\\x21-\\x7e]{1,128}) ([\\x21-\\x7e]{1,32}) "
            + "(-|(?:\\[[\\x21\\x23-\\x3c\\x3e-\\x5c\\x5e-\\x7e]{1,32}(?: [\\x21\\x23-\\x3c\\x3e-\\x5c\\x5e-\\x7e]{1,32}=\"(?:[^\"\\\\\\]]|\\\\[\"\\\\\\]])*\")*\\])+)"
            + " ([^\\n]*)");

    private AlertRunner alerts;

    @BeforeEach
    void newRunner() throws InitializationException {
        alerts = new AlertRunner(new FormatFlowAlerts());
    }

    @Test
    void plainJsonHasTheAlertsOwnFields() throws IOException {
        alerts.feed(AlertRunner.alert("a"), AlertRunner.alert("b"));

        assertEquals(List.of("a", "b"), alerts.texts(FormatFlowAlerts.SUCCESS, "alert_id"));
        final MockFlowFile first = first();
        first.assertAttributeEquals("filename", "alert-a.json");
        first.assertAttributeEquals("alert.headline", "Attack from 192.0.2.1 to 198.51.100.7, port 443");
        first.assertAttributeEquals("mime.type", "application/json");
        assertEquals(18, alerts.records(FormatFlowAlerts.SUCCESS).getFirst().size());
    }

    @Test
    void allInOneFileHasOneAlertALine() throws IOException {
        alerts.runner().setProperty(FormatFlowAlerts.ALERTS_PER_FLOW_FILE, "All");
        alerts.feed(AlertRunner.alert("a"), AlertRunner.alert("b"));

        alerts.runner().assertAllFlowFilesTransferred(FormatFlowAlerts.SUCCESS, 1);
        first().assertAttributeEquals("record.count", "2");
        assertEquals(List.of("a", "b"), alerts.texts(FormatFlowAlerts.SUCCESS, "alert_id"));
    }

    @Test
    void ecsHasTheFieldsThatElasticKnows() throws IOException {
        alerts.runner().setProperty(FormatFlowAlerts.FORMAT, AlertFormat.ECS);
        alerts.feed(AlertRunner.alert("a"));

        final JsonNode ecs = alerts.records(FormatFlowAlerts.SUCCESS).getFirst();
        assertEquals("2026-03-01T12:00:00Z", ecs.path("@timestamp").asText());
        assertEquals("alert", ecs.at("/event/kind").asText());
        assertEquals("a", ecs.at("/event/id").asText());
        assertEquals(73, ecs.at("/event/severity").asInt());
        assertEquals("2026-03-01T11:59:58.500Z", ecs.at("/event/start").asText());
        assertEquals("2026-03-01T12:00:00Z", ecs.at("/event/end").asText());
        assertEquals(93.5, ecs.at("/event/risk_score_norm").asDouble(), 1e-6);
        assertEquals("packets 3, typically 20", ecs.at("/event/reason").asText());
        assertEquals("aegisnet.attack", ecs.at("/event/dataset").asText());
        assertEquals("Attack", ecs.at("/rule/name").asText());
        assertEquals("192.0.2.1", ecs.at("/source/ip").asText());
        assertEquals(443, ecs.at("/destination/port").asInt());
        assertEquals("tcp", ecs.at("/network/transport").asText());
        assertTrue(ecs.at("/network/community_id").asText().startsWith("1:"));
        assertEquals("high", ecs.at("/aegisnet/alert/severity").asText());
        assertFalse(ecs.toString().contains("null"));
    }

    @Test
    void ecsTellsTechniqueRepeatsAndMark() throws IOException {
        alerts.runner().setProperty(FormatFlowAlerts.FORMAT, AlertFormat.ECS);
        alerts.feed(summary());

        final JsonNode ecs = alerts.records(FormatFlowAlerts.SUCCESS).getFirst();
        assertEquals("T1046", ecs.at("/threat/technique/id/0").asText());
        assertEquals(41, ecs.at("/aegisnet/alert/repeats").asInt());
        assertEquals("synthetic", ecs.at("/tags/0").asText());
        assertEquals("2026-03-01T11:50:00Z", ecs.at("/event/start").asText());
        assertEquals(
                "SYNTHETIC: Port Scan from 192.0.2.1 to 198.51.100.7: 41 more",
                ecs.path("message").asText());
    }

    @Test
    void cefIsReadByAnotherParser()
            throws IOException, InitializationException, MalformedRecordException, SchemaNotFoundException {
        alerts.runner().setProperty(FormatFlowAlerts.FORMAT, AlertFormat.CEF);
        alerts.feed(
                AlertRunner.alert("a").replace("packets 3, typically 20", NASTY),
                AlertRunner.alert("b", "2001:db8::1", "Port | Scan", AlertRunner.NOON));

        // This reader checks the form and leaves the escapes in.
        final Record cef = parsed(new CEFReader(), line(0));
        assertEquals("0", cef.getAsString("version"));
        assertEquals("AegisNet", cef.getAsString("deviceVendor"));
        assertEquals("attack", cef.getAsString("deviceEventClassId"));
        assertEquals("Attack from 192.0.2.1 to 198.51.100.7, port 443", cef.getAsString("name"));
        assertEquals("8", cef.getAsString("severity"));
        assertEquals("192.0.2.1", cef.getAsString("src"));
        assertEquals(443, cef.getAsInt("dpt"));
        assertEquals(1, cef.getAsInt("cnt"));
        assertEquals("TCP", cef.getAsString("proto"));
        assertEquals("a|b\\=c\\\\d \"e\" µs\\nsecond ] line", cef.getAsString("msg"));
        assertEquals("Label", cef.getAsString("cs1Label"));
        assertEquals("Attack", cef.getAsString("cs1"));
        assertEquals(0.935, cef.getAsFloat("cfp1"), 1e-6);
        final Record second = parsed(new CEFReader(), line(1));
        assertEquals("Port \\| Scan from 2001:db8::1 to 198.51.100.7, port 443", second.getAsString("name"));
        assertEquals("port-scan", second.getAsString("deviceEventClassId"));
        assertEquals(null, second.getValue("src"));
        assertEquals("Source IPv6 Address", second.getAsString("c6a2Label"));
    }

    @Test
    void cefHasAKeyForEachKindOfAddressAndOneForHostNames()
            throws IOException, InitializationException, MalformedRecordException, SchemaNotFoundException {
        alerts.runner().setProperty(FormatFlowAlerts.FORMAT, AlertFormat.CEF);
        alerts.feed(
                AlertRunner.alert("a", "db server.example", "Attack", AlertRunner.NOON)
                        .replace("198.51.100.7", "300.1.1.1"),
                AlertRunner.alert("b", "fe80::1%eth0", "Attack", AlertRunner.NOON)
                        .replace("198.51.100.7", "::ffff:198.51.100.7"),
                AlertRunner.alert("c", "a:b", "Attack", AlertRunner.NOON).replace("198.51.100.7", "2001:db8::7"));

        final Record names = parsed(new CEFReader(), line(0));
        assertEquals("db server.example", names.getAsString("shost"));
        assertEquals("300.1.1.1", names.getAsString("dhost"));
        assertEquals(null, names.getValue("src"));
        assertEquals(null, names.getValue("dst"));
        final Record scoped = parsed(new CEFReader(), line(1));
        assertEquals("fe80:0:0:0:0:0:0:1", text(scoped.getValue("c6a2")));
        assertEquals("198.51.100.7", scoped.getAsString("dst"));
        final Record mixed = parsed(new CEFReader(), line(2));
        assertEquals("a:b", mixed.getAsString("shost"));
        assertEquals("2001:db8:0:0:0:0:0:7", text(mixed.getValue("c6a3")));
        assertEquals("Destination IPv6 Address", mixed.getAsString("c6a3Label"));
    }

    private static String text(final Object address) {
        return address instanceof InetAddress known ? known.getHostAddress() : String.valueOf(address);
    }

    @Test
    void cefCountsTheRepeatsOfASummaryAndCutsWhatIsTooLong()
            throws IOException, InitializationException, MalformedRecordException, SchemaNotFoundException {
        alerts.runner().setProperty(FormatFlowAlerts.FORMAT, AlertFormat.CEF);
        alerts.feed(summary().replace("\"reasons\":\"r\"", "\"reasons\":\"" + "µ".repeat(3000) + "\""));

        final Record cef = parsed(new CEFReader(), line(0));
        assertEquals(41, cef.getAsInt("cnt"));
        assertEquals("port-scan-summary", cef.getAsString("deviceEventClassId"));
        assertEquals(1023, cef.getAsString("msg").length());
        assertEquals("synthetic", cef.getAsString("cat"));
    }

    @Test
    void syslogMessagesAreThoseOfRfc5424() {
        for (final AlertFormat format : List.of(AlertFormat.CEF, AlertFormat.PLAIN, AlertFormat.ECS)) {
            alerts.runner().clearTransferState();
            alerts.runner().setProperty(FormatFlowAlerts.FORMAT, format);
            alerts.feed(AlertRunner.alert("a").replace("packets 3, typically 20", NASTY));

            final String message = syslog(first().getAttributes());
            final Matcher parts = RFC_5424.matcher(message);
            assertTrue(parts.matches(), message);
            assertEquals("131", parts.group(1));
            assertEquals("2026-03-01T12:00:00Z", parts.group(2));
            assertEquals("AegisNet", parts.group(4));
            assertEquals("ALERT", parts.group(6));
            assertEquals("[origin software=\"AegisNet\"]", parts.group(7));
            assertEquals(line(0), parts.group(8));
        }
    }

    @Test
    void theFacilityIsTheUsers() throws IOException {
        alerts.runner().setProperty(FormatFlowAlerts.SYSLOG_FACILITY, "4");
        alerts.feed(AlertRunner.alert("a"));

        first().assertAttributeEquals("syslog.priority", "35");
    }

    @Test
    void textIsForAPerson() {
        alerts.runner().setProperty(FormatFlowAlerts.FORMAT, AlertFormat.TEXT);
        alerts.feed(AlertRunner.alert("a"));

        final String text = first().getContent();
        assertTrue(text.startsWith("Attack from 192.0.2.1 to 198.51.100.7, port 443\n"), text);
        assertTrue(text.contains("\nSeverity: HIGH\n"), text);
        assertTrue(text.contains("\nWhy: packets 3, typically 20\n"), text);
        first().assertAttributeNotExists(SyslogHeader.BODY);
    }

    @Test
    void alertsBelowTheSeverityLeaveByTheirOwnRelationship() throws IOException {
        alerts.runner().setProperty(FormatFlowAlerts.MINIMUM_SEVERITY, Severity.CRITICAL);
        alerts.feed(AlertRunner.alert("a"), AlertRunner.alert("b").replace("high", "critical"));

        assertEquals(List.of("b"), alerts.texts(FormatFlowAlerts.SUCCESS, "alert_id"));
        assertEquals(List.of("a"), alerts.texts(FormatFlowAlerts.BELOW, "alert_id"));
    }

    @Test
    void contentThatIsNotAnAlertGoesToFailure() {
        alerts.feed("{\"flow_label\":\"Attack\"}");

        alerts.runner().assertAllFlowFilesTransferred(AlertReader.FAILURE, 1);
        assertTrue(alerts.runner()
                .getFlowFilesForRelationship(AlertReader.FAILURE)
                .getFirst()
                .getAttribute("record.error.message")
                .contains("GradeFlowAlerts"));
    }

    private static String summary() {
        return AlertRunner.alert("s")
                .replace("\"alert_kind\":\"alert\"", "\"alert_kind\":\"summary\"")
                .replace("\"label\":\"Attack\"", "\"label\":\"Port Scan\"")
                .replace(
                        "\"reasons\":\"packets 3, typically 20\"",
                        "\"reasons\":\"r\",\"pattern_technique\":\"T1046\",\"pattern_tactic\":\"TA0007\",\"synthetic\":true,\"repeats\":41,"
                                + "\"first_time\":\"2026-03-01T11:50:00Z\",\"last_time\":\"2026-03-01T12:00:00Z\",\"repeat_of\":\"a\"");
    }

    /** As PutSyslog puts it together. */
    private static String syslog(final Map<String, String> attributes) {
        return "<%s>1 %s host.example %s"
                .formatted(
                        attributes.get("syslog.priority"),
                        attributes.get("syslog.timestamp"),
                        attributes.get("syslog.body"));
    }

    private MockFlowFile first() {
        return alerts.runner()
                .getFlowFilesForRelationship(FormatFlowAlerts.SUCCESS)
                .getFirst();
    }

    private String line(final int index) {
        return alerts.runner()
                .getFlowFilesForRelationship(FormatFlowAlerts.SUCCESS)
                .get(index)
                .getContent()
                .stripTrailing();
    }

    private static Record parsed(final ControllerService reader, final String line)
            throws IOException, InitializationException, MalformedRecordException, SchemaNotFoundException {
        final TestRunner runner = TestRunners.newTestRunner(new FormatFlowAlerts());
        runner.addControllerService("oracle", reader);
        runner.enableControllerService(reader);
        final byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        return ((RecordReaderFactory) reader)
                .createRecordReader(Map.of(), new ByteArrayInputStream(bytes), bytes.length, runner.getLogger())
                .nextRecord();
    }

    @Test
    void everyLineOfJsonIsOneObject() throws IOException {
        alerts.feed(AlertRunner.alert("a").replace("packets 3, typically 20", NASTY));

        assertEquals(2, first().getContent().split("\n", -1).length);
        assertEquals(
                "a",
                new ObjectMapper()
                        .readTree(first().getContent())
                        .path("alert_id")
                        .asText());
    }
}

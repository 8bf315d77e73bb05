package org.aegisnet.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.aegisnet.demo.CsvToAlerts;
import org.aegisnet.demo.FlowFolders;
import org.aegisnet.runtime.FlowDraft;
import org.aegisnet.runtime.ImportedFlow;
import org.aegisnet.runtime.LoopbackPorts;
import org.aegisnet.runtime.NiFiInstallation;
import org.aegisnet.runtime.NiFiInstance;
import org.aegisnet.runtime.Waiting;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The template alerting in a real NiFi, with real receivers: every alert is sent, counted or allowed, whatever goes down in between. The tests share the NiFi;
 * each has a copy of the template to itself.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AlertingIT {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final Duration RELOAD = Duration.ofSeconds(2);
    private static final String PORT = "Scored flows";
    private static final Pattern SYSLOG = Pattern.compile(
            "<(\\d+)>1 \\S+Z \\S+ AegisNet - (ALERT|SUMMARY) \\[origin software=\"AegisNet\"\\] CEF:0\\|.*externalId=(\\S+) .*");
    private static final Pattern MAIL_ID = Pattern.compile("(?m)^Alert: (\\S+)");

    private final ObjectMapper mapper = new ObjectMapper();
    private final SystemUnderTest system = new SystemUnderTest("alerting");
    private final LoopbackPorts ports = LoopbackPorts.free();
    private final LoopbackPorts morePorts = LoopbackPorts.free();
    private final Path output = system.folder("output");
    private final FlowFolders folders = system.folders();
    private NiFiInstance nifi;
    private ImportedFlow alerting;
    private ImportedFlow feeding;
    private final List<ImportedFlow> flows = new ArrayList<>();

    @BeforeAll
    void startNiFi() {
        nifi = system.startNiFi(List.of(system.checkout().narFolder()));
    }

    @BeforeEach
    void importTemplate() throws IOException {
        for (final String folder : List.of("alerts", "allowed", "repeats", "failed")) {
            for (final Path file : FlowFolders.filesIn(output.resolve(folder))) {
                Files.delete(file);
            }
        }
        alerting = nifi.client().importFlow("alerting", system.checkout().alerting());
        flows.add(alerting);
    }

    @AfterEach
    void stopFlows() {
        flows.forEach(ImportedFlow::stop);
        flows.clear();
    }

    @AfterAll
    void stopNiFi() {
        if (nifi != null) {
            nifi.close();
        }
    }

    @Test
    void everyAlertReachesEveryReceiverOrIsCountedThoughReceiversAreDownAndNiFiIsKilled()
            throws IOException, MessagingException {
        writeAllowList("192.0.2.99", "never");
        startAlerting(Map.of(
                "Alerts to Webhook",
                "yes",
                "Alerts to Syslog",
                "yes",
                "Alerts to Mail",
                "yes",
                // Longer than NiFi takes to start again, however busy the machine is.
                "Suppression Window",
                "1 hour"));
        final Instant time = Instant.now();
        feed("before.jsonl", flows(time, 30));
        Waiting.until(PATIENCE, () -> lines("repeats") == 27, () -> "repeats are not counted yet: " + lines("repeats"));
        Waiting.until(PATIENCE, () -> lines("allowed") == 30, () -> "allowed ones are not set apart yet");

        killAndStartAgain();
        final Webhook webhook = new Webhook(ports.web());
        webhook.answerWith(503);
        feed("after.jsonl", flows(time.plusSeconds(1), 10));
        Waiting.until(PATIENCE, () -> webhook.refused() > 0, () -> "the webhook is not asked again");
        webhook.answerWith(200);
        final GreenMail mail = new GreenMail(new ServerSetup(morePorts.web(), "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        try (webhook;
                SyslogReceiver syslog = new SyslogReceiver(ports.management())) {
            mail.start();
            Waiting.until(PATIENCE, () -> lines("repeats") == 37, () -> "repeats after the restart are not counted");
            // The windows end: of the three sources with the next alert, and of its own source by themselves.
            alerting.setParameters(Map.of("Suppression Window", "5 sec"));
            feed("last.jsonl", List.of(lastFlow(), lastFlow()));
            Waiting.until(PATIENCE, () -> lines("repeats") == 38, () -> "the last repeat is not counted");
            // Four first alerts, and a summary of each.
            Waiting.until(PATIENCE, () -> lines("alerts") == 8, () -> "no summaries yet: " + lines("alerts"));
            final Set<String> sent = ids(records("alerts"));
            Waiting.until(
                    PATIENCE,
                    () -> ids(webhook.alerts()).equals(sent)
                            && syslogIds(syslog).equals(sent)
                            && mail.getReceivedMessages().length >= sent.size(),
                    () -> "sent %s, webhook %s, syslog %s, %d mails"
                            .formatted(
                                    sent, ids(webhook.alerts()), syslog.messages(), mail.getReceivedMessages().length));

            assertEquals(8, sent.size());
            assertEquals(sent, mailIds(mail));
            assertAddsUp(2 * (30 + 10) + 2);
            assertTrue(syslog.messages().stream()
                    .allMatch(message -> SYSLOG.matcher(message).matches()));
            final MimeMessage first = mail.getReceivedMessages()[0];
            assertTrue(first.getSubject().startsWith("[AegisNet] "), first.getSubject());
            assertEquals("aegisnet@localhost", first.getFrom()[0].toString());
        } finally {
            mail.stop();
        }
    }

    private static String lastFlow() {
        return flow("192.0.2.50", "Attack", Instant.now());
    }

    private void assertAddsUp(final int made) {
        final List<JsonNode> alerts = records("alerts");
        final List<JsonNode> repeats = records("repeats");
        final List<JsonNode> summaries = alerts.stream()
                .filter(alert -> alert.path("alert_kind").asText().equals("summary"))
                .toList();
        assertEquals(made, alerts.size() - summaries.size() + repeats.size() + lines("allowed"));
        assertEquals(
                repeats.size(),
                summaries.stream()
                        .mapToInt(summary -> summary.path("repeats").asInt())
                        .sum());
        final Map<String, TreeSet<Integer>> numbers = new HashMap<>();
        repeats.forEach(
                repeat -> numbers.computeIfAbsent(repeat.path("repeat_of").asText(), of -> new TreeSet<>())
                        .add(repeat.path("repeat_number").asInt()));
        for (final JsonNode summary : summaries) {
            final TreeSet<Integer> counted =
                    numbers.get(summary.path("repeat_of").asText());
            assertEquals(1, counted.first());
            assertEquals(summary.path("repeats").asInt(), counted.last());
            assertEquals(summary.path("repeats").asInt(), counted.size());
        }
        assertEquals(
                Set.of("our scanner"),
                records("allowed").stream()
                        .map(allowed -> allowed.path("allowed_reason").asText())
                        .collect(Collectors.toSet()));
        assertFalse(Files.exists(output.resolve("failed")), "nothing was unreadable");
    }

    @Test
    void theAllowListIsReadAgainAndItsEntriesExpire() throws IOException {
        writeAllowList("192.0.2.1", "never");
        startAlerting(Map.of());
        feed("1.jsonl", List.of(flow("192.0.2.1", "Port Scan", Instant.now())));
        Waiting.until(PATIENCE, () -> lines("allowed") == 1, () -> "the entry allows nothing");

        final Instant expiry = Instant.now().plusSeconds(25);
        writeAllowList("192.0.2.2", expiry.toString());
        awaitReload();
        feed("2.jsonl", List.of(flow("192.0.2.1", "Port Scan", Instant.now())));
        Waiting.until(PATIENCE, () -> lines("alerts") == 1, () -> "the entry that has gone still allows");
        feed("3.jsonl", List.of(flow("192.0.2.2", "Port Scan", Instant.now())));
        Waiting.until(PATIENCE, () -> lines("allowed") == 2, () -> "the new entry allows nothing");

        Waiting.until(PATIENCE, () -> Instant.now().isAfter(expiry), () -> "the clock stands still");
        feed("4.jsonl", List.of(flow("192.0.2.2", "Port Scan", Instant.now())));
        Waiting.until(PATIENCE, () -> lines("alerts") == 2, () -> "the expired entry still allows");
        assertEquals(2, lines("allowed"));
    }

    @Test
    void csvToAlertsIsJoinedAsTheReadmeSays() {
        final CsvToAlerts csvToAlerts =
                CsvToAlerts.start(nifi.client(), system.checkout().template(), folders);
        flows.add(csvToAlerts.flow());
        csvToAlerts.flow().addOutputPort("Alerts", "Alert, clean or unscored?", List.of("alert"));
        nifi.client().connect(csvToAlerts.flow(), "Alerts", alerting, PORT);
        alerting.clearParameters(List.of("Allow List File"));
        alerting.setParameters(outputs());
        alerting.start();
        csvToAlerts.flow().start();
        folders.feed(system.checkout().sample());
        csvToAlerts.awaitDone(PATIENCE);
        Waiting.until(PATIENCE, alerting::isIdle, () -> "still in the queues: " + alerting.queues());

        final List<JsonNode> found = new ArrayList<>();
        new JsonLines(folders.alerts()).forEach(found::add);
        // The sample has no addresses: nobody can be told apart, and so nothing is a repeat.
        assertEquals(found.size(), lines("alerts"));
        assertTrue(found.size() > 500, found.size() + " alerts");
        assertEquals(
                found.stream()
                        .filter(flow -> flow.path("flow_label").asText().equals("Attack"))
                        .count(),
                records("alerts").stream()
                        .filter(alert -> alert.path("label").asText().equals("Attack"))
                        .count());
    }

    private void startAlerting(final Map<String, String> more) throws IOException {
        final Map<String, String> parameters = outputs();
        parameters.put("Allow List File", allowList().toString());
        parameters.put("Webhook URL", "http://127.0.0.1:%d/alerts".formatted(ports.web()));
        parameters.put("Syslog Port", Integer.toString(ports.management()));
        parameters.put("Mail Port", Integer.toString(morePorts.web()));
        parameters.putAll(more);
        alerting.setParameters(parameters);
        alerting.setProperty("Set allowed ones apart", "Refresh Interval", "1 sec");
        final FlowDraft draft = new FlowDraft("feeding");
        draft.addProcessor(
                "Pick up",
                "org.apache.nifi.processors.standard.GetFile",
                Map.of("Input Directory", folders.input().toString(), "Keep Source File", "false"),
                List.of(),
                1);
        feeding = nifi.client().importFlow(draft);
        flows.add(feeding);
        feeding.addOutputPort("out", "Pick up", List.of("success"));
        nifi.client().connect(feeding, "out", alerting, PORT);
        alerting.start();
        feeding.start();
    }

    private Map<String, String> outputs() {
        final Map<String, String> parameters = new HashMap<>();
        parameters.put("Alert Folder", output.resolve("alerts").toString());
        parameters.put("Allowed Folder", output.resolve("allowed").toString());
        parameters.put("Repeats Folder", output.resolve("repeats").toString());
        parameters.put("Failed Folder", output.resolve("failed").toString());
        // A copy of the template shares the parameters of the copies before it.
        List.of("Alerts to Webhook", "Alerts to Syslog", "Alerts to Mail").forEach(name -> parameters.put(name, "no"));
        parameters.put("Suppression Window", "15 min");
        return parameters;
    }

    /** Attacks from one source that is scanned for, from three in turn, and safe flows between them. */
    private static List<String> flows(final Instant time, final int rounds) {
        final List<String> flows = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            flows.add(flow("192.0.2." + (1 + round % 3), "Attack", time.plusMillis(round)));
            flows.add(flow("192.0.2.99", "Port Scan", time.plusMillis(round)));
            flows.add(
                    "{\"src_ip\":\"192.0.2.5\",\"dst_ip\":\"198.51.100.7\",\"flow_label\":\"Safe\",\"is_suspicious\":false}");
        }
        return flows;
    }

    private static String flow(final String source, final String label, final Instant time) {
        return ("{\"src_ip\":\"%s\",\"dst_ip\":\"198.51.100.7\",\"src_port\":40000,\"dst_port\":443,\"protocol\":6,\"bytes_in\":120,"
                        + "\"bytes_out\":60,\"packets\":3,\"duration\":0.5,\"first\":%d,\"flow_label\":\"Attack\",\"attack_probability\":0.93,"
                        + "\"attack_reasons\":\"packets 3, typically 20 µs\"%s}")
                .formatted(
                        source,
                        time.toEpochMilli(),
                        label.equals("Attack")
                                ? ""
                                : ",\"pattern_label\":\"%s\",\"pattern_confidence\":0.8".formatted(label));
    }

    private void feed(final String name, final List<String> flows) throws IOException {
        final Path aside = Files.write(system.folder("aside-" + name), flows);
        Files.move(aside, folders.input().resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private Path allowList() {
        return system.folder("allow-list.json");
    }

    private void writeAllowList(final String network, final String expires) throws IOException {
        Files.createDirectories(allowList().getParent());
        final Path aside = Files.writeString(
                system.folder("allow-list.aside"),
                "[{\"network\":\"%s\",\"direction\":\"from\",\"expires\":\"%s\",\"reason\":\"our scanner\"}]"
                        .formatted(network, expires));
        Files.move(aside, allowList(), StandardCopyOption.REPLACE_EXISTING);
    }

    /** The processor looks for a changed file every second, when an alert comes. */
    private static void awaitReload() {
        final Instant later = Instant.now().plus(RELOAD);
        Waiting.until(PATIENCE, () -> Instant.now().isAfter(later), () -> "the clock stands still");
    }

    private void killAndStartAgain() {
        final NiFiInstallation installation = nifi.installation();
        nifi.kill();
        nifi = SystemUnderTest.startAgain(installation);
    }

    private int lines(final String folder) {
        return records(folder).size();
    }

    private List<JsonNode> records(final String folder) {
        final List<JsonNode> records = new ArrayList<>();
        for (final Path file : FlowFolders.filesIn(output.resolve(folder))) {
            // PutFile writes under a name with a dot and renames.
            if (!file.getFileName().toString().startsWith(".")) {
                try {
                    for (final String line : Files.readAllLines(file)) {
                        records.add(mapper.readTree(line));
                    }
                } catch (final IOException e) {
                    throw new IllegalStateException(file + " cannot be read", e);
                }
            }
        }
        return records;
    }

    private static Set<String> ids(final List<JsonNode> alerts) {
        return alerts.stream().map(alert -> alert.path("alert_id").asText()).collect(Collectors.toSet());
    }

    private static Set<String> syslogIds(final SyslogReceiver syslog) {
        return found(syslog.messages(), SYSLOG, matcher -> matcher.group(3));
    }

    private static Set<String> mailIds(final GreenMail mail) {
        final List<String> bodies = new ArrayList<>();
        for (final MimeMessage message : mail.getReceivedMessages()) {
            bodies.add(GreenMailUtil.getBody(message));
        }
        return found(bodies, MAIL_ID, matcher -> matcher.group(1));
    }

    private static Set<String> found(
            final List<String> texts, final Pattern pattern, final Function<Matcher, String> part) {
        final Set<String> found = new HashSet<>();
        for (final String text : texts) {
            final Matcher matcher = pattern.matcher(text);
            if (matcher.find()) {
                found.add(part.apply(matcher));
            }
        }
        return found;
    }
}

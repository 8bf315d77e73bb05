package org.aegisnet.processors.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.components.ConfigVerificationResult.Outcome;
import org.apache.nifi.reporting.InitializationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ApplyAllowListTest {
    private static final String SCANNER =
            "{\"network\":\"192.0.2.0/30, 2001:db8::/32\",\"direction\":\"from\",\"port\":\"443, 8000-8100\",\"label\":\"Attack\","
                    + "\"expires\":\"2026-03-01\",\"reason\":\"our own scanner\"}";

    private final AlertRunner.TestClock clock = new AlertRunner.TestClock();

    @TempDir
    private Path folder;

    private ApplyAllowList processor;
    private AlertRunner alerts;

    @BeforeEach
    void newRunner() throws InitializationException {
        processor = new ApplyAllowList(clock);
        alerts = new AlertRunner(processor);
        alerts.runner().setProperty(ApplyAllowList.ALLOW_LIST, list().toString());
        alerts.runner().setProperty(ApplyAllowList.REFRESH_INTERVAL, "0 sec");
    }

    @Test
    void anAllowedAlertLeavesWithTheReason() throws IOException {
        write("[" + SCANNER + "]");
        alerts.feed(AlertRunner.alert("a"));

        assertEquals(List.of("our own scanner"), alerts.texts(ApplyAllowList.ALLOWED, "allowed_reason"));
        assertEquals(1, alerts.runner().getCounterValue("Alerts Allowed"));
    }

    @Test
    void everyPartOfAnEntryMustFit() throws IOException {
        write("[" + SCANNER + "]");
        alerts.feed(
                AlertRunner.alert("other-source", "192.0.2.4", "Attack", AlertRunner.NOON),
                AlertRunner.alert("other-label", "192.0.2.1", "Anomaly", AlertRunner.NOON),
                AlertRunner.alert("other-port").replace("\"dst_port\":443", "\"dst_port\":444"),
                AlertRunner.alert("no-port").replace("\"dst_port\":443,", ""),
                AlertRunner.alert("in-range").replace("\"dst_port\":443", "\"dst_port\":8100"),
                AlertRunner.alert("ipv6", "2001:db8::7", "attack", AlertRunner.NOON),
                AlertRunner.alert("back", "198.51.100.7", "Attack", AlertRunner.NOON)
                        .replace("\"dst_ip\":\"198.51.100.7\"", "\"dst_ip\":\"192.0.2.1\""));

        assertEquals(List.of("in-range", "ipv6"), alerts.texts(ApplyAllowList.ALLOWED, "alert_id"));
        assertEquals(
                List.of("other-source", "other-label", "other-port", "no-port", "back"),
                alerts.texts(ApplyAllowList.ALERT, "alert_id"));
    }

    @Test
    void directionsAreFromToAndAny() throws IOException {
        write("""
                [{"network":"192.0.2.1","direction":"to","expires":"never","reason":"to"},
                 {"network":"198.51.100.7","direction":"any","port":443,"expires":"never","reason":"any"}]""");
        alerts.feed(
                AlertRunner.alert("from"),
                AlertRunner.alert("to", "203.0.113.5", "Attack", AlertRunner.NOON)
                        .replace("\"dst_ip\":\"198.51.100.7\"", "\"dst_ip\":\"192.0.2.1\""));

        assertEquals(List.of("any", "to"), alerts.texts(ApplyAllowList.ALLOWED, "allowed_reason"));
    }

    @Test
    void anEntryHoldsUntilTheEndOfItsDay() throws IOException {
        write("[" + SCANNER + "]");
        clock.advance(Duration.ofHours(12).minusMillis(1));
        alerts.feed(AlertRunner.alert("a"));
        clock.advance(Duration.ofMillis(1));
        alerts.feed(AlertRunner.alert("b"));

        assertEquals(List.of("a"), alerts.texts(ApplyAllowList.ALLOWED, "alert_id"));
        assertEquals(List.of("b"), alerts.texts(ApplyAllowList.ALERT, "alert_id"));
    }

    @Test
    void aChangedFileIsTakenAndAWrongOneIsNot() throws Exception {
        write("[]");
        alerts.runner().enqueue(AlertRunner.alert("a"));
        alerts.runner().run(1, false);
        write("[" + SCANNER + "]");
        awaitAllowed(1);
        write("[" + SCANNER.replace("2026-03-01", "soon") + "]");
        awaitErrors(1);
        final int before = alerts.runner()
                .getFlowFilesForRelationship(ApplyAllowList.ALLOWED)
                .size();
        Files.delete(list());
        awaitErrors(2);
        awaitAllowed(before + 1);

        assertEquals(2, alerts.runner().getLogger().getErrorMessages().size());
        processor.layDown();
    }

    /** Its time and its size are those of the one before. */
    @Test
    void anotherListOfTheSameSizeAndTimeIsTaken() throws Exception {
        write("[" + SCANNER.replace("192.0.2.0/30", "198.18.2.0/30").replace("198.18", "192.9") + "]");
        final FileTime time = Files.getLastModifiedTime(list());
        alerts.runner().enqueue(AlertRunner.alert("a"));
        alerts.runner().run(1, false);
        write("[" + SCANNER + "]");
        Files.setLastModifiedTime(list(), time);
        awaitAllowed(1);
        processor.layDown();
    }

    private void awaitAllowed(final int count) throws InterruptedException {
        while (alerts.runner()
                        .getFlowFilesForRelationship(ApplyAllowList.ALLOWED)
                        .size()
                < count) {
            trigger();
        }
    }

    private void awaitErrors(final int count) throws InterruptedException {
        while (alerts.runner().getLogger().getErrorMessages().size() < count) {
            trigger();
        }
    }

    private void trigger() throws InterruptedException {
        alerts.runner().enqueue(AlertRunner.alert("a"));
        alerts.runner().run(1, false, false);
        Thread.sleep(1);
    }

    @Test
    void aFileThatNeverWasOneAllowsNothing() throws IOException {
        alerts.feed(AlertRunner.alert("a"));

        assertEquals(List.of("a"), alerts.texts(ApplyAllowList.ALERT, "alert_id"));
        assertEquals(1, alerts.runner().getLogger().getErrorMessages().size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[1]",
                "[{\"network\":\"192.0.2.0/24\",\"expires\":\"never\"}]",
                "[{\"network\":\"192.0.2.0/24\",\"reason\":\"r\"}]",
                "[{\"expires\":\"never\",\"reason\":\"r\"}]",
                "[{\"network\":\"192.0.2.0/33\",\"expires\":\"never\",\"reason\":\"r\"}]",
                "[{\"network\":\"scanner.example\",\"expires\":\"never\",\"reason\":\"r\"}]",
                "[{\"network\":\"192.0.2.0/24\",\"prot\":\"22\",\"expires\":\"never\",\"reason\":\"r\"}]",
                "[{\"network\":\"192.0.2.0/24\",\"port\":\"70000\",\"expires\":\"never\",\"reason\":\"r\"}]",
                "[{\"network\":\"192.0.2.0/24\",\"port\":\"20-10\",\"expires\":\"never\",\"reason\":\"r\"}]",
                "[{\"network\":\"192.0.2.0/24\",\"direction\":\"in\",\"expires\":\"never\",\"reason\":\"r\"}]",
                "[{\"network\":\"192.0.2.0/24\",\"expires\":\"never\",\"reason\":\"r\",\"reason\":\"s\"}]",
                "[{\"network\":\"192.0.2.0/24\",\"expires\":\"31.12.2026\",\"reason\":\"r\"}]",
                "[] []",
                "["
            })
    void aWrongFileIsRefusedInASentence(final String content) throws IOException {
        write(content);

        final ConfigVerificationResult result = verified();

        assertEquals(Outcome.FAILED, result.getOutcome());
        assertTrue(result.getExplanation().contains(list().toString()), result.getExplanation());
    }

    @Test
    void verificationSaysHowManyEntriesThereAre() throws IOException {
        write("[" + SCANNER + "," + SCANNER.replace("2026-03-01", "2026-02-28") + "]");

        assertEquals("2 entries, 1 of them expired", verified().getExplanation());
    }

    private ConfigVerificationResult verified() {
        return processor
                .verify(alerts.runner().getProcessContext(), alerts.runner().getLogger(), Map.of())
                .getFirst();
    }

    private Path list() {
        return folder.resolve("allow-list.json");
    }

    /** Written aside and moved, so that the file is another one even within the granularity of its time. */
    private void write(final String content) throws IOException {
        final Path aside = Files.writeString(folder.resolve("aside"), content);
        Files.move(aside, list(), StandardCopyOption.REPLACE_EXISTING);
    }
}

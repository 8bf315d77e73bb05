package org.aegisnet.processors.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.nifi.processor.Relationship;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.util.MockFlowFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SuppressRepeatedAlertsTest {
    private static final Relationship ALERT = SuppressRepeatedAlerts.ALERT;
    private static final Relationship REPEAT = SuppressRepeatedAlerts.REPEAT;
    private static final Duration WINDOW = Duration.ofMinutes(15);

    private final AlertRunner.TestClock clock = new AlertRunner.TestClock();
    private AlertRunner alerts;

    @BeforeEach
    void newRunner() throws InitializationException {
        alerts = new AlertRunner(new SuppressRepeatedAlerts(clock));
    }

    @Test
    void sendsTheFirstAndTellsOfEachRepeatWhyItIsNotSent() throws IOException {
        alerts.feed(AlertRunner.alert("a"), AlertRunner.alert("b")).feed(AlertRunner.alert("c"));

        assertEquals(List.of("a"), alerts.texts(ALERT, "alert_id"));
        assertEquals(List.of("b", "c"), alerts.texts(REPEAT, "alert_id"));
        assertEquals(List.of("a", "a"), alerts.texts(REPEAT, "repeat_of"));
        assertEquals(List.of("1", "2"), alerts.texts(REPEAT, "repeat_number"));
        assertEquals(
                "Repeat 2 of alert a: same source, destination and label within 15 min",
                alerts.texts(REPEAT, "suppressed_reason").getLast());
    }

    @Test
    void anotherSourceOrLabelIsNoRepeat() throws IOException {
        alerts.feed(
                AlertRunner.alert("a"),
                AlertRunner.alert("b", "192.0.2.2", "Attack", AlertRunner.NOON),
                AlertRunner.alert("c", "192.0.2.1", "Port Scan", AlertRunner.NOON));

        assertEquals(List.of("a", "b", "c"), alerts.texts(ALERT, "alert_id"));
    }

    @Test
    void theSummaryAtTheEndCarriesTheCountOfRepeats() throws IOException {
        alerts.feed(AlertRunner.alert("a"));
        for (int repeat = 1; repeat <= 5; repeat++) {
            alerts.feed(AlertRunner.alert("r" + repeat, "192.0.2.1", "Attack", AlertRunner.NOON.plusSeconds(repeat)));
        }
        clock.advance(WINDOW.minusMillis(1));
        alerts.runner().run();
        assertEquals(1, alerts.records(ALERT).size());
        clock.advance(Duration.ofMillis(1));
        alerts.runner().run();

        final JsonNode summary = alerts.records(ALERT).get(1);
        assertEquals("summary", summary.path("alert_kind").asText());
        assertEquals(5, summary.path("repeats").asInt());
        assertEquals("a", summary.path("repeat_of").asText());
        assertEquals("2026-03-01T12:00:01Z", summary.path("first_time").asText());
        assertEquals("2026-03-01T12:00:05Z", summary.path("last_time").asText());
        assertEquals("192.0.2.1", summary.path("src_ip").asText());
        assertEquals("high", summary.path("severity").asText());
        assertTrue(summary.path("dst_port").isMissingNode());
        alerts.runner().assertQueueEmpty();
    }

    @Test
    void aWindowWithoutRepeatsEndsWithoutASummary() throws IOException {
        alerts.feed(AlertRunner.alert("a"));
        clock.advance(WINDOW);
        alerts.runner().run();

        assertEquals(1, alerts.records(ALERT).size());
        alerts.runner().assertQueueEmpty();
    }

    @Test
    void aReplayedDayHasTheWindowsOfItsOwnTime() throws IOException {
        final List<String> day = new ArrayList<>();
        for (int minute = 0; minute < 24 * 60; minute++) {
            day.add(AlertRunner.alert(
                    "m" + minute, "192.0.2.1", "Attack", AlertRunner.NOON.plus(Duration.ofMinutes(minute))));
        }
        alerts.feed(day.toArray(String[]::new));
        clock.advance(WINDOW);
        alerts.runner().run();

        assertEquals(96, ofKind("alert").size());
        assertEquals(96, ofKind("summary").size());
        assertEquals(24 * 60 - 96, alerts.records(REPEAT).size());
        assertEquals(
                24 * 60 - 96,
                ofKind("summary").stream()
                        .mapToInt(summary -> summary.path("repeats").asInt())
                        .sum());
    }

    @Test
    void anAlertThatComesALittleLateIsARepeatAndOneFromAnEarlierWindowIsNot() throws IOException {
        alerts.feed(
                AlertRunner.alert("a"),
                AlertRunner.alert("late", "192.0.2.1", "Attack", AlertRunner.NOON.minusSeconds(60)),
                AlertRunner.alert("yesterday", "192.0.2.1", "Attack", AlertRunner.NOON.minus(Duration.ofDays(1))));

        assertEquals(List.of("late"), alerts.texts(REPEAT, "alert_id"));
        assertEquals(List.of("a", "yesterday"), idsOfKind("alert"));
        assertEquals(1, ofKind("summary").size());
    }

    @Test
    void withoutAnAddressNobodyRepeatsHimself() throws IOException {
        final String nameless = AlertRunner.alert("a").replace("\"src_ip\":\"192.0.2.1\",", "");
        alerts.feed(nameless, nameless, nameless);

        assertEquals(3, alerts.records(ALERT).size());
        assertEquals(0, alerts.records(REPEAT).size());
    }

    @Test
    void countsGoOnWhereAnotherProcessLeftThem() throws IOException, InitializationException {
        alerts.feed(AlertRunner.alert("a"), AlertRunner.alert("b"));
        final AlertRunner restarted = new AlertRunner(new SuppressRepeatedAlerts(clock));
        move(alerts, restarted);
        restarted.feed(AlertRunner.alert("c"));
        assertEquals(List.of("2"), restarted.texts(REPEAT, "repeat_number"));
        clock.advance(WINDOW);
        restarted.runner().run();

        assertEquals(2, restarted.records(ALERT).getFirst().path("repeats").asInt());
        assertEquals(
                Set.of(),
                overlap(restarted.runner().getFlowFilesForRelationship(ALERT).getFirst(), QueuedWindows.MARKS));
    }

    @Test
    void twoFlowFilesOfWindowsThatComeTogetherForgetNoRepeat() throws IOException, InitializationException {
        alerts.feed(AlertRunner.alert("a"), AlertRunner.alert("b"));
        final AlertRunner other = new AlertRunner(new SuppressRepeatedAlerts(clock));
        other.feed(AlertRunner.alert("c"), AlertRunner.alert("d"), AlertRunner.alert("e"));

        final AlertRunner both = new AlertRunner(new SuppressRepeatedAlerts(clock));
        move(alerts, both);
        move(other, both);
        clock.advance(WINDOW);
        both.runner().run();

        assertEquals(List.of("3"), both.texts(ALERT, "repeats"));
    }

    @Test
    void anUnreadableFlowFileIsKeptAndCountsNothing() throws IOException {
        alerts.feed(AlertRunner.alert("a"));
        alerts.feed(AlertRunner.alert("b"), "{\"alert_id\":\"c\"}");
        alerts.feed(AlertRunner.alert("d"));

        alerts.runner().assertTransferCount(AlertFlowFiles.FAILURE, 1);
        final MockFlowFile failed = alerts.runner()
                .getFlowFilesForRelationship(AlertFlowFiles.FAILURE)
                .getFirst();
        assertTrue(failed.getAttribute("record.error.message").contains("alert_kind"));
        assertEquals(List.of("1"), alerts.texts(REPEAT, "repeat_number"));
    }

    @Test
    void windowsThatCannotBeReadGoToFailureAndAlertsGoOn() throws IOException {
        alerts.runner().enqueue("{}", Map.of(QueuedWindows.NEXT_END, "0"));
        alerts.feed(AlertRunner.alert("a"));

        alerts.runner().assertTransferCount(AlertFlowFiles.FAILURE, 1);
        assertEquals(List.of("a"), alerts.texts(ALERT, "alert_id"));
    }

    @Test
    void whereThereIsNoRoomTheOldestWindowEndsWithItsSummary() throws IOException {
        alerts.runner().setProperty(SuppressRepeatedAlerts.MAXIMUM_WINDOWS, "2");
        alerts.feed(AlertRunner.alert("a"), AlertRunner.alert("b"));
        clock.advance(Duration.ofSeconds(1));
        alerts.feed(
                AlertRunner.alert("c", "192.0.2.2", "Attack", AlertRunner.NOON),
                AlertRunner.alert("d", "192.0.2.3", "Attack", AlertRunner.NOON));

        assertEquals(
                List.of("1"),
                ofKind("summary").stream()
                        .map(alert -> alert.path("repeats").asText())
                        .toList());
        assertEquals(List.of("a", "c", "d"), idsOfKind("alert"));
        assertEquals(1, alerts.runner().getCounterValue("Windows Ended Early"));
        alerts.runner().assertQueueNotEmpty();
    }

    @Test
    void everyAlertIsSentOrCountedAndTheSummariesSayHowMany() throws IOException {
        int fed = 0;
        for (int batch = 0; batch < 40; batch++) {
            final List<String> lines = new ArrayList<>();
            for (int line = 0; line < 25; line++) {
                lines.add(AlertRunner.alert(
                        batch + "-" + line,
                        "192.0.2." + (batch * 7 + line * line) % 5,
                        line % 3 == 0 ? "Attack" : "Anomaly",
                        AlertRunner.NOON.plusSeconds((batch * 613L + line * 127L) % 5000)));
                fed++;
            }
            alerts.feed(lines.toArray(String[]::new));
            clock.advance(Duration.ofMinutes(1));
        }
        clock.advance(WINDOW);
        alerts.runner().run();

        assertEquals(fed, ofKind("alert").size() + alerts.records(REPEAT).size());
        assertEquals(
                alerts.records(REPEAT).size(),
                ofKind("summary").stream()
                        .mapToInt(summary -> summary.path("repeats").asInt())
                        .sum());
        assertTrue(
                alerts.records(REPEAT).size() > fed / 3,
                "hardly a repeat: " + alerts.records(REPEAT).size());
        alerts.runner().assertQueueEmpty();
    }

    private List<JsonNode> ofKind(final String kind) throws IOException {
        return alerts.records(ALERT).stream()
                .filter(alert -> alert.path("alert_kind").asText().equals(kind))
                .toList();
    }

    private List<String> idsOfKind(final String kind) throws IOException {
        return ofKind(kind).stream()
                .map(alert -> alert.path("alert_id").asText())
                .toList();
    }

    /** Puts the FlowFile of open windows that stands in one queue into another. */
    private static void move(final AlertRunner from, final AlertRunner to) {
        final MockFlowFile kept = (MockFlowFile)
                from.runner().getProcessSessionFactory().createSession().get();
        to.runner().enqueue(kept.getContent(), kept.getAttributes());
    }

    private static Set<String> overlap(final MockFlowFile flowFile, final Set<String> names) {
        final Set<String> both = new HashSet<>(flowFile.getAttributes().keySet());
        both.retainAll(names);
        return both;
    }
}

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
        alerts = new AlertRunner(new SuppressRepeatedAlerts(clock::millis));
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
    void anotherSourceOrLabelIsNotARepeat() throws IOException {
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
    void countsGoOnFromTheStateOfAnotherProcess() throws IOException, InitializationException {
        alerts.feed(AlertRunner.alert("a"), AlertRunner.alert("b"));
        final AlertRunner restarted = new AlertRunner(new SuppressRepeatedAlerts(clock::millis));
        move(alerts, restarted);
        restarted.feed(AlertRunner.alert("c"));
        assertEquals(List.of("2"), restarted.texts(REPEAT, "repeat_number"));
        clock.advance(WINDOW);
        restarted.runner().run();

        assertEquals(2, restarted.records(ALERT).getFirst().path("repeats").asInt());
        assertEquals(
                Set.of(),
                overlap(
                        restarted.runner().getFlowFilesForRelationship(ALERT).getFirst(),
                        SuppressionWindowsCodec.CARRIER.marks()));
    }

    @Test
    void twoFlowFilesOfWindowsThatComeTogetherForgetNoRepeat() throws IOException, InitializationException {
        alerts.feed(AlertRunner.alert("a"), AlertRunner.alert("b"));
        final AlertRunner other = new AlertRunner(new SuppressRepeatedAlerts(clock::millis));
        other.feed(AlertRunner.alert("c"), AlertRunner.alert("d"), AlertRunner.alert("e"));

        final AlertRunner both = new AlertRunner(new SuppressRepeatedAlerts(clock::millis));
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

        alerts.runner().assertTransferCount(AlertReader.FAILURE, 1);
        final MockFlowFile failed =
                alerts.runner().getFlowFilesForRelationship(AlertReader.FAILURE).getFirst();
        assertTrue(failed.getAttribute("record.error.message").contains("alert_kind"));
        assertEquals(List.of("1"), alerts.texts(REPEAT, "repeat_number"));
    }

    @Test
    void windowsThatCannotBeReadGoToFailureAndAlertsGoOn() throws IOException {
        alerts.runner().enqueue("{}", Map.of(SuppressionWindowsCodec.NEXT_END, "0"));
        alerts.feed(AlertRunner.alert("a"));

        alerts.runner().assertTransferCount(AlertReader.FAILURE, 1);
        alerts.runner()
                .getFlowFilesForRelationship(AlertReader.FAILURE)
                .getFirst()
                .assertAttributeNotExists(SuppressionWindowsCodec.NEXT_END);
        assertEquals(List.of("a"), alerts.texts(ALERT, "alert_id"));
    }

    @Test
    void theOldestWindowEndsWithItsSummaryIfRoomIsShort() throws IOException {
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

    @Test
    void windowsOfAClockThatStoodADayAheadEndAWindowAfterItWasSetBack() throws IOException {
        clock.advance(Duration.ofDays(1));
        alerts.feed(AlertRunner.alert("a"), AlertRunner.alert("b"));
        clock.advance(Duration.ofDays(-1));
        for (int repeat = 0; repeat < 100; repeat++) {
            alerts.feed(AlertRunner.alert("r" + repeat));
        }
        clock.advance(WINDOW);
        alerts.runner().run();

        final JsonNode summary = ofKind("summary").getFirst();
        assertEquals(101, summary.path("repeats").asInt());
        assertEquals(
                "Counted for longer than the window: the clock stood ahead when it began, and was set back since",
                summary.path("suppressed_reason").asText());
        alerts.runner().assertQueueEmpty();
    }

    @Test
    void windowsThatRestWhileTheClockIsSetBackEnd() throws IOException {
        clock.advance(Duration.ofDays(1));
        alerts.feed(AlertRunner.alert("a"), AlertRunner.alert("b"));
        clock.advance(Duration.ofDays(-1));
        alerts.runner().run();
        clock.advance(WINDOW.minusMillis(1));
        alerts.runner().run();
        assertEquals(0, ofKind("summary").size());
        clock.advance(Duration.ofMillis(1));
        alerts.runner().run();

        assertEquals(1, ofKind("summary").size());
    }

    @Test
    void windowsOfAClockThatStoodBehindEndAtOnceAndLoseNoRepeat() throws IOException {
        clock.advance(Duration.ofDays(-20_000));
        alerts.feed(AlertRunner.alert("a"), AlertRunner.alert("b"));
        clock.advance(Duration.ofDays(20_000));
        alerts.runner().run();

        assertEquals(1, ofKind("summary").getFirst().path("repeats").asInt());
        assertTrue(ofKind("summary").getFirst().path("suppressed_reason").isMissingNode());
    }

    @Test
    void aSmallStepOfTheClockMakesNoWindowEndBeforeAnother() throws IOException {
        alerts.feed(AlertRunner.alert("a"), AlertRunner.alert("b"));
        clock.advance(Duration.ofSeconds(-5));
        alerts.feed(
                AlertRunner.alert("c", "192.0.2.2", "Attack", AlertRunner.NOON),
                AlertRunner.alert("d", "192.0.2.2", "Attack", AlertRunner.NOON));
        clock.advance(WINDOW);
        alerts.runner().run();

        assertEquals(2, ofKind("summary").size());
        alerts.runner().assertQueueEmpty();
    }

    private static String alert(final String id, final String severity, final int port, final String reasons) {
        return AlertRunner.alert(id)
                .replace("\"severity\":\"high\"", "\"severity\":\"" + severity + "\"")
                .replace("\"dst_port\":443", "\"dst_port\":" + port)
                .replace("packets 3, typically 20", reasons);
    }

    @Test
    void aGraverRepeatGoesOutAndTheSummaryTellsTheGravestReasonAndThePorts() throws IOException {
        alerts.feed(alert("a", "medium", 8000, "dst_port 8000, unusual"));
        for (int port = 1; port <= 100; port++) {
            alerts.feed(alert(
                    "p" + port, port == 50 ? "critical" : port % 2 == 0 ? "high" : "medium", port, "port " + port));
        }
        clock.advance(WINDOW);
        alerts.runner().run();

        assertEquals(List.of("a", "p2", "p50"), idsOfKind("alert"));
        assertEquals("a", ofKind("alert").get(1).path("repeat_of").asText());
        assertTrue(ofKind("alert").get(1).path("suppressed_reason").isMissingNode());
        assertEquals(98, alerts.records(REPEAT).size());
        final JsonNode summary = ofKind("summary").getFirst();
        assertEquals(98, summary.path("repeats").asInt());
        assertEquals(98, summary.path("dst_ports").asInt());
        assertEquals("high", summary.path("severity").asText());
        assertEquals("port 50", summary.path("reasons").asText());
    }

    @Test
    void aWindowThatHadOnlyAGraverAlertEndsWithoutASummary() throws IOException {
        alerts.feed(alert("a", "low", 1, "x"), alert("b", "high", 2, "y"));
        clock.advance(WINDOW);
        alerts.runner().run();

        assertEquals(List.of("a", "b"), idsOfKind("alert"));
        assertEquals(0, ofKind("summary").size());
    }

    @Test
    void windowsAsTheyWereWrittenBeforeGraverAlertsWereSentAreRead() throws IOException {
        alerts.runner()
                .enqueue(
                        ("{\"version\":1,\"windows\":[{\"opened\":%d,\"repeats\":3,\"first\":%d,\"last\":%d,\"gravest\":\"high\",\"risk\":93.5,"
                                        + "\"sent\":%s}]}")
                                .formatted(
                                        AlertRunner.NOON.toEpochMilli(),
                                        AlertRunner.NOON.toEpochMilli(),
                                        AlertRunner.NOON.toEpochMilli(),
                                        AlertRunner.alert("a")),
                        Map.of(
                                SuppressionWindowsCodec.NEXT_END,
                                Long.toString(AlertRunner.NOON.plus(WINDOW).toEpochMilli())));
        alerts.feed(AlertRunner.alert("b"));
        clock.advance(WINDOW);
        alerts.runner().run();

        assertEquals(List.of("4"), alerts.texts(ALERT, "repeats"));
        assertEquals(
                "packets 3, typically 20",
                ofKind("summary").getFirst().path("reasons").asText());
    }

    @Test
    void aSummaryHasOnlyTheAttributesThatAllItsFlowFilesHad() {
        alerts.runner()
                .enqueue(
                        AlertRunner.alert("a") + "\n" + AlertRunner.alert("b"),
                        Map.of("filename", "A.json", "source.system", "router-A", "site", "north"));
        alerts.runner().run();
        clock.advance(Duration.ofMinutes(10));
        alerts.runner()
                .enqueue(
                        AlertRunner.alert("c", "192.0.2.2", "Attack", AlertRunner.NOON) + "\n"
                                + AlertRunner.alert("d", "192.0.2.2", "Attack", AlertRunner.NOON),
                        Map.of("filename", "B.json", "source.system", "router-B", "site", "north"));
        alerts.runner().run();
        alerts.runner().clearTransferState();
        clock.advance(WINDOW);
        alerts.runner().run();

        final MockFlowFile summaries =
                alerts.runner().getFlowFilesForRelationship(ALERT).getFirst();
        summaries.assertAttributeEquals("record.count", "2");
        summaries.assertAttributeEquals("site", "north");
        summaries.assertAttributeNotExists("source.system");
        summaries.assertAttributeEquals("filename", summaries.getAttribute("uuid"));
    }

    @Test
    void theNewestFlowFileCarriesTheWindowsForItExpiresLast() {
        alerts.runner().enqueue(AlertRunner.alert("a"), Map.of("filename", "A.json"));
        alerts.runner().run();
        alerts.runner().enqueue(AlertRunner.alert("b"), Map.of("filename", "B.json"));
        alerts.runner().run();

        final MockFlowFile kept = (MockFlowFile)
                alerts.runner().getProcessSessionFactory().createSession().get();
        kept.assertAttributeEquals("filename", "B.json");
        kept.assertAttributeEquals(SuppressionWindowsCodec.COUNT, "1");
        kept.assertAttributeNotExists("record.count");
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

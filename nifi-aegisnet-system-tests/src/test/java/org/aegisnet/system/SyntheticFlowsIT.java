package org.aegisnet.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.aegisnet.demo.CsvToAlerts;
import org.aegisnet.demo.FlowFolders;
import org.aegisnet.demo.FlowRecord;
import org.aegisnet.demo.Outcome;
import org.aegisnet.runtime.ImportedFlow;
import org.aegisnet.runtime.NiFiInstance;
import org.aegisnet.runtime.Waiting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The template synthetic-flows beside the two that score. */
@ExtendWith(SharedScoringApi.class)
class SyntheticFlowsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String GENERATOR = "Make synthetic flows";
    private static final Set<String> ATTACKS = Set.of("port scan", "FTP brute force", "HTTP flood", "slow request");

    private final ScoringApi api;

    SyntheticFlowsIT(final ScoringApi api) {
        this.api = api;
    }

    @Test
    void csvToAlertsFindsTheAttacksAndEveryRecordSaysThatItIsSynthetic() {
        final SystemUnderTest system = new SystemUnderTest("synthetic-flows");
        final FlowFolders folders = system.folders();
        try (NiFiInstance nifi = system.startNiFi(List.of(system.checkout().narFolder()))) {
            final CsvToAlerts csvToAlerts =
                    CsvToAlerts.start(nifi.client(), system.checkout().template(), folders);
            final ImportedFlow synthetic = nifi.client()
                    .importFlow("synthetic-flows", system.checkout().syntheticFlows());
            synthetic.setParameters(
                    Map.of("Folder", folders.input().toString(), "Flows per Second", "200", "Attack Share", "0.3"));
            synthetic.start();
            Waiting.until(PATIENCE, () -> made(nifi) >= 2000, () -> "too few flows are made: " + made(nifi));
            synthetic.stopProcessor(GENERATOR);
            Waiting.until(PATIENCE, synthetic::isIdle, () -> "flows are still on their way into the folder");
            csvToAlerts.awaitDone(PATIENCE);

            final Outcome outcome = Outcome.in(folders);
            assertEquals(made(nifi), outcome.records());
            assertTrue(outcome.all()
                    .allMatch(flow -> flow.text("synthetic").equals("true")
                            && !flow.text("synthetic_kind").isEmpty()
                            && flow.wasScored()
                            && flow.wasClassified()));
            assertTrue(count(outcome.alerts(), SyntheticFlowsIT::isAttack)
                    >= 0.97 * outcome.all().filter(SyntheticFlowsIT::isAttack).count());
            assertEquals(
                    0,
                    count(outcome.alerts(), flow -> flow.text("synthetic_kind").equals("name lookup")));
            final Predicate<FlowRecord> isWeb =
                    flow -> flow.text("synthetic_kind").equals("web page");
            assertTrue(count(outcome.alerts(), isWeb)
                    < 0.2 * outcome.all().filter(isWeb).count());
        }
    }

    @Test
    void theScoringApiHasThemInItsHistory() {
        final ImportedFlow synthetic = api.nifi()
                .client()
                .importFlow(
                        "synthetic-flows",
                        new SystemUnderTest("synthetic-flows").checkout().syntheticFlows());
        synthetic.setParameters(Map.of(
                "Flows to Folder", "no",
                "Flows to Scoring API", "yes",
                "Scoring API URL", api.base().resolve("/score_bulk").toString(),
                "Attack Share", "1"));
        synthetic.start();
        try {
            // The source of the synthetic brute force; the API's own tests have none of these addresses.
            assertTrue(api.awaitRows("203.0.113.11", 10).stream()
                    .allMatch(row -> row.path("status").asText().equals("attack")));
        } finally {
            synthetic.delete();
        }
    }

    private static long made(final NiFiInstance nifi) {
        return nifi.client().counted(GENERATOR, "Synthetic Flows Made");
    }

    private static boolean isAttack(final FlowRecord flow) {
        return ATTACKS.contains(flow.text("synthetic_kind"));
    }

    private static long count(final List<FlowRecord> flows, final Predicate<FlowRecord> which) {
        return flows.stream().filter(which).count();
    }
}

package org.aegisnet.benchmark.recordpath;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.aegisnet.runtime.FlowDraft;
import org.aegisnet.runtime.ImportedFlow;
import org.aegisnet.runtime.NiFiClient;
import org.aegisnet.runtime.NiFiException;
import org.aegisnet.runtime.ThreadTimes;
import org.aegisnet.runtime.Waiting;

/** One round of a scenario: each candidate gets its copy of the same FlowFiles and runs alone. Used once. */
final class MeasuredFlow {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String TAKING = "Take files";
    private static final String TO_AVRO = "Make Avro";

    private final long processId;
    private final Scenario scenario;
    private final Path input;
    private final ImportedFlow flow;

    /**
     * Puts the flow onto the canvas.
     *
     * @param processId of that NiFi
     */
    MeasuredFlow(final NiFiClient client, final long processId, final Scenario scenario, final Path folder)
            throws IOException {
        this.processId = processId;
        this.scenario = scenario;
        this.input = Files.createDirectories(folder);
        this.flow = client.importFlow(draft());
    }

    private FlowDraft draft() {
        final FlowDraft draft = new FlowDraft("measured");
        final String schema = scenario.flows().avroSchema();
        final String reader = scenario.format().addReader(draft, schema);
        final String flowCsvReader =
                draft.addService("flow CSV", "org.aegisnet.processors.csv.FlowCsvReader", Map.of());
        final String writer = scenario.format().addWriter(draft);
        draft.addProcessor(
                TAKING,
                "org.apache.nifi.processors.standard.GetFile",
                Map.of("Input Directory", input.toString(), "Minimum File Age", "0 sec", "Polling Interval", "0 sec"),
                List.of(),
                1);
        for (final Candidate candidate : scenario.candidates()) {
            draft.addProcessor(
                    candidate.title(),
                    candidate.type(),
                    candidate.properties(candidate.readsFlowCsv() ? flowCsvReader : reader, writer),
                    candidate.relationships(),
                    1);
        }
        final String source = scenario.format() == Format.AVRO_TO_AVRO ? addConversion(draft, schema, writer) : TAKING;
        scenario.candidates().forEach(candidate -> draft.connect(source, List.of("success"), candidate.title()));
        return draft;
    }

    private static String addConversion(final FlowDraft draft, final String schema, final String writer) {
        draft.addProcessor(
                TO_AVRO,
                "org.apache.nifi.processors.standard.ConvertRecord",
                Map.of("record-reader", Format.addReaderOfCsv(draft, schema, "CSV"), "record-writer", writer),
                List.of("failure"),
                1);
        draft.connect(TAKING, List.of("success"), TO_AVRO);
        return TO_AVRO;
    }

    /**
     * Runs the candidates one after the other and takes the flow off the canvas.
     *
     * @param rotation which of them is first
     * @return what each took
     */
    Map<Candidate, Times> run(final int rotation) throws IOException {
        final Path flows = input.resolve(".flows.csv");
        scenario.flows().write(flows, scenario.recordsInFile());
        for (int file = 0; file < Scenario.FILES; file++) {
            Files.copy(flows, input.resolve("flows-%d.csv".formatted(file)), StandardCopyOption.REPLACE_EXISTING);
        }
        flow.enableServices();
        flow.awaitValid();
        fillQueues();
        final Map<Candidate, Times> times = new EnumMap<>(Candidate.class);
        for (int place = 0; place < scenario.candidates().size(); place++) {
            final Candidate candidate = scenario.candidates()
                    .get((rotation + place) % scenario.candidates().size());
            final Duration before = ThreadTimes.of(processId).ofTasks();
            flow.startProcessor(candidate.title());
            Waiting.until(PATIENCE, () -> isDone(candidate), () -> candidate.title() + " is not done");
            flow.stopProcessor(candidate.title());
            times.put(
                    candidate,
                    new Times(
                            flow.status(candidate.title()).taskTime(),
                            ThreadTimes.of(processId).ofTasks().minus(before),
                            Scenario.FILES * scenario.recordsInFile()));
        }
        flow.delete();
        return times;
    }

    private void fillQueues() {
        flow.startProcessor(TAKING);
        if (scenario.format() == Format.AVRO_TO_AVRO) {
            flow.startProcessor(TO_AVRO);
        }
        Waiting.until(
                PATIENCE,
                () -> scenario.candidates().stream().allMatch(candidate -> waitingFor(candidate) == Scenario.FILES),
                () -> "the queues are not full");
        flow.stopProcessor(TAKING);
        if (scenario.format() == Format.AVRO_TO_AVRO) {
            flow.stopProcessor(TO_AVRO);
        }
    }

    private boolean isDone(final Candidate candidate) {
        return waitingFor(candidate) == 0 && flow.status(candidate.title()).activeTasks() == 0;
    }

    private long waitingFor(final Candidate candidate) {
        return flow.queues().stream()
                .filter(queue -> queue.destination().equals(candidate.title()))
                .findFirst()
                .orElseThrow(() -> new NiFiException("Nothing leads to " + candidate.title()))
                .flowFiles();
    }
}

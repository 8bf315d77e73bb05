package org.aegisnet.processors;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.aegisnet.processors.model.NativeEngineInTests;
import org.aegisnet.processors.scoring.FlowScoringProcessor;
import org.aegisnet.processors.scoring.ScoringProperties;
import org.apache.nifi.controller.ControllerService;
import org.apache.nifi.csv.CSVReader;
import org.apache.nifi.json.JsonRecordSetWriter;
import org.apache.nifi.processor.Relationship;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;

/** A scoring processor in NiFi's test runner, with a CSVReader that infers the schema and a JsonRecordSetWriter. */
public final class FlowScoringRunner {
    public static final String HEADER = "flow_id,bytes_in,bytes_out,duration\n";

    private final RecordRunner records;
    private final TestRunner runner;

    private FlowScoringRunner(final FlowScoringProcessor processor) throws InitializationException {
        this.records = new RecordRunner(processor);
        this.runner = records.runner();
        reader(new CSVReader());
        writer(new JsonRecordSetWriter());
    }

    public static FlowScoringRunner forest(final Path folder) throws InitializationException, IOException {
        return new FlowScoringRunner(new ClassifyFlowForest()).model(ModelFixtures.forest(folder));
    }

    public static FlowScoringRunner autoencoder(final Path folder) throws InitializationException, IOException {
        return new FlowScoringRunner(new ScoreFlowAutoencoder()).model(ModelFixtures.autoencoder(folder));
    }

    /** An autoencoder that plain Java cannot run, with ONNX Runtime as its engine. */
    public static FlowScoringRunner nativeAutoencoder(final Path folder) throws InitializationException, IOException {
        final FlowScoringRunner flows =
                new FlowScoringRunner(new ScoreFlowAutoencoder()).model(ModelFixtures.nativeAutoencoder(folder));
        flows.records.use(ScoringProperties.NATIVE_ENGINE, new NativeEngineInTests());
        return flows;
    }

    public static FlowScoringRunner bundled(final FlowScoringProcessor processor) throws InitializationException {
        return new FlowScoringRunner(processor);
    }

    public TestRunner runner() {
        return runner;
    }

    public FlowScoringRunner reader(final ControllerService reader) throws InitializationException {
        records.use(ScoringProperties.RECORD_READER, reader);
        return this;
    }

    FlowScoringRunner writer(final ControllerService writer) throws InitializationException {
        records.use(ScoringProperties.RECORD_WRITER, writer);
        return this;
    }

    public FlowScoringRunner reader(final ControllerService reader, final Map<String, String> settings)
            throws InitializationException {
        records.use(ScoringProperties.RECORD_READER, reader, settings);
        return this;
    }

    /** Writes with a service and its settings, by display name. */
    public FlowScoringRunner writing(final ControllerService writer, final Map<String, String> settings)
            throws InitializationException {
        return writer(writer, settings);
    }

    FlowScoringRunner writer(final ControllerService writer, final Map<String, String> settings)
            throws InitializationException {
        records.use(ScoringProperties.RECORD_WRITER, writer, settings);
        return this;
    }

    public FlowScoringRunner model(final Path file) {
        runner.setProperty(ScoringProperties.MODEL, file.toString());
        return this;
    }

    public FlowScoringRunner csv(final String rows) {
        return content(HEADER + rows);
    }

    public FlowScoringRunner content(final String content) {
        runner.enqueue(content);
        runner.run();
        return this;
    }

    public MockFlowFile only(final Relationship relationship) {
        return records.only(relationship);
    }

    /** The records that left by a relationship. */
    public List<JsonNode> records(final Relationship relationship) throws IOException {
        return records.records(relationship);
    }

    /** The texts that the records have in a field. */
    public List<String> texts(final Relationship relationship, final String field) throws IOException {
        return records.texts(relationship, field);
    }
}

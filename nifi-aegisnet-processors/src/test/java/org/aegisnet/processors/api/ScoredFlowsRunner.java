package org.aegisnet.processors.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.controller.ControllerService;
import org.apache.nifi.csv.CSVRecordSetWriter;
import org.apache.nifi.json.JsonRecordSetWriter;
import org.apache.nifi.json.JsonTreeReader;
import org.apache.nifi.processor.Processor;
import org.apache.nifi.processor.Relationship;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;
import org.apache.nifi.util.TestRunners;

/** A processor that takes scored flows, in NiFi's test runner, with the reader and the writers of the template. */
final class ScoredFlowsRunner {
    static final String ATTACK =
            "{\"src_ip\":\"10.0.0.1\",\"dst_ip\":\"10.0.0.2\",\"src_port\":5000,\"dst_port\":22,\"protocol\":6,\"bytes_in\":100,"
                    + "\"bytes_out\":50,\"packets\":4,\"duration\":0.5,\"anomaly_score\":1.5,\"anomaly_percentile\":99.1,\"is_suspicious\":true,"
                    + "\"anomaly_reasons\":[{\"feature\":\"dst_port\",\"share\":0.4,\"seen\":22.0,\"expected\":null,\"text\":\"dst_port 22, unusual\"}],"
                    + "\"anomaly_model\":\"auto 1\",\"flow_label\":\"Attack\",\"attack_probability\":0.9,\"attack_reasons\":[{\"feature\":\"packets\","
                    + "\"share\":0.2,\"seen\":4.0,\"expected\":9.0,\"text\":\"packets 4, typically 9\"}],\"forest_model\":\"forest 1\",\"unscored_reason\":null}";
    static final String UNSCORED = "{\"src_ip\":\"10.0.0.3\",\"unscored_reason\":\"No field supplies packets\"}";

    private final ObjectMapper mapper = new ObjectMapper();
    private final TestRunner runner;

    ScoredFlowsRunner(final Processor processor) throws InitializationException {
        this.runner = TestRunners.newTestRunner(processor);
    }

    ScoredFlowsRunner service(final PropertyDescriptor property, final ControllerService service)
            throws InitializationException {
        final String identifier = property.getName() + " " + service.getClass().getSimpleName();
        runner.addControllerService(identifier, service);
        runner.enableControllerService(service);
        runner.setProperty(property, identifier);
        return this;
    }

    static ScoredFlowsRunner answering() throws InitializationException {
        return new ScoredFlowsRunner(new WriteScoringAnswer())
                .service(WriteScoringAnswer.RECORD_READER, new JsonTreeReader())
                .service(WriteScoringAnswer.CSV_WRITER, new CSVRecordSetWriter());
    }

    static ScoredFlowsRunner extracting() throws InitializationException {
        return new ScoredFlowsRunner(new ExtractFlowVerdicts())
                .service(ExtractFlowVerdicts.RECORD_READER, new JsonTreeReader())
                .service(ExtractFlowVerdicts.RECORD_WRITER, new JsonRecordSetWriter());
    }

    TestRunner runner() {
        return runner;
    }

    MockFlowFile run(final String content, final Map<String, String> attributes, final Relationship expected) {
        runner.clearTransferState();
        runner.enqueue(content, attributes);
        runner.run();
        runner.assertAllFlowFilesTransferred(expected, 1);
        return runner.getFlowFilesForRelationship(expected).getFirst();
    }

    JsonNode json(final MockFlowFile flowFile) throws IOException {
        return mapper.readTree(flowFile.getContent());
    }
}

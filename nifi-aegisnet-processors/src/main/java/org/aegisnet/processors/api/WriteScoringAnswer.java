package org.aegisnet.processors.api;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.aegisnet.processors.record.ErrorMessages;
import org.aegisnet.processors.record.FailureRouter;
import org.aegisnet.processors.verdict.ScoredFlowProperties;
import org.aegisnet.processors.verdict.ScoredFlowReader;
import org.apache.nifi.annotation.behavior.InputRequirement;
import org.apache.nifi.annotation.behavior.ReadsAttribute;
import org.apache.nifi.annotation.behavior.ReadsAttributes;
import org.apache.nifi.annotation.behavior.SideEffectFree;
import org.apache.nifi.annotation.behavior.SupportsBatching;
import org.apache.nifi.annotation.behavior.WritesAttribute;
import org.apache.nifi.annotation.behavior.WritesAttributes;
import org.apache.nifi.annotation.documentation.CapabilityDescription;
import org.apache.nifi.annotation.documentation.SeeAlso;
import org.apache.nifi.annotation.documentation.Tags;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.flowfile.attributes.CoreAttributes;
import org.apache.nifi.processor.AbstractProcessor;
import org.apache.nifi.processor.ProcessContext;
import org.apache.nifi.processor.ProcessSession;
import org.apache.nifi.processor.Relationship;
import org.apache.nifi.processor.exception.FlowFileAccessException;
import org.apache.nifi.processor.exception.FlowFileHandlingException;
import org.apache.nifi.processor.exception.TerminatedTaskException;
import org.apache.nifi.schema.access.SchemaNotFoundException;
import org.apache.nifi.serialization.MalformedRecordException;
import org.apache.nifi.serialization.RecordReader;
import org.apache.nifi.serialization.RecordReaderFactory;
import org.apache.nifi.serialization.RecordSetWriterFactory;
import org.apache.nifi.serialization.record.Record;

/** Processor that writes scored flows as the answer to the request they came with. */
@Tags({"network", "flow", "scoring", "api", "http", "rest", "json", "csv"})
@CapabilityDescription(
        "Writes scored flow records as the answer to the request they came with. The answer is an object for "
                + "a single flow, an object with results for many, or the rows as CSV for download. The records have "
                + "both the scored and the unscored flows, in the order of the request. So set Routing Strategy of the "
                + "scoring processors to Annotate All, and Reason Format to Records. A single flow that no model could "
                + "score is answered with a problem document and status 422.")
@InputRequirement(InputRequirement.Requirement.INPUT_REQUIRED)
@SideEffectFree
@SupportsBatching
@SeeAlso(ReadScoringRequest.class)
@ReadsAttributes({
    @ReadsAttribute(attribute = "scoring.request", description = "single or bulk, from ReadScoringRequest"),
    @ReadsAttribute(attribute = "scoring.answer", description = "json or csv, from ReadScoringRequest")
})
@WritesAttributes({
    @WritesAttribute(
            attribute = "http.response.status",
            description = "200, or 422 for a single flow that has no score"),
    @WritesAttribute(
            attribute = "http.response.disposition",
            description = "For CSV: the value of the header Content-Disposition"),
    @WritesAttribute(attribute = "mime.type", description = "application/json, text/csv or application/problem+json"),
    @WritesAttribute(attribute = "record.error.message", description = "On failure: why the answer cannot be written")
})
public class WriteScoringAnswer extends AbstractProcessor {

    static final PropertyDescriptor RECORD_READER = new PropertyDescriptor.Builder()
            .name("Record Reader")
            .description("Reads the scored flows")
            .identifiesControllerService(RecordReaderFactory.class)
            .required(true)
            .build();

    static final PropertyDescriptor CSV_WRITER = new PropertyDescriptor.Builder()
            .name("CSV Writer")
            .description("Writes the answer if the client wants CSV")
            .identifiesControllerService(RecordSetWriterFactory.class)
            .required(true)
            .build();

    static final Relationship SUCCESS = new Relationship.Builder()
            .name("success")
            .description("The answers, for HandleHttpResponse")
            .build();

    static final Relationship FAILURE = new Relationship.Builder()
            .name("failure")
            .description("Scored flows that cannot be read; the attribute record.error.message says why")
            .build();

    private static final String DISPOSITION = "attachment; filename=\"scored-flows.csv\"";

    @Override
    protected List<PropertyDescriptor> getSupportedPropertyDescriptors() {
        return List.of(RECORD_READER, CSV_WRITER, ScoredFlowProperties.ADDED_FIELD_PREFIX);
    }

    @Override
    public Set<Relationship> getRelationships() {
        return Set.of(SUCCESS, FAILURE);
    }

    @Override
    public void onTrigger(final ProcessContext context, final ProcessSession session) {
        final FlowFile scored = session.get();
        if (scored == null) {
            return;
        }
        final FlowFile answer = session.create(scored);
        try {
            final Map<String, String> attributes = write(context, session, scored, answer);
            session.transfer(session.putAllAttributes(answer, attributes), SUCCESS);
            session.remove(scored);
        } catch (final FlowFileAccessException | FlowFileHandlingException | TerminatedTaskException e) {
            throw e;
        } catch (final IOException | MalformedRecordException | SchemaNotFoundException | RuntimeException | Error e) {
            // A fault of the reader or writer would come again with every try, and the client would wait in vain.
            session.remove(answer);
            new FailureRouter(session, FAILURE, getLogger())
                    .send(scored, "The answer cannot be written: " + ErrorMessages.inWords(e), e);
        }
    }

    private Map<String, String> write(
            final ProcessContext context, final ProcessSession session, final FlowFile scored, final FlowFile answer)
            throws IOException, MalformedRecordException, SchemaNotFoundException {
        final boolean single = ApiAttributes.SINGLE.equals(scored.getAttribute(ApiAttributes.REQUEST));
        final boolean csv = !single && ApiAttributes.CSV.equals(scored.getAttribute(ApiAttributes.ANSWER));
        final ScoredFlowReader scoredFlows = new ScoredFlowReader(ScoredFlowProperties.prefix(context));
        final RecordReaderFactory readerFactory =
                context.getProperty(RECORD_READER).asControllerService(RecordReaderFactory.class);
        try (InputStream content = session.read(scored);
                RecordReader reader = readerFactory.createRecordReader(scored, content, getLogger());
                OutputStream stream = session.write(answer)) {
            if (csv) {
                new ScoredCsv(
                                context.getProperty(CSV_WRITER).asControllerService(RecordSetWriterFactory.class),
                                scoredFlows,
                                getLogger())
                        .write(reader, answer, stream);
                return Map.of(
                        ApiAttributes.STATUS,
                        "200",
                        CoreAttributes.MIME_TYPE.key(),
                        ApiAttributes.CSV_TYPE,
                        ApiAttributes.DISPOSITION,
                        DISPOSITION);
            }
            final VerdictJson verdicts = new VerdictJson(scoredFlows.hasAnomaly(reader.getSchema()));
            if (single) {
                return writeSingle(reader, scoredFlows, verdicts, scored, stream);
            }
            writeBulk(reader, scoredFlows, verdicts, stream);
            return okJson();
        }
    }

    private static Map<String, String> okJson() {
        return Map.of(ApiAttributes.STATUS, "200", CoreAttributes.MIME_TYPE.key(), ApiAttributes.JSON_TYPE);
    }

    private static Map<String, String> writeSingle(
            final RecordReader reader,
            final ScoredFlowReader scoredFlows,
            final VerdictJson verdicts,
            final FlowFile request,
            final OutputStream stream)
            throws IOException, MalformedRecordException {
        final Record flow = reader.nextRecord();
        if (flow == null) {
            throw new MalformedRecordException("The request had one flow, and none came out of the models");
        }
        final Verdict verdict = Verdict.of(scoredFlows.read(flow));
        if (verdict.status() == Verdict.Status.UNSCORED) {
            final ProblemDetails problem = ProblemDetails.of(
                    422,
                    "unscorable-flow",
                    "No model can score this flow",
                    verdict.unscoredReason().orElse("No model says why"));
            problem.write(stream);
            return new HashMap<>(ProblemAttributes.of(problem, request));
        }
        try (JsonGenerator json = StrictJson.generator(stream)) {
            json.writeStartObject();
            verdicts.write(verdict, json);
            json.writeEndObject();
        }
        return okJson();
    }

    private static void writeBulk(
            final RecordReader reader,
            final ScoredFlowReader scoredFlows,
            final VerdictJson verdicts,
            final OutputStream stream)
            throws IOException, MalformedRecordException {
        int count = 0;
        int alerts = 0;
        int incomplete = 0;
        int unscored = 0;
        try (JsonGenerator json = StrictJson.generator(stream)) {
            json.writeStartObject();
            json.writeArrayFieldStart("results");
            for (Record flow = reader.nextRecord(); flow != null; flow = reader.nextRecord()) {
                final Verdict verdict = Verdict.of(scoredFlows.read(flow));
                json.writeStartObject();
                json.writeNumberField("index", count);
                verdicts.write(verdict, json);
                json.writeEndObject();
                count++;
                switch (verdict.status()) {
                    case ATTACK, SUSPICIOUS -> alerts++;
                    case INCOMPLETE -> incomplete++;
                    case UNSCORED -> unscored++;
                    case SAFE -> {}
                }
            }
            json.writeEndArray();
            json.writeNumberField("count", count);
            json.writeNumberField("alerts", alerts);
            json.writeNumberField("incomplete", incomplete);
            json.writeNumberField("unscored", unscored);
            json.writeEndObject();
        }
    }
}

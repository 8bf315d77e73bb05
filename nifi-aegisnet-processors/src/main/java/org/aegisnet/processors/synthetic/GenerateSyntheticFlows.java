package org.aegisnet.processors.synthetic;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import org.aegisnet.processors.ClassifyFlowForest;
import org.aegisnet.processors.ScoreFlowAutoencoder;
import org.aegisnet.processors.scoring.ScoringProperties;
import org.apache.nifi.annotation.behavior.InputRequirement;
import org.apache.nifi.annotation.behavior.TriggerSerially;
import org.apache.nifi.annotation.behavior.WritesAttribute;
import org.apache.nifi.annotation.behavior.WritesAttributes;
import org.apache.nifi.annotation.configuration.DefaultSchedule;
import org.apache.nifi.annotation.documentation.CapabilityDescription;
import org.apache.nifi.annotation.documentation.SeeAlso;
import org.apache.nifi.annotation.documentation.Tags;
import org.apache.nifi.annotation.lifecycle.OnScheduled;
import org.apache.nifi.annotation.lifecycle.OnStopped;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.flowfile.attributes.CoreAttributes;
import org.apache.nifi.processor.AbstractProcessor;
import org.apache.nifi.processor.ProcessContext;
import org.apache.nifi.processor.ProcessSession;
import org.apache.nifi.processor.Relationship;
import org.apache.nifi.processor.exception.ProcessException;
import org.apache.nifi.processor.util.StandardValidators;
import org.apache.nifi.schema.access.SchemaNotFoundException;
import org.apache.nifi.serialization.RecordSetWriter;
import org.apache.nifi.serialization.RecordSetWriterFactory;

/** Makes flows to try things out with. */
@Tags({"network", "flow", "generate", "synthetic", "test", "demo", "attack", "cicflowmeter", "record"})
@CapabilityDescription(
        "Makes network flows for trials, safe and attack-like ones, at a chosen rate. Every record has the "
                + "fields synthetic and synthetic_kind, which name the traffic that it imitates. All addresses are of "
                + "the networks that are kept for documentation. The fields are those of CICFlowMeter that both "
                + "bundled models need. The flows only resemble traffic: a model's results on them say nothing about "
                + "its results on a network.")
@InputRequirement(InputRequirement.Requirement.INPUT_FORBIDDEN)
@TriggerSerially
@DefaultSchedule(period = "1 sec")
@SeeAlso({ScoreFlowAutoencoder.class, ClassifyFlowForest.class})
@WritesAttributes({
    @WritesAttribute(attribute = "record.count", description = "The number of flows in the FlowFile"),
    @WritesAttribute(attribute = "mime.type", description = "The MIME type that the Record Writer gives"),
    @WritesAttribute(attribute = "synthetic", description = "true")
})
public class GenerateSyntheticFlows extends AbstractProcessor {

    static final PropertyDescriptor FLOWS_PER_SECOND = new PropertyDescriptor.Builder()
            .name("Flows per Second")
            .description(
                    "Number of flows a second, on average, up to 100,000; 0.5 is one every two seconds. Each run makes those that "
                            + "have become due since the last run, of ten seconds at most")
            .required(true)
            .defaultValue("20")
            .addValidator(StandardValidators.createNonNegativeFloatingPointValidator(100_000))
            .build();

    static final PropertyDescriptor ATTACK_SHARE = new PropertyDescriptor.Builder()
            .name("Attack Share")
            .description("The share of attack-like flows, from 0 to 1")
            .required(true)
            .defaultValue("0.1")
            .addValidator(StandardValidators.createNonNegativeFloatingPointValidator(1))
            .build();

    static final PropertyDescriptor SEED = new PropertyDescriptor.Builder()
            .name("Random Seed")
            .description(
                    "A number; the same number gives the same flows after each start, except their times. If it is empty, they differ")
            .required(false)
            .addValidator(StandardValidators.INTEGER_VALIDATOR)
            .build();

    static final Relationship SUCCESS = new Relationship.Builder()
            .name("success")
            .description("Synthetic flows")
            .build();

    private final LongSupplier nanoTime;
    private volatile Optional<Run> current = Optional.empty();

    /** From one start to the next stop. */
    private record Run(SyntheticFlows flows, Backlog arrears) {}

    public GenerateSyntheticFlows() {
        this(System::nanoTime);
    }

    /** @param nanoTime tells how much time has passed, in nanoseconds */
    GenerateSyntheticFlows(final LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    @Override
    protected List<PropertyDescriptor> getSupportedPropertyDescriptors() {
        return List.of(ScoringProperties.RECORD_WRITER, FLOWS_PER_SECOND, ATTACK_SHARE, SEED);
    }

    @Override
    public Set<Relationship> getRelationships() {
        return Set.of(SUCCESS);
    }

    /** Begins anew. */
    @OnScheduled
    public void begin(final ProcessContext context) {
        final Integer seed = context.getProperty(SEED).asInteger();
        final SyntheticFlows flows = new SyntheticFlows(
                seed == null ? new SplittableRandom() : new SplittableRandom(seed),
                context.getProperty(ATTACK_SHARE).asDouble());
        current = Optional.of(new Run(flows, new Backlog(nanoTime.getAsLong())));
    }

    /** Forgets what it was about to make. */
    @OnStopped
    public void end() {
        current = Optional.empty();
    }

    @Override
    public void onTrigger(final ProcessContext context, final ProcessSession session) {
        final Run run = current.orElseThrow(() -> new ProcessException("The processor has not been scheduled"));
        final double rate = context.getProperty(FLOWS_PER_SECOND).asDouble();
        final int count = run.arrears().take(nanoTime.getAsLong(), rate);
        if (count < 1) {
            context.yield();
            return;
        }
        write(context, session, run.flows(), count);
    }

    private void write(
            final ProcessContext context, final ProcessSession session, final SyntheticFlows source, final int count) {
        final RecordSetWriterFactory writerFactory =
                context.getProperty(ScoringProperties.RECORD_WRITER).asControllerService(RecordSetWriterFactory.class);
        final FlowFile created = session.create();
        final String mimeType;
        try (OutputStream stream = session.write(created);
                RecordSetWriter writer = writerFactory.createWriter(
                        getLogger(), writerFactory.getSchema(Map.of(), SyntheticFields.SCHEMA), stream, created)) {
            writer.beginRecordSet();
            for (int flow = 0; flow < count; flow++) {
                writer.write(source.next(Instant.now()));
            }
            writer.finishRecordSet();
            mimeType = writer.getMimeType();
        } catch (final IOException | SchemaNotFoundException e) {
            throw new ProcessException("The flows cannot be written: " + e.getMessage(), e);
        }
        final FlowFile written = session.putAllAttributes(
                created,
                Map.of(
                        "record.count",
                        Integer.toString(count),
                        CoreAttributes.MIME_TYPE.key(),
                        mimeType,
                        SyntheticFields.SYNTHETIC,
                        "true"));
        session.getProvenanceReporter().create(written, count + " synthetic flows");
        session.transfer(written, SUCCESS);
        session.adjustCounter("Synthetic Flows Made", count, false);
    }
}

package org.aegisnet.processors.alert;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.aegisnet.processors.ClassifyFlowForest;
import org.aegisnet.processors.ScoreFlowAutoencoder;
import org.aegisnet.processors.patterns.DetectFlowPatterns;
import org.aegisnet.processors.record.PropertyValidators;
import org.aegisnet.processors.scoring.ScoringProperties;
import org.aegisnet.processors.verdict.ScoredFlowProperties;
import org.apache.nifi.annotation.behavior.InputRequirement;
import org.apache.nifi.annotation.behavior.SideEffectFree;
import org.apache.nifi.annotation.behavior.SupportsBatching;
import org.apache.nifi.annotation.behavior.WritesAttribute;
import org.apache.nifi.annotation.behavior.WritesAttributes;
import org.apache.nifi.annotation.documentation.CapabilityDescription;
import org.apache.nifi.annotation.documentation.SeeAlso;
import org.apache.nifi.annotation.documentation.Tags;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.processor.AbstractProcessor;
import org.apache.nifi.processor.ProcessContext;
import org.apache.nifi.processor.ProcessSession;
import org.apache.nifi.processor.Relationship;
import org.apache.nifi.serialization.record.Record;

/** Makes alerts with a severity of scored flows. */
@Tags({"network", "flow", "alert", "severity", "security", "soc", "siem", "ecs", "record"})
@CapabilityDescription(
        "Makes an alert of every scored flow with a finding of ScoreFlowAutoencoder, ClassifyFlowForest or "
                + "DetectFlowPatterns, in the Plain field naming or in ECS. An alert has an identifier, a time, a "
                + "label, the source and the destination, and all reasons in words. Its severity comes from the attack "
                + "probability, the pattern's confidence and the anomaly percentile. Flows without a finding leave as "
                + "they came.")
@InputRequirement(InputRequirement.Requirement.INPUT_REQUIRED)
@SideEffectFree
@SupportsBatching
@SeeAlso({
    ApplyAllowList.class,
    SuppressRepeatedAlerts.class,
    FormatFlowAlerts.class,
    ScoreFlowAutoencoder.class,
    ClassifyFlowForest.class,
    DetectFlowPatterns.class
})
@WritesAttributes({
    @WritesAttribute(attribute = "record.count", description = "The number of records in the FlowFile"),
    @WritesAttribute(attribute = "mime.type", description = "The MIME type that the Record Writer gives"),
    @WritesAttribute(
            attribute = "record.error.message",
            description = "On failure: why the FlowFile cannot be read or written as records")
})
public class GradeFlowAlerts extends AbstractProcessor {

    static final PropertyDescriptor PROBABILITY_LEVELS = new PropertyDescriptor.Builder()
            .name("Probability Levels")
            .description(
                    "From which attack probability on an alert is medium, high and critical; below the first it is low. A pattern's confidence counts in"
                            + " the same way. Leave the last number out, and no alert is critical by it")
            .required(true)
            .defaultValue("0.7, 0.9, 0.98")
            .addValidator(PropertyValidators.parsedBy(text -> SeverityLevels.parse(text, 1)))
            .build();

    static final PropertyDescriptor PERCENTILE_LEVELS = new PropertyDescriptor.Builder()
            .name("Percentile Levels")
            .description(
                    "Minimum anomaly percentiles of a medium, high and critical alert. By default the third number is left out: an "
                            + "unusual flow is not critical by itself. The highest severity that any finding gives counts")
            .required(true)
            .defaultValue("99, 99.9")
            .addValidator(PropertyValidators.parsedBy(text -> SeverityLevels.parse(text, 100)))
            .build();

    static final Relationship ALERT = new Relationship.Builder()
            .name("alert")
            .description("Alerts, one record for each flow with a finding")
            .build();

    static final Relationship NORMAL = new Relationship.Builder()
            .name("normal")
            .description("Flows without a finding, as they came; those that no processor could score are among them")
            .build();

    private final Clock clock = Clock.systemUTC();

    @Override
    protected List<PropertyDescriptor> getSupportedPropertyDescriptors() {
        return List.of(
                ScoringProperties.RECORD_READER,
                ScoringProperties.RECORD_WRITER,
                PROBABILITY_LEVELS,
                PERCENTILE_LEVELS,
                ScoredFlowProperties.ADDED_FIELD_PREFIX);
    }

    @Override
    public Set<Relationship> getRelationships() {
        return Set.of(ALERT, NORMAL, AlertReader.FAILURE);
    }

    @Override
    public void onTrigger(final ProcessContext context, final ProcessSession session) {
        final FlowFile original = session.get();
        if (original == null) {
            return;
        }
        final AlertFactory reading = new AlertFactory(
                ScoredFlowProperties.prefix(context),
                SeverityLevels.parse(context.getProperty(PROBABILITY_LEVELS).getValue(), 1),
                SeverityLevels.parse(context.getProperty(PERCENTILE_LEVELS).getValue(), 100),
                clock);
        new AlertRouter(context, session, getLogger()).sort(original, scored -> graded(reading, scored));
    }

    private static AlertRouter.Sorted graded(final AlertFactory reading, final Record scored)
            throws UnreadableAlertException {
        final Optional<FlowAlert> alert = reading.read(scored);
        return alert.isPresent()
                ? new AlertRouter.Sorted(ALERT, alert.get().toRecord(), "Alerts Made")
                : new AlertRouter.Sorted(NORMAL, scored, "Flows Without a Finding");
    }
}

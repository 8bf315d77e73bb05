package org.aegisnet.processors;

import org.aegisnet.processors.scoring.AddedFields;
import org.aegisnet.processors.scoring.AttackFields;
import org.aegisnet.processors.scoring.FlowScoringProcessor;
import org.aegisnet.processors.scoring.ReasonFormat;
import org.aegisnet.scoring.model.ModelKind;
import org.aegisnet.scoring.model.ModelMetadata;
import org.apache.nifi.annotation.behavior.DynamicProperty;
import org.apache.nifi.annotation.behavior.InputRequirement;
import org.apache.nifi.annotation.behavior.SideEffectFree;
import org.apache.nifi.annotation.behavior.SupportsBatching;
import org.apache.nifi.annotation.behavior.SystemResource;
import org.apache.nifi.annotation.behavior.SystemResourceConsideration;
import org.apache.nifi.annotation.behavior.WritesAttribute;
import org.apache.nifi.annotation.behavior.WritesAttributes;
import org.apache.nifi.annotation.documentation.CapabilityDescription;
import org.apache.nifi.annotation.documentation.SeeAlso;
import org.apache.nifi.annotation.documentation.Tags;
import org.apache.nifi.annotation.documentation.UseCase;

/** Tells attacks from safe flows with a random forest. */
@Tags({
    "network",
    "flow",
    "attack",
    "detection",
    "classification",
    "random forest",
    "security",
    "ids",
    "cicflowmeter",
    "cicids2017",
    "onnx",
    "record"
})
@CapabilityDescription(
        "Labels network flow records as Safe or Attack, with a probability and the features that speak for "
                + "an attack. A random forest has learnt from labelled attacks. Every record keeps all its fields and "
                + "gets flow_label, attack_probability, attack_reasons and forest_model. Attacks leave by a "
                + "relationship of their own. The bundled model needs the columns of CICFlowMeter, in any of its "
                + "header styles. A forest made with scikit-learn, LightGBM or XGBoost and converted to ONNX can take "
                + "its place.")
@InputRequirement(InputRequirement.Requirement.INPUT_REQUIRED)
@SideEffectFree
@SupportsBatching
@SeeAlso(ScoreFlowAutoencoder.class)
@DynamicProperty(
        name = "The name of a feature of the model, for example Flow Duration",
        value = "A RecordPath",
        description =
                "Takes the feature from the field at this path, unchanged and in the feature's own unit, instead of "
                        + "from a known field name")
@WritesAttributes({
    @WritesAttribute(attribute = "record.count", description = "The number of records in the FlowFile"),
    @WritesAttribute(attribute = "mime.type", description = "The MIME type that the Record Writer gives"),
    @WritesAttribute(attribute = "forest.model", description = "Name and version of the model"),
    @WritesAttribute(
            attribute = "forest.scored.count",
            description = "Number of records of the incoming FlowFile that have been scored"),
    @WritesAttribute(
            attribute = "forest.suspicious.count",
            description = "Number of them that are suspicious, over all relationships"),
    @WritesAttribute(
            attribute = "forest.unscored.count",
            description = "Number of records of the incoming FlowFile that could not be scored"),
    @WritesAttribute(
            attribute = "forest.highest.probability",
            description = "The highest probability of an attack among all records of the FlowFile that came in"),
    @WritesAttribute(
            attribute = "record.error.message",
            description = "On failure: why the FlowFile cannot be read or written as records")
})
@SystemResourceConsideration(
        resource = SystemResource.MEMORY,
        description =
                "One batch of records for each concurrent task, and the forest, a few megabytes; neither grows with the FlowFile")
@UseCase(
        description = "Find attacks in a CSV file that CICFlowMeter wrote",
        keywords = {"csv", "cicflowmeter", "attack"},
        inputRequirement = InputRequirement.Requirement.INPUT_REQUIRED,
        configuration = """
                Set Record Reader to a FlowCsvReader, and Record Writer to a JsonRecordSetWriter.
                Leave Model empty for the bundled model, and Threshold Strategy at Model Default.
                Connect suspicious to the alert, normal to where all flows go, unscored to a place where somebody looks.
                """)
@UseCase(
        description =
                "Enrich all flows with the probability of an attack on their way into a SIEM, without routing any of them",
        keywords = {"siem", "enrich", "annotate", "ecs"},
        inputRequirement = InputRequirement.Requirement.INPUT_REQUIRED,
        configuration = """
                Set Routing Strategy to Annotate Only: all scored records leave by success, in their order.
                Set Field Naming to ECS and Record Writer to a JsonRecordSetWriter for Elastic or OpenSearch; elsewhere leave Field Naming at Plain.
                Let the SIEM alert on event.kind, or on flow_label where names are plain.
                Connect unscored to the SIEM as well, so that no flow is missing there.
                """)
public class ClassifyFlowForest extends FlowScoringProcessor {

    public ClassifyFlowForest() {
        super(ModelKind.FOREST);
    }

    @Override
    public AddedFields addedFields(final ModelMetadata metadata, final String prefix, final ReasonFormat reasonFormat) {
        return new AttackFields(metadata, prefix, reasonFormat);
    }

    @Override
    public String highestScoreAttribute() {
        return "forest.highest.probability";
    }

    @Override
    public String attributePrefix() {
        return "forest";
    }
}

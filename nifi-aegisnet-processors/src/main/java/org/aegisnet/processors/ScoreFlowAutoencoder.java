package org.aegisnet.processors;

import org.aegisnet.processors.scoring.AddedFields;
import org.aegisnet.processors.scoring.AnomalyFields;
import org.aegisnet.processors.scoring.FlowScoringProcessor;
import org.aegisnet.processors.scoring.ReasonFormat;
import org.aegisnet.scoring.model.ModelKind;
import org.aegisnet.scoring.model.ModelMetadata;
import org.apache.nifi.annotation.behavior.DynamicProperty;
import org.apache.nifi.annotation.behavior.InputRequirement;
import org.apache.nifi.annotation.behavior.SideEffectFree;
import org.apache.nifi.annotation.behavior.Stateful;
import org.apache.nifi.annotation.behavior.SupportsBatching;
import org.apache.nifi.annotation.behavior.SystemResource;
import org.apache.nifi.annotation.behavior.SystemResourceConsideration;
import org.apache.nifi.annotation.behavior.WritesAttribute;
import org.apache.nifi.annotation.behavior.WritesAttributes;
import org.apache.nifi.annotation.documentation.CapabilityDescription;
import org.apache.nifi.annotation.documentation.MultiProcessorUseCase;
import org.apache.nifi.annotation.documentation.ProcessorConfiguration;
import org.apache.nifi.annotation.documentation.SeeAlso;
import org.apache.nifi.annotation.documentation.Tags;
import org.apache.nifi.annotation.documentation.UseCase;
import org.apache.nifi.components.state.Scope;

/** Scores flow records by how badly an autoencoder that has learnt normal traffic can rebuild them. */
@Tags({"network", "flow", "netflow", "ipfix", "anomaly", "detection", "autoencoder", "security", "ids", "onnx", "record"
})
@CapabilityDescription(
        "Scores unusual network flow records. An autoencoder has learnt normal traffic, and the error of its "
                + "reconstruction is the flow's anomaly score. Every record keeps all its fields and gets "
                + "anomaly_score, anomaly_percentile, is_suspicious, anomaly_reasons and anomaly_model. Suspicious "
                + "records leave by a relationship of their own. Records of CICFlowMeter, NetFlow and IPFIX "
                + "collectors, NFStream, Zeek, Suricata, nfdump and Argus need no mapping. Nor do the flow logs of "
                + "clouds and firewalls, the schemas ECS, OCSF and Splunk CIM, and records with the fields bytes_in, bytes_out, packets, duration, src_port, dst_port and protocol.")
@InputRequirement(InputRequirement.Requirement.INPUT_REQUIRED)
@SideEffectFree
@SupportsBatching
@Stateful(
        scopes = Scope.LOCAL,
        description =
                "A marker while native code is tried with a model that plain Java cannot run. A model whose marker is there after NiFi has ended is not"
                        + " loaded again before somebody clears the state")
@SeeAlso(ClassifyFlowForest.class)
@DynamicProperty(
        name = "The name of a feature of the model, for example bytes_in",
        value = "A RecordPath",
        description =
                "Takes the feature from the field at this path, unchanged and in the feature's own unit, instead of "
                        + "from a known field name")
@WritesAttributes({
    @WritesAttribute(attribute = "record.count", description = "The number of records in the FlowFile"),
    @WritesAttribute(attribute = "mime.type", description = "The MIME type that the Record Writer gives"),
    @WritesAttribute(attribute = "anomaly.model", description = "Name and version of the model"),
    @WritesAttribute(
            attribute = "anomaly.scored.count",
            description = "Number of records of the incoming FlowFile that have been scored"),
    @WritesAttribute(
            attribute = "anomaly.suspicious.count",
            description = "Number of them that are suspicious, over all relationships"),
    @WritesAttribute(
            attribute = "anomaly.unscored.count",
            description = "Number of records of the incoming FlowFile that could not be scored"),
    @WritesAttribute(
            attribute = "anomaly.highest.score",
            description = "The highest anomaly score among all records of the FlowFile that came in"),
    @WritesAttribute(
            attribute = "record.error.message",
            description = "On failure: why the FlowFile cannot be read or written as records")
})
@SystemResourceConsideration(
        resource = SystemResource.MEMORY,
        description = "One batch of records for each concurrent task, and the model. The bundled model is on the Java "
                + "heap; one that needs ONNX Runtime is outside of it. Neither grows with the FlowFile")
@UseCase(
        description = "Send network flows that differ from normal traffic to an alert",
        keywords = {"netflow", "anomaly", "alert"},
        inputRequirement = InputRequirement.Requirement.INPUT_REQUIRED,
        configuration = """
                Choose a Record Reader for the format the flows come in, and a Record Writer for the format the alerts need.
                Leave Model empty for the bundled model.
                Set Threshold Strategy to False Positive Budget and False Positive Budget to the share of normal flows that may raise an alert.
                Connect suspicious to the alert, normal to where all flows go, unscored to a place where somebody looks.
                """)
@UseCase(
        description = "Enrich all flows with an anomaly score on their way into a SIEM, without routing any of them",
        keywords = {"siem", "enrich", "annotate"},
        inputRequirement = InputRequirement.Requirement.INPUT_REQUIRED,
        configuration = """
                Set Routing Strategy to Annotate Only: all scored records leave by success, in their order.
                Let the SIEM alert on is_suspicious, or on anomaly_percentile.
                Connect unscored to the SIEM as well, so that no flow is missing there.
                """)
@UseCase(
        description = "Triage a CSV file of flows: unusual ones first, each with its reasons",
        keywords = {"csv", "triage"},
        inputRequirement = InputRequirement.Requirement.INPUT_REQUIRED,
        configuration = """
                Set Record Reader to a FlowCsvReader, and Record Writer to a CSVRecordSetWriter.
                Leave Model empty, Feature Mapping at Detect and Reason Format at Text.
                Connect suspicious to where somebody looks at it, normal to the archive, and unscored to a place where somebody reads unscored_reason.
                """)
@MultiProcessorUseCase(
        description = "Triage the NetFlow or IPFIX of a router: unusual flows to an alert, all others to an archive",
        keywords = {"netflow", "ipfix", "router", "triage"},
        configurations = {
            @ProcessorConfiguration(
                    processorClassName = "org.aegisnet.processors.netflow.ListenNetFlow",
                    configuration = """
                            Set Port to the port that the router exports to, and Record Writer to a JsonRecordSetWriter.
                            Connect success to PairFlows.
                            """),
            @ProcessorConfiguration(
                    processorClassName = "org.aegisnet.processors.pairing.PairFlows",
                    configuration = """
                            Set Record Reader to a JsonTreeReader and Record Writer to a JsonRecordSetWriter.
                            The two halves of a conversation become one record, so that bytes_out is known.
                            Connect success to ScoreFlowAutoencoder.
                            """),
            @ProcessorConfiguration(processorClass = ScoreFlowAutoencoder.class, configuration = """
                            Set Record Reader to a JsonTreeReader and Record Writer to a JsonRecordSetWriter.
                            Leave Model empty, and Feature Mapping at Detect: the columns of ListenNetFlow are known.
                            Connect suspicious to the alert, normal to the archive, unscored to a place where somebody looks.
                            """)
        })
@MultiProcessorUseCase(
        description =
                "Let two models vote: alert if both an autoencoder and a forest find a flow suspicious, or if either "
                        + "does",
        keywords = {"voting", "ensemble", "false alarm"},
        configurations = {
            @ProcessorConfiguration(processorClass = ScoreFlowAutoencoder.class, configuration = """
                            Set Routing Strategy to Annotate Only, so that every scored record goes on to the forest with its anomaly score.
                            Connect success and unscored to ClassifyFlowForest: what one model cannot score, the other may.
                            """),
            @ProcessorConfiguration(processorClass = ClassifyFlowForest.class, configuration = """
                            Set Routing Strategy to Annotate Only as well, and connect success to a QueryRecord.
                            """),
            @ProcessorConfiguration(
                    processorClassName = "org.apache.nifi.processors.standard.QueryRecord",
                    configuration = """
                            Both must agree: SELECT * FROM FLOWFILE WHERE is_suspicious AND flow_label = 'Attack'.
                            Either is enough: SELECT * FROM FLOWFILE WHERE is_suspicious OR flow_label = 'Attack'.
                            """)
        })
public class ScoreFlowAutoencoder extends FlowScoringProcessor {

    public ScoreFlowAutoencoder() {
        super(ModelKind.AUTOENCODER);
    }

    @Override
    public AddedFields addedFields(final ModelMetadata metadata, final String prefix, final ReasonFormat reasonFormat) {
        return new AnomalyFields(metadata, prefix, reasonFormat);
    }

    @Override
    public String highestScoreAttribute() {
        return "anomaly.highest.score";
    }

    @Override
    public String attributePrefix() {
        return "anomaly";
    }
}

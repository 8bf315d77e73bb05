package org.aegisnet.scoring.forest;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.aegisnet.scoring.engine.BatchScorer;
import org.aegisnet.scoring.engine.FlowModel;
import org.aegisnet.scoring.feature.Feature;
import org.aegisnet.scoring.model.ModelFile;
import org.aegisnet.scoring.model.ModelMetadata;
import org.aegisnet.scoring.model.ModelRejectedException;
import org.aegisnet.scoring.model.ModelSkeleton;

/**
 * A forest in plain Java: any binary TreeEnsembleClassifier, compiled to flat nodes. Its score is the probability of an attack. Holds no
 * native memory. Thread-safe.
 */
public final class ForestModel implements FlowModel {
    /** Float32 leaves of a thousand trees sum to one but for less than this. */
    private static final double ROUNDING = 1e-4;

    private final ModelMetadata metadata;
    private final FlatForest forest;
    private final ForestOutput output;

    private ForestModel(final ModelMetadata metadata, final FlatForest forest, final ForestOutput output) {
        this.metadata = metadata;
        this.forest = forest;
        this.output = output;
    }

    /**
     * Compiles the forest in a model file.
     *
     * @throws ModelRejectedException if the file holds no forest that can be used
     */
    public static ForestModel load(final ModelFile file) throws ModelRejectedException {
        final ModelMetadata metadata = file.metadata();
        final ModelSkeleton model = file.skeleton();
        final List<NodeProto> nodes = model.graph().getNodeList();
        final int[] ensembles = IntStream.range(0, nodes.size())
                .filter(node -> "TreeEnsembleClassifier".equals(nodes.get(node).getOpType()))
                .toArray();
        if (ensembles.length != 1) {
            throw new ModelRejectedException(
                    "The graph has %d tree ensembles; a forest is one".formatted(ensembles.length));
        }
        checkInput(model.graph(), nodes.get(ensembles[0]));
        final TreeEnsemble ensemble = new TreeEnsemble(model, ensembles[0]);
        final boolean missingValues = mayLackFeatures(metadata, ensemble);
        final SegmentReader reading = new SegmentReader(ensemble, metadata.attackLabel());
        final FlatForest forest = new ForestCompiler(
                        ensemble, reading.leafWeights(), metadata.features().size(), missingValues)
                .compile();
        final ForestOutput output = reading.output();
        checkRange(forest, output);
        return new ForestModel(metadata, forest, output);
    }

    /** Votes that are not divided by the number of trees, or margins without a post transform, would pass for probabilities. */
    private static void checkRange(final FlatForest forest, final ForestOutput output) throws ModelRejectedException {
        final double smallest = output.base() + forest.smallestSum();
        final double largest = output.base() + forest.largestSum();
        if (!output.logistic() && (smallest < -ROUNDING || largest > 1 + ROUNDING)) {
            throw new ModelRejectedException(
                    "The sums of the forest's leaves range from %s to %s, so they are not probabilities; convert it so that its probabilities come out"
                            .formatted(smallest, largest));
        }
    }

    /** Anything between the flows and the trees would be left out, for only the trees are compiled. */
    private static void checkInput(final GraphProto graph, final NodeProto ensemble) throws ModelRejectedException {
        final Set<String> flows = new HashSet<>();
        graph.getInputList().forEach(input -> flows.add(input.getName()));
        for (final NodeProto node : graph.getNodeList()) {
            final boolean toFloats = "Cast".equals(node.getOpType())
                    && node.getAttributeList().stream()
                            .anyMatch(attribute -> "to".equals(attribute.getName())
                                    && (attribute.getI() == TensorProto.DataType.FLOAT.getNumber()
                                            || attribute.getI() == TensorProto.DataType.DOUBLE.getNumber()));
            if ((toFloats || "Identity".equals(node.getOpType())) && flows.contains(node.getInput(0))) {
                flows.addAll(node.getOutputList());
            }
        }
        if (ensemble.getInputCount() != 1 || !flows.contains(ensemble.getInput(0))) {
            throw new ModelRejectedException(
                    "The forest does not take the flows as they come; a graph that changes them first is not read");
        }
    }

    private static boolean mayLackFeatures(final ModelMetadata metadata, final TreeEnsemble ensemble)
            throws ModelRejectedException {
        for (final Feature feature : metadata.features()) {
            if (!feature.required()) {
                if (!ensemble.tellsWhereMissingValuesGo()) {
                    throw new ModelRejectedException(
                            "The model declares feature %s as optional, but its trees do not route missing values"
                                    .formatted(feature.name()));
                }
                return true;
            }
        }
        if (metadata.referenceFlow().isPresent()
                && metadata.referenceFlow().get().stream().anyMatch(value -> value.isNaN())) {
            throw new ModelRejectedException("The reference flow lacks a feature, but the forest needs all of them");
        }
        return false;
    }

    @Override
    public ModelMetadata metadata() {
        return metadata;
    }

    /** The nodes of all trees, leaves included. */
    public int nodes() {
        return forest.nodes();
    }

    public int trees() {
        return forest.trees();
    }

    @Override
    public String engine() {
        return "plain Java";
    }

    @Override
    public BatchScorer openScorer(final int rows) {
        return new ForestScorer(metadata, forest, output, rows);
    }

    @Override
    public void close() {
        // Plain Java arrays: the garbage collector takes them when the last scorer is gone.
    }
}

package org.aegisnet.scoring.forest;

import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.List;
import org.aegisnet.scoring.engine.BatchScorer;
import org.aegisnet.scoring.engine.FlowModel;
import org.aegisnet.scoring.feature.Feature;
import org.aegisnet.scoring.model.ModelFile;
import org.aegisnet.scoring.model.ModelMetadata;
import org.aegisnet.scoring.model.ModelRejectedException;

/**
 * A forest in plain Java: any binary TreeEnsembleClassifier, compiled to flat nodes. Its score is the probability of an attack. Holds no
 * native memory. Thread-safe.
 */
public final class ForestModel implements FlowModel {
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
     * @throws ModelRejectedException where the file holds no forest that can be used
     */
    public static ForestModel load(final ModelFile file) throws ModelRejectedException {
        final ModelMetadata metadata = file.metadata();
        for (final Feature feature : metadata.features()) {
            if (!feature.required()) {
                throw new ModelRejectedException(
                        "The forest declares feature %s as optional; a forest needs all its features"
                                .formatted(feature.name()));
            }
        }
        final List<NodeProto> ensembles = file.graph().getGraph().getNodeList().stream()
                .filter(node -> "TreeEnsembleClassifier".equals(node.getOpType()))
                .toList();
        if (ensembles.size() != 1) {
            throw new ModelRejectedException(
                    "The graph has %d tree ensembles; a forest is one".formatted(ensembles.size()));
        }
        final TreeEnsemble ensemble = new TreeEnsemble(ensembles.getFirst());
        final FlatForest forest =
                new ForestCompiler(ensemble, metadata.features().size()).compile();
        return new ForestModel(metadata, forest, output(ensemble));
    }

    /**
     * ONNX Runtime's reading of a binary ensemble: with weights for one class only, and one of them negative, the sum is a margin;
     * otherwise it is the probability as it stands.
     */
    private static ForestOutput output(final TreeEnsemble ensemble) throws ModelRejectedException {
        final String transform = ensemble.postTransform();
        final List<Float> bases = ensemble.baseValues();
        final boolean oneClass = ensemble.weightClasses().stream().distinct().count() == 1;
        final boolean margin = oneClass && ensemble.weights().stream().anyMatch(weight -> weight < 0);
        final boolean logistic = "LOGISTIC".equals(transform);
        if (margin != logistic || (!logistic && !"NONE".equals(transform))) {
            throw new ModelRejectedException(
                    "The forest's output (post_transform %s, weights for %s) is no probability; convert it so that its probabilities come out"
                            .formatted(transform, oneClass ? "one class" : "both classes"));
        }
        final double base = bases.isEmpty() ? 0 : bases.getLast();
        return new ForestOutput(base, logistic);
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
    public BatchScorer openScorer(final int rows) {
        return new ForestScorer(metadata, forest, output, rows);
    }

    @Override
    public void close() {
        // Plain Java arrays: the garbage collector takes them when the last scorer is gone.
    }
}

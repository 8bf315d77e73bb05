package org.aegisnet.scoring.forest;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.aegisnet.scoring.model.AttributeLists;
import org.aegisnet.scoring.model.ModelRejectedException;
import org.aegisnet.scoring.model.ModelSkeleton;

/**
 * The attributes of ONNX's TreeEnsembleClassifier (operator set ai.onnx.ml, versions 1 to 3), with their lengths and ranges checked.
 * Numbers may be float32 lists or, as for models that take doubles, float64 tensors. Immutable.
 */
final class TreeEnsemble {
    private static final String AS_TENSOR = "_as_tensor";

    private static final Set<String> KNOWN = Set.of(
            "base_values",
            "base_values_as_tensor",
            "class_ids",
            "class_nodeids",
            "class_treeids",
            "class_weights",
            "class_weights_as_tensor",
            "classlabels_int64s",
            "classlabels_strings",
            "nodes_falsenodeids",
            "nodes_featureids",
            "nodes_hitrates",
            "nodes_hitrates_as_tensor",
            "nodes_missing_value_tracks_true",
            "nodes_modes",
            "nodes_nodeids",
            "nodes_treeids",
            "nodes_truenodeids",
            "nodes_values",
            "nodes_values_as_tensor",
            "post_transform");

    private final Map<String, AttributeProto> attributes;
    private final Map<String, AttributeLists> lists;
    private final AttributeLists treeIds;
    private final AttributeLists nodeIds;
    private final AttributeLists features;
    private final AttributeLists modes;
    private final AttributeLists trueIds;
    private final AttributeLists falseIds;
    private final AttributeLists missingTracksTrue;
    private final AttributeLists weightTreeIds;
    private final AttributeLists weightNodeIds;
    private final AttributeLists weightClasses;
    private final Numbers thresholds;
    private final Numbers weights;
    private final Numbers baseValues;

    /**
     * @param model that holds the ensemble
     * @param position of the ensemble among the graph's nodes
     */
    TreeEnsemble(final ModelSkeleton model, final int position) throws ModelRejectedException {
        this.attributes = new HashMap<>();
        this.lists = new HashMap<>();
        final NodeProto node = model.graph().getNode(position);
        for (int i = 0; i < node.getAttributeCount(); i++) {
            final AttributeProto attribute = node.getAttribute(i);
            lists.put(attribute.getName(), model.lists(position, i));
            if (!KNOWN.contains(attribute.getName())) {
                throw new ModelRejectedException(
                        "The forest has the attribute '%s', which no TreeEnsembleClassifier of versions 1 to 3 has"
                                .formatted(attribute.getName()));
            }
            if (attributes.put(attribute.getName(), attribute) != null) {
                throw new ModelRejectedException(
                        "The forest has the attribute '%s' twice".formatted(attribute.getName()));
            }
        }
        this.treeIds = lists("nodes_treeids");
        this.nodeIds = lists("nodes_nodeids");
        this.features = lists("nodes_featureids");
        this.modes = lists("nodes_modes");
        this.trueIds = lists("nodes_truenodeids");
        this.falseIds = lists("nodes_falsenodeids");
        this.missingTracksTrue = lists("nodes_missing_value_tracks_true");
        this.weightTreeIds = lists("class_treeids");
        this.weightNodeIds = lists("class_nodeids");
        this.weightClasses = lists("class_ids");
        this.thresholds = numbers("nodes_values");
        this.weights = numbers("class_weights");
        this.baseValues = numbers("base_values");
        checkLengths();
    }

    private AttributeLists lists(final String name) {
        return lists.getOrDefault(name, AttributeLists.NONE);
    }

    private Numbers numbers(final String name) throws ModelRejectedException {
        if (attributes.containsKey(name) && attributes.containsKey(name + AS_TENSOR)) {
            throw new ModelRejectedException("The forest has both '%s' and '%s'".formatted(name, name + AS_TENSOR));
        }
        if (!attributes.containsKey(name + AS_TENSOR)) {
            final AttributeLists list = lists(name);
            return new Numbers(list.floats(), list::number);
        }
        final TensorProto tensor = attributes.get(name + AS_TENSOR).getT();
        if (tensor.getDataType() != TensorProto.DataType.DOUBLE.getNumber()) {
            throw new ModelRejectedException("The forest's '%s' holds no float64 numbers".formatted(name + AS_TENSOR));
        }
        if (tensor.hasRawData()) {
            final ByteBuffer raw = tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
            return new Numbers(raw.remaining() / Double.BYTES, i -> raw.getDouble(i * Double.BYTES));
        }
        return new Numbers(tensor.getDoubleDataCount(), tensor::getDoubleData);
    }

    private void checkLengths() throws ModelRejectedException {
        final int nodes = nodes();
        for (final int length : List.of(
                nodeIds.integers(),
                features.integers(),
                thresholds.count(),
                modes.texts(),
                trueIds.integers(),
                falseIds.integers())) {
            if (length != nodes || nodes == 0) {
                throw new ModelRejectedException("The forest's node attributes differ in length or are missing");
            }
        }
        if (tellsWhereMissingValuesGo() && missingTracksTrue.integers() != nodes) {
            throw new ModelRejectedException("The forest routes missing values in %d of its %d nodes"
                    .formatted(missingTracksTrue.integers(), nodes));
        }
        final int weightCount = weights();
        for (final int length : List.of(weightTreeIds.integers(), weightNodeIds.integers(), weightClasses.integers())) {
            if (length != weightCount || weightCount == 0) {
                throw new ModelRejectedException("The forest's leaf attributes differ in length or are missing");
            }
        }
        for (int weight = 0; weight < weightCount; weight++) {
            if (weightClass(weight) != 0 && weightClass(weight) != 1) {
                throw new ModelRejectedException("The forest's leaves name a class other than its two");
            }
        }
        if (labels().size() != 2) {
            throw new ModelRejectedException(
                    "The forest tells %d classes apart; a flow is safe or an attack, so it must be 2"
                            .formatted(labels().size()));
        }
        for (int base = 0; base < baseValues(); base++) {
            if (!Double.isFinite(baseValue(base))) {
                throw new ModelRejectedException("The forest's base value is %s".formatted(baseValue(base)));
            }
        }
    }

    int nodes() {
        return treeIds.integers();
    }

    long treeId(final int node) {
        return treeIds.integer(node);
    }

    long nodeId(final int node) {
        return nodeIds.integer(node);
    }

    long feature(final int node) {
        return features.integer(node);
    }

    long trueId(final int node) {
        return trueIds.integer(node);
    }

    long falseId(final int node) {
        return falseIds.integer(node);
    }

    double threshold(final int node) {
        return thresholds.get(node);
    }

    ByteString mode(final int node) {
        return modes.text(node);
    }

    /** Tells whether the ensemble says which branch missing values take. */
    boolean tellsWhereMissingValuesGo() {
        return missingTracksTrue.integers() > 0;
    }

    /**
     * Tells whether a missing value takes the branch for a true comparison. Otherwise it takes the other branch, because every comparison with
     * it is false.
     */
    boolean missingTracksTrue(final int node) {
        return tellsWhereMissingValuesGo() && missingTracksTrue.integer(node) == 1;
    }

    /** The number of weights in all leaves together. */
    int weights() {
        return weights.count();
    }

    long weightTreeId(final int weight) {
        return weightTreeIds.integer(weight);
    }

    long weightNodeId(final int weight) {
        return weightNodeIds.integer(weight);
    }

    /** 0 or 1: the position of the weight's class in the list of labels. */
    long weightClass(final int weight) {
        return weightClasses.integer(weight);
    }

    double weight(final int weight) {
        return weights.get(weight);
    }

    /** 0 if the ensemble has no base values. */
    int baseValues() {
        return baseValues.count();
    }

    double baseValue(final int position) {
        return baseValues.get(position);
    }

    String postTransform() {
        final AttributeProto attribute = attributes.get("post_transform");
        return attribute == null ? "NONE" : attribute.getS().toStringUtf8();
    }

    /** Tells whether the labels are words. The order of words does not tell which of them is the attack. */
    boolean labelsAreTexts() {
        return lists("classlabels_strings").texts() > 0;
    }

    List<String> labels() {
        final List<String> labels = new ArrayList<>();
        final AttributeLists texts = lists("classlabels_strings");
        for (int label = 0; label < texts.texts(); label++) {
            labels.add(texts.text(label).toStringUtf8());
        }
        final AttributeLists integers = lists("classlabels_int64s");
        for (int label = 0; label < integers.integers(); label++) {
            labels.add(Long.toString(integers.integer(label)));
        }
        return labels;
    }

    private record Numbers(int count, NumberAt at) {
        double get(final int position) {
            return at.get(position);
        }
    }

    @FunctionalInterface
    private interface NumberAt {
        double get(int position);
    }
}

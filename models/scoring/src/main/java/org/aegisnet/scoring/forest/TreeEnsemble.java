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
import org.aegisnet.scoring.model.ModelRejectedException;

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
    private final AttributeProto treeIds;
    private final AttributeProto nodeIds;
    private final AttributeProto features;
    private final AttributeProto modes;
    private final AttributeProto trueIds;
    private final AttributeProto falseIds;
    private final AttributeProto missingTracksTrue;
    private final AttributeProto weightTreeIds;
    private final AttributeProto weightNodeIds;
    private final AttributeProto weightClasses;
    private final Numbers thresholds;
    private final Numbers weights;
    private final Numbers baseValues;

    TreeEnsemble(final NodeProto node) throws ModelRejectedException {
        this.attributes = new HashMap<>();
        for (final AttributeProto attribute : node.getAttributeList()) {
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
        this.treeIds = attribute("nodes_treeids");
        this.nodeIds = attribute("nodes_nodeids");
        this.features = attribute("nodes_featureids");
        this.modes = attribute("nodes_modes");
        this.trueIds = attribute("nodes_truenodeids");
        this.falseIds = attribute("nodes_falsenodeids");
        this.missingTracksTrue = attribute("nodes_missing_value_tracks_true");
        this.weightTreeIds = attribute("class_treeids");
        this.weightNodeIds = attribute("class_nodeids");
        this.weightClasses = attribute("class_ids");
        this.thresholds = numbers("nodes_values");
        this.weights = numbers("class_weights");
        this.baseValues = numbers("base_values");
        checkLengths();
    }

    private AttributeProto attribute(final String name) {
        return attributes.getOrDefault(name, AttributeProto.getDefaultInstance());
    }

    private Numbers numbers(final String name) throws ModelRejectedException {
        if (attributes.containsKey(name) && attributes.containsKey(name + AS_TENSOR)) {
            throw new ModelRejectedException("The forest has both '%s' and '%s'".formatted(name, name + AS_TENSOR));
        }
        if (!attributes.containsKey(name + AS_TENSOR)) {
            final AttributeProto list = attribute(name);
            return new Numbers(list.getFloatsCount(), list::getFloats);
        }
        final TensorProto tensor = attribute(name + AS_TENSOR).getT();
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
                nodeIds.getIntsCount(),
                features.getIntsCount(),
                thresholds.count(),
                modes.getStringsCount(),
                trueIds.getIntsCount(),
                falseIds.getIntsCount())) {
            if (length != nodes || nodes == 0) {
                throw new ModelRejectedException("The forest's node attributes differ in length, or there are none");
            }
        }
        if (tellsWhereMissingValuesGo() && missingTracksTrue.getIntsCount() != nodes) {
            throw new ModelRejectedException("The forest tells of %d of its %d nodes where missing values go"
                    .formatted(missingTracksTrue.getIntsCount(), nodes));
        }
        final int weightCount = weights();
        for (final int length :
                List.of(weightTreeIds.getIntsCount(), weightNodeIds.getIntsCount(), weightClasses.getIntsCount())) {
            if (length != weightCount || weightCount == 0) {
                throw new ModelRejectedException("The forest's leaf attributes differ in length, or there are none");
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
        return treeIds.getIntsCount();
    }

    long treeId(final int node) {
        return treeIds.getInts(node);
    }

    long nodeId(final int node) {
        return nodeIds.getInts(node);
    }

    long feature(final int node) {
        return features.getInts(node);
    }

    long trueId(final int node) {
        return trueIds.getInts(node);
    }

    long falseId(final int node) {
        return falseIds.getInts(node);
    }

    double threshold(final int node) {
        return thresholds.get(node);
    }

    ByteString mode(final int node) {
        return modes.getStrings(node);
    }

    /** Whether the trees were made with missing values in mind. */
    boolean tellsWhereMissingValuesGo() {
        return missingTracksTrue.getIntsCount() > 0;
    }

    /** Whether a missing value takes the branch of a comparison that holds; otherwise it takes the other, for no comparison with it holds. */
    boolean missingTracksTrue(final int node) {
        return tellsWhereMissingValuesGo() && missingTracksTrue.getInts(node) == 1;
    }

    /** How many weights the leaves have, all together. */
    int weights() {
        return weights.count();
    }

    long weightTreeId(final int weight) {
        return weightTreeIds.getInts(weight);
    }

    long weightNodeId(final int weight) {
        return weightNodeIds.getInts(weight);
    }

    /** 0 or 1: the position of the weight's class in the list of labels. */
    long weightClass(final int weight) {
        return weightClasses.getInts(weight);
    }

    double weight(final int weight) {
        return weights.get(weight);
    }

    /** 0 where the ensemble has no base values. */
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

    /** Whether the labels are words, which do not tell by their order which of them is the attack. */
    boolean labelsAreTexts() {
        return attribute("classlabels_strings").getStringsCount() > 0;
    }

    List<String> labels() {
        final List<String> labels = new ArrayList<>();
        attribute("classlabels_strings").getStringsList().forEach(label -> labels.add(label.toStringUtf8()));
        attribute("classlabels_int64s").getIntsList().forEach(label -> labels.add(Long.toString(label)));
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

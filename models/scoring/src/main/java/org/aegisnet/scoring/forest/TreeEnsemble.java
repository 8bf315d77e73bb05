package org.aegisnet.scoring.forest;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import com.google.protobuf.ByteString;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.aegisnet.scoring.model.ModelRejectedException;

/**
 * The attributes of ONNX's TreeEnsembleClassifier (operator set ai.onnx.ml, versions 1 to 3), with their lengths and ranges checked.
 * Immutable.
 */
final class TreeEnsemble {
    private static final Set<String> KNOWN = Set.of(
            "base_values",
            "class_ids",
            "class_nodeids",
            "class_treeids",
            "class_weights",
            "classlabels_int64s",
            "classlabels_strings",
            "nodes_falsenodeids",
            "nodes_featureids",
            "nodes_hitrates",
            "nodes_missing_value_tracks_true",
            "nodes_modes",
            "nodes_nodeids",
            "nodes_treeids",
            "nodes_truenodeids",
            "nodes_values",
            "post_transform");

    private final Map<String, AttributeProto> attributes;

    TreeEnsemble(final NodeProto node) throws ModelRejectedException {
        this.attributes = new HashMap<>();
        for (final AttributeProto attribute : node.getAttributeList()) {
            if (!KNOWN.contains(attribute.getName())) {
                throw new ModelRejectedException(
                        "The forest has the attribute '%s', which is not read; convert it with float32 thresholds and weights"
                                .formatted(attribute.getName()));
            }
            if (attributes.put(attribute.getName(), attribute) != null) {
                throw new ModelRejectedException(
                        "The forest has the attribute '%s' twice".formatted(attribute.getName()));
            }
        }
        checkLengths();
    }

    private void checkLengths() throws ModelRejectedException {
        final int nodes = treeIds().size();
        for (final int length : List.of(
                nodeIds().size(),
                features().size(),
                thresholds().size(),
                modes().size(),
                trueIds().size(),
                falseIds().size())) {
            if (length != nodes || nodes == 0) {
                throw new ModelRejectedException("The forest's node attributes differ in length, or there are none");
            }
        }
        final int weights = weights().size();
        for (final int length : List.of(
                weightTreeIds().size(), weightNodeIds().size(), weightClasses().size())) {
            if (length != weights || weights == 0) {
                throw new ModelRejectedException("The forest's leaf attributes differ in length, or there are none");
            }
        }
        if (classes() != 2) {
            throw new ModelRejectedException(
                    "The forest tells %d classes apart; a flow is safe or an attack, so it must be 2"
                            .formatted(classes()));
        }
        if (new HashSet<>(weightClasses()).stream().anyMatch(id -> id < 0 || id > 1)) {
            throw new ModelRejectedException("The forest's leaves name a class other than its two");
        }
    }

    private List<Long> integers(final String name) {
        return attributes
                .getOrDefault(name, AttributeProto.getDefaultInstance())
                .getIntsList();
    }

    private List<Float> floats(final String name) {
        return attributes
                .getOrDefault(name, AttributeProto.getDefaultInstance())
                .getFloatsList();
    }

    List<Long> treeIds() {
        return integers("nodes_treeids");
    }

    List<Long> nodeIds() {
        return integers("nodes_nodeids");
    }

    List<Long> features() {
        return integers("nodes_featureids");
    }

    List<Long> trueIds() {
        return integers("nodes_truenodeids");
    }

    List<Long> falseIds() {
        return integers("nodes_falsenodeids");
    }

    List<Float> thresholds() {
        return floats("nodes_values");
    }

    List<ByteString> modes() {
        return attributes
                .getOrDefault("nodes_modes", AttributeProto.getDefaultInstance())
                .getStringsList();
    }

    List<Long> weightTreeIds() {
        return integers("class_treeids");
    }

    List<Long> weightNodeIds() {
        return integers("class_nodeids");
    }

    /** 0 or 1 for each weight: the position of its class in the list of labels. */
    List<Long> weightClasses() {
        return integers("class_ids");
    }

    List<Float> weights() {
        return floats("class_weights");
    }

    List<Float> baseValues() {
        return floats("base_values");
    }

    String postTransform() {
        final AttributeProto attribute = attributes.get("post_transform");
        return attribute == null ? "NONE" : attribute.getS().toStringUtf8();
    }

    private int classes() {
        final int labels = attributes
                .getOrDefault("classlabels_strings", AttributeProto.getDefaultInstance())
                .getStringsCount();
        return labels + integers("classlabels_int64s").size();
    }
}

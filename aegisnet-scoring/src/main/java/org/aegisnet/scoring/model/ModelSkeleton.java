package org.aegisnet.scoring.model;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import java.util.List;

/**
 * An ONNX model without the lists of its nodes' attributes, and these lists by themselves. A forest is nearly nothing but such lists, and its
 * message would hold an object for each of its nodes. Immutable.
 */
public final class ModelSkeleton {
    private final ModelProto message;
    private final List<List<AttributeLists>> lists;

    ModelSkeleton(final ModelProto message, final List<List<AttributeLists>> lists) {
        this.message = message;
        this.lists = lists;
    }

    ModelProto message() {
        return message;
    }

    /** The same lists around another message with the same nodes. */
    ModelSkeleton with(final ModelProto sameNodes) {
        return new ModelSkeleton(sameNodes, lists);
    }

    /** The graph; its nodes' attributes are there, but their lists of integers, floats and texts are empty. */
    public GraphProto graph() {
        return message.getGraph();
    }

    /**
     * The lists that {@link #graph()} lacks.
     *
     * @param node its position in the graph
     * @param attribute its position in the node, as in {@link AttributeProto}
     */
    public AttributeLists lists(final int node, final int attribute) {
        return lists.get(node).get(attribute);
    }
}

package org.aegisnet.benchmark.engines;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The trees of one of our model files as plain arrays, for programs that do not read ONNX. Each node has five little-endian numbers of eight bytes:
 * tree, true child, false child (-1 and -1 in a leaf), feature and, as float64, threshold or vote. Nodes of a tree are numbered from 0.
 */
final class TreeArrays {
    private static final int NUMBERS_OF_A_NODE = 5;
    private static final long LEAF = -1;

    private TreeArrays() {}

    static void write(final ModelProto model, final Path file) throws IOException {
        final NodeProto ensemble = model.getGraph().getNode(0);
        final Map<String, AttributeProto> attributes = new HashMap<>();
        ensemble.getAttributeList().forEach(attribute -> attributes.put(attribute.getName(), attribute));
        final List<Long> trees = attributes.get("nodes_treeids").getIntsList();
        final List<Long> nodes = attributes.get("nodes_nodeids").getIntsList();
        final Map<List<Long>, Float> votes = new HashMap<>();
        for (int vote = 0; vote < attributes.get("class_treeids").getIntsCount(); vote++) {
            votes.put(
                    List.of(
                            attributes.get("class_treeids").getInts(vote),
                            attributes.get("class_nodeids").getInts(vote)),
                    attributes.get("class_weights").getFloats(vote));
        }
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            for (int node = 0; node < nodes.size(); node++) {
                final boolean leaf = attributes
                        .get("nodes_modes")
                        .getStrings(node)
                        .toStringUtf8()
                        .equals("LEAF");
                final ByteBuffer numbers =
                        ByteBuffer.allocate(NUMBERS_OF_A_NODE * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
                numbers.putLong(trees.get(node))
                        .putLong(
                                leaf
                                        ? LEAF
                                        : attributes.get("nodes_truenodeids").getInts(node))
                        .putLong(
                                leaf
                                        ? LEAF
                                        : attributes.get("nodes_falsenodeids").getInts(node))
                        .putLong(attributes.get("nodes_featureids").getInts(node))
                        .putDouble(
                                leaf
                                        ? votes.getOrDefault(List.of(trees.get(node), nodes.get(node)), 0f)
                                        : attributes.get("nodes_values").getFloats(node));
                out.write(numbers.array());
            }
        }
    }
}

package org.aegisnet.scoring.autoencoder.plain;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.aegisnet.scoring.model.ModelRejectedException;
import org.aegisnet.scoring.model.Operator;

/** Compiler of the nodes of a guarded graph into steps over units. Used once. */
final class GraphCompiler {
    private final ProgramBuilder units = new ProgramBuilder();
    private final ElementwiseNodes elementwise = new ElementwiseNodes(units);
    private final ReductionNodes reductions = new ReductionNodes(units);
    private final ProductNodes products = new ProductNodes(units);
    private final ShapeNodes shapes = new ShapeNodes();
    private final Map<String, Operand> known = new HashMap<>();
    private final int[] inputs;

    /**
     * @param features the columns of the graph's only input
     * @throws UnsupportedGraphException if the graph holds anything that plain Java does not support, needed or not. The whole graph is then
     *     left to another engine
     */
    GraphCompiler(final ModelProto model, final int features) throws UnsupportedGraphException {
        final GraphProto graph = model.getGraph();
        for (final OperatorSetIdProto operators : model.getOpsetImportList()) {
            if (Set.of("", "ai.onnx").contains(operators.getDomain())
                    && operators.getVersion() < Operator.OLDEST_VERSION_IN_PLAIN_JAVA) {
                throw new UnsupportedGraphException("operators of version %d".formatted(operators.getVersion()));
            }
        }
        this.inputs = units.units(features);
        for (final TensorProto tensor : graph.getInitializerList()) {
            known.put(tensor.getName(), Constant.of(tensor));
        }
        for (final ValueInfoProto input : graph.getInputList()) {
            known.putIfAbsent(input.getName(), new BatchedTensor(TensorType.FLOAT, new Shape(features), inputs));
        }
        for (final NodeProto node : graph.getNodeList()) {
            final NodeArguments arguments = new NodeArguments(node, known);
            final Operand made = translate(arguments);
            arguments.checkAllRead();
            known.put(arguments.output(), made);
            units.checkSize();
        }
        for (final ValueInfoProto output : graph.getOutputList()) {
            if (output.getType().getTensorType().getElemType() != TensorProto.DataType.FLOAT.getNumber()) {
                throw new UnsupportedGraphException("an output of no floats");
            }
        }
    }

    private Operand translate(final NodeArguments node) throws UnsupportedGraphException {
        if (!Operator.named(node.operator()).map(Operator::isInPlainJava).orElse(false)) {
            throw node.unknown("is not known");
        }
        Optional<Operand> made = elementwise.translate(node);
        if (made.isEmpty()) {
            made = reductions.translate(node);
        }
        if (made.isEmpty()) {
            made = products.translate(node);
        }
        if (made.isEmpty()) {
            made = shapes.translate(node);
        }
        return made.orElseThrow(() -> new IllegalStateException("Nothing translates " + node.operator()));
    }

    /**
     * The units of an output of floats, in a shape.
     *
     * @throws ModelRejectedException if it has another type or shape: every shape is exact, so no engine can score with it
     */
    int[] output(final String name, final Shape shape) throws ModelRejectedException {
        if (known.get(name) instanceof BatchedTensor signal
                && signal.kind() == TensorType.FLOAT
                && signal.shape().sameAs(shape)) {
            return signal.units();
        }
        throw new ModelRejectedException(
                "The autoencoder's output '%s' must be float32 and hold %s for each flow; export the model again with such an output"
                        .formatted(name, shape.rank() == 0 ? "one number" : "one number for each feature"));
    }

    KernelProgram program(final int... outputs) {
        return new KernelProgram(units, inputs, outputs, products.mostOutputs());
    }
}

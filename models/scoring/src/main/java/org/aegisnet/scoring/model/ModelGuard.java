package org.aegisnet.scoring.model;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Refuses graphs that a flow model has no use for, before any native code sees them: native runtimes load external files, endless loops and
 * graphs that fill the memory without a complaint. What passes holds only known operators, in an order without cycles, over tensors that lie
 * in the file and are of a bounded size. Thread-safe.
 */
final class ModelGuard {
    static final int MAXIMUM_NODES = 4_000;
    static final long MAXIMUM_TENSOR_ELEMENTS = 8L * 1024 * 1024;

    /** Beyond this no dimension, index or depth in a flow model's graph makes sense; a slice's open end is the exception. */
    static final long MAXIMUM_INTEGER = 1_000_000;

    private static final Set<String> ONNX_DOMAINS = Set.of("", "ai.onnx");

    private static final Set<String> DOMAINS = Set.of("", "ai.onnx", "ai.onnx.ml");

    private static final Map<Integer, Integer> BYTES_OF_TYPE = Map.of(
            TensorProto.DataType.FLOAT.getNumber(), Float.BYTES,
            TensorProto.DataType.DOUBLE.getNumber(), Double.BYTES,
            TensorProto.DataType.INT32.getNumber(), Integer.BYTES,
            TensorProto.DataType.INT64.getNumber(), Long.BYTES,
            TensorProto.DataType.BOOL.getNumber(), 1);

    private static final Set<String> FOREST_OPERATORS = Set.of("TreeEnsembleClassifier", "Cast", "Identity", "ZipMap");

    /** @throws ModelRejectedException naming the first thing found that a model must not hold */
    void check(final ModelProto model, final ModelMetadata metadata) throws ModelRejectedException {
        final GraphProto graph = model.getGraph();
        if (model.getFunctionsCount() > 0 || model.getTrainingInfoCount() > 0) {
            throw new ModelRejectedException(
                    "The model holds functions or training graphs; only a plain inference graph is read");
        }
        for (final OperatorSetIdProto operators : model.getOpsetImportList()) {
            if (!DOMAINS.contains(operators.getDomain())) {
                throw new ModelRejectedException("The model uses operators of domain '%s'; only ONNX's own are read"
                        .formatted(operators.getDomain()));
            }
        }
        if (graph.getNodeCount() > MAXIMUM_NODES) {
            throw new ModelRejectedException(
                    "The graph has %d nodes; %d is the most".formatted(graph.getNodeCount(), MAXIMUM_NODES));
        }
        if (graph.getSparseInitializerCount() > 0) {
            throw new ModelRejectedException("The graph holds sparse tensors, which are not read");
        }
        checkInput(graph, metadata);
        checkTensors(graph);
        for (final NodeProto node : graph.getNodeList()) {
            checkNode(node, metadata.kind());
        }
        checkOrder(graph);
        if (metadata.kind() == ModelKind.AUTOENCODER) {
            new GraphBounds().check(graph, metadata.features().size());
        }
    }

    private static void checkInput(final GraphProto graph, final ModelMetadata metadata) throws ModelRejectedException {
        final Set<String> tensors = new HashSet<>();
        graph.getInitializerList().forEach(tensor -> tensors.add(tensor.getName()));
        final List<ValueInfoProto> inputs = graph.getInputList().stream()
                .filter(input -> !tensors.contains(input.getName()))
                .toList();
        if (inputs.size() != 1) {
            throw new ModelRejectedException(
                    "The graph has %d inputs; a flow model has one, a matrix of flows by features"
                            .formatted(inputs.size()));
        }
        final ValueInfoProto input = inputs.getFirst();
        final int type = input.getType().getTensorType().getElemType();
        final List<Dimension> dimensions =
                input.getType().getTensorType().getShape().getDimList();
        final boolean floats = type == TensorProto.DataType.FLOAT.getNumber()
                || (type == TensorProto.DataType.DOUBLE.getNumber() && metadata.kind() == ModelKind.FOREST);
        if (!floats || dimensions.size() != 2) {
            throw new ModelRejectedException(
                    "Input '%s' is no float32 matrix of flows by features".formatted(input.getName()));
        }
        final Dimension columns = dimensions.get(1);
        final int features = metadata.features().size();
        if (columns.hasDimValue() && columns.getDimValue() != features) {
            throw new ModelRejectedException("Input '%s' has %d columns, but the metadata name %d features"
                    .formatted(input.getName(), columns.getDimValue(), features));
        }
        final Dimension rows = dimensions.getFirst();
        if (rows.hasDimValue()) {
            throw new ModelRejectedException(
                    "Input '%s' takes exactly %d flows; export the model with a free first dimension"
                            .formatted(input.getName(), rows.getDimValue()));
        }
    }

    private static void checkTensors(final GraphProto graph) throws ModelRejectedException {
        long elements = 0;
        for (final TensorProto tensor : graph.getInitializerList()) {
            elements += checkTensor(tensor);
            if (elements > MAXIMUM_TENSOR_ELEMENTS) {
                throw new ModelRejectedException(
                        "The graph's tensors hold more than %d numbers".formatted(MAXIMUM_TENSOR_ELEMENTS));
            }
        }
    }

    private static long checkTensor(final TensorProto tensor) throws ModelRejectedException {
        final String name = tensor.getName();
        if (tensor.getExternalDataCount() > 0 || tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL) {
            throw new ModelRejectedException(
                    "Tensor '%s' points to another file; a model must hold all its data itself".formatted(name));
        }
        final Integer bytesOfElement = BYTES_OF_TYPE.get(tensor.getDataType());
        if (bytesOfElement == null) {
            throw new ModelRejectedException("Tensor '%s' is of a type (%d) that flow models have no use for"
                    .formatted(name, tensor.getDataType()));
        }
        if (tensor.getDimsCount() > GraphBounds.MAXIMUM_RANK) {
            throw new ModelRejectedException("Tensor '%s' has %d dimensions; %d is the most"
                    .formatted(name, tensor.getDimsCount(), GraphBounds.MAXIMUM_RANK));
        }
        long elements = 1;
        for (final long dimension : tensor.getDimsList()) {
            if (dimension < 0 || dimension > MAXIMUM_TENSOR_ELEMENTS) {
                throw new ModelRejectedException("Tensor '%s' has a dimension of %d".formatted(name, dimension));
            }
            elements *= dimension;
            if (elements > MAXIMUM_TENSOR_ELEMENTS) {
                throw new ModelRejectedException(
                        "Tensor '%s' claims more than %d numbers".formatted(name, MAXIMUM_TENSOR_ELEMENTS));
            }
        }
        final long typed = (long) tensor.getFloatDataCount()
                + tensor.getInt32DataCount()
                + tensor.getInt64DataCount()
                + tensor.getDoubleDataCount();
        final boolean complete = tensor.hasRawData()
                ? tensor.getRawData().size() == elements * bytesOfElement && typed == 0
                : typed == elements;
        if (!complete) {
            throw new ModelRejectedException(
                    "Tensor '%s' claims %d numbers but holds another count".formatted(name, elements));
        }
        checkIntegers(tensor);
        return elements;
    }

    private static void checkIntegers(final TensorProto tensor) throws ModelRejectedException {
        if (tensor.getDataType() != TensorProto.DataType.INT64.getNumber()) {
            return;
        }
        if (tensor.hasRawData()) {
            final LongBuffer values = tensor.getRawData()
                    .asReadOnlyByteBuffer()
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asLongBuffer();
            while (values.hasRemaining()) {
                checkInteger(tensor.getName(), values.get());
            }
        } else {
            for (final long value : tensor.getInt64DataList()) {
                checkInteger(tensor.getName(), value);
            }
        }
    }

    private static void checkInteger(final String name, final long value) throws ModelRejectedException {
        final boolean openEnd = value == Long.MAX_VALUE || value == Integer.MAX_VALUE;
        if ((value < -MAXIMUM_INTEGER || value > MAXIMUM_INTEGER) && !openEnd) {
            throw new ModelRejectedException(
                    "Tensor '%s' holds %d; no dimension or index of a flow model is as large".formatted(name, value));
        }
    }

    private static void checkNode(final NodeProto node, final ModelKind kind) throws ModelRejectedException {
        final boolean allowed = switch (kind) {
            case AUTOENCODER -> ONNX_DOMAINS.contains(node.getDomain()) && GraphBounds.knows(node.getOpType());
            case FOREST -> DOMAINS.contains(node.getDomain()) && FOREST_OPERATORS.contains(node.getOpType());
        };
        if (!allowed) {
            throw new ModelRejectedException("The graph uses operator %s, which %s has no use for"
                    .formatted(
                            node.getDomain().isEmpty() ? node.getOpType() : node.getDomain() + "." + node.getOpType(),
                            kind.inWords()));
        }
        for (final AttributeProto attribute : node.getAttributeList()) {
            if (attribute.hasG()
                    || attribute.getGraphsCount() > 0
                    || attribute.hasSparseTensor()
                    || attribute.getSparseTensorsCount() > 0) {
                throw new ModelRejectedException(
                        "Operator %s holds a graph or sparse tensor of its own, which is not read"
                                .formatted(node.getOpType()));
            }
            if (!attribute.getRefAttrName().isEmpty()) {
                throw new ModelRejectedException("Operator %s takes '%s' from a function that is not there"
                        .formatted(node.getOpType(), attribute.getName()));
            }
            if ("Cast".equals(node.getOpType())
                    && "to".equals(attribute.getName())
                    && !BYTES_OF_TYPE.containsKey((int) attribute.getI())) {
                throw new ModelRejectedException(
                        "Operator Cast makes a type (%d) that flow models have no use for".formatted(attribute.getI()));
            }
            if (attribute.hasT()) {
                checkTensor(attribute.getT());
            }
            for (final TensorProto tensor : attribute.getTensorsList()) {
                checkTensor(tensor);
            }
        }
    }

    private static void checkOrder(final GraphProto graph) throws ModelRejectedException {
        final Set<String> known = new HashSet<>();
        known.add("");
        graph.getInputList().forEach(input -> known.add(input.getName()));
        graph.getInitializerList().forEach(tensor -> known.add(tensor.getName()));
        for (final NodeProto node : graph.getNodeList()) {
            for (final String input : node.getInputList()) {
                if (!known.contains(input)) {
                    throw new ModelRejectedException(
                            "Operator %s takes '%s', which nothing before it makes: the graph is cyclic or incomplete"
                                    .formatted(node.getOpType(), input));
                }
            }
            for (final String output : node.getOutputList()) {
                if (!output.isEmpty() && !known.add(output)) {
                    throw new ModelRejectedException("The graph makes '%s' twice".formatted(output));
                }
            }
        }
        for (final ValueInfoProto output : graph.getOutputList()) {
            if (!known.contains(output.getName())) {
                throw new ModelRejectedException(
                        "Nothing in the graph makes its output '%s'".formatted(output.getName()));
            }
        }
    }
}

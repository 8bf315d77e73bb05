package org.aegisnet.scoring.model;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Guard that rejects graphs that a flow model does not need, before native code sees them. Native runtimes load external files, endless loops
 * and graphs that fill the memory without an error. An accepted graph holds only known operators, in an order without cycles. Its tensors lie in
 * the file and have a bounded size. Thread-safe.
 */
final class ModelGuard {
    static final int MAXIMUM_NODES = 4_000;
    static final long MAXIMUM_TENSOR_ELEMENTS = 8L * 1024 * 1024;

    /** Beyond this no dimension, index or depth in a flow model's graph makes sense; a slice's open end is the exception. */
    static final long MAXIMUM_INTEGER = 1_000_000;

    private static final Set<String> ONNX_DOMAINS = Set.of("", "ai.onnx");

    private static final Set<String> DOMAINS = Set.of("", "ai.onnx", "ai.onnx.ml");

    /** Of all nodes together: an exporter's graph has two or three for each node. */
    static final int MAXIMUM_EDGES = 16_384;

    static final int MAXIMUM_TENSORS = 8_192;

    static final int MAXIMUM_NAME_CHARACTERS = 512;

    static final int MAXIMUM_METADATA_ENTRIES = 256;

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
        checkCounts(graph);
        checkInput(graph, metadata);
        checkTensors(graph);
        for (final NodeProto node : graph.getNodeList()) {
            checkNode(node, metadata.kind());
        }
        checkOrder(graph);
        if (metadata.kind() == ModelKind.AUTOENCODER) {
            checkOperatorSet(model);
            new GraphBounds().check(graph, metadata);
        }
    }

    private static void checkCounts(final GraphProto graph) throws ModelRejectedException {
        if (graph.getInitializerCount() > MAXIMUM_TENSORS) {
            throw new ModelRejectedException("The graph holds %d tensors; %d is the most"
                    .formatted(graph.getInitializerCount(), MAXIMUM_TENSORS));
        }
        long edges = graph.getInputCount() + (long) graph.getOutputCount();
        for (final NodeProto node : graph.getNodeList()) {
            edges += node.getInputCount() + node.getOutputCount();
        }
        if (edges > MAXIMUM_EDGES) {
            throw new ModelRejectedException(
                    "The graph's nodes have %d inputs and outputs; %d is the most".formatted(edges, MAXIMUM_EDGES));
        }
        for (final NodeProto node : graph.getNodeList()) {
            for (final String output : node.getOutputList()) {
                checkName(output);
            }
        }
        for (final TensorProto tensor : graph.getInitializerList()) {
            checkName(tensor.getName());
        }
        for (final ValueInfoProto input : graph.getInputList()) {
            checkName(input.getName());
        }
    }

    private static void checkName(final String name) throws ModelRejectedException {
        if (name.length() > MAXIMUM_NAME_CHARACTERS) {
            throw new ModelRejectedException("The graph calls a tensor by %d characters; %d is the most"
                    .formatted(name.length(), MAXIMUM_NAME_CHARACTERS));
        }
    }

    /** Operators mean other things in other versions, so there must be one version, and one that is known. */
    private static void checkOperatorSet(final ModelProto model) throws ModelRejectedException {
        final List<Long> versions = model.getOpsetImportList().stream()
                .filter(operators -> ONNX_DOMAINS.contains(operators.getDomain()))
                .map(OperatorSetIdProto::getVersion)
                .toList();
        if (versions.size() != 1
                || versions.getFirst() < Operator.OLDEST_VERSION
                || versions.getFirst() > Operator.LATEST_VERSION) {
            throw new ModelRejectedException(
                    "The model names the versions %s of ONNX's operators; one from %d to %d is read"
                            .formatted(versions, Operator.OLDEST_VERSION, Operator.LATEST_VERSION));
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
        if (!floats || dimensions.size() != 2 || input.getName().isEmpty()) {
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
        final ElementType type = ElementType.of(tensor.getDataType())
                .orElseThrow(() ->
                        new ModelRejectedException("Tensor '%s' is of a type (%d) that flow models have no use for"
                                .formatted(name, tensor.getDataType())));
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
        final long listed = (long) tensor.getFloatDataCount()
                + tensor.getInt32DataCount()
                + tensor.getInt64DataCount()
                + tensor.getDoubleDataCount()
                + tensor.getUint64DataCount()
                + tensor.getStringDataCount();
        final boolean complete = tensor.hasRawData()
                ? tensor.getRawData().size() == elements * type.bytes() && listed == 0
                : ConstantTensors.listed(tensor, type) == elements && listed == elements;
        if (!complete) {
            throw new ModelRejectedException(
                    "Tensor '%s' claims %d numbers but holds another count".formatted(name, elements));
        }
        checkWholeNumbers(tensor, type, (int) elements);
        return elements;
    }

    private static void checkWholeNumbers(final TensorProto tensor, final ElementType type, final int count)
            throws ModelRejectedException {
        if (type.isFloating()) {
            return;
        }
        final ConstantTensors.WholeNumbers numbers = new ConstantTensors.WholeNumbers(tensor, type);
        for (int i = 0; i < count; i++) {
            final long number = numbers.next();
            final boolean fits = type == ElementType.BOOL ? number == 0 || number == 1 : isModest(number);
            if (!fits) {
                throw new ModelRejectedException(
                        "Tensor '%s' holds %d; no dimension or index of a flow model is as large"
                                .formatted(tensor.getName(), number));
            }
        }
    }

    /** Tells whether a whole number can be a dimension, an index or an open end. */
    static boolean isModest(final long number) {
        return (number >= -MAXIMUM_INTEGER && number <= MAXIMUM_INTEGER)
                || number == Long.MAX_VALUE
                || number == Integer.MAX_VALUE;
    }

    /** The known facts about a tensor in an autoencoder's file. */
    static TensorFacts facts(final TensorProto tensor) throws ModelRejectedException {
        checkTensor(tensor);
        final ElementType type = ElementType.of(tensor.getDataType()).orElseThrow();
        if (tensor.getDimsList().contains(0L)) {
            throw new ModelRejectedException("Tensor '%s' holds no numbers".formatted(tensor.getName()));
        }
        return ConstantTensors.read(tensor, type);
    }

    private static void checkNode(final NodeProto node, final ModelKind kind) throws ModelRejectedException {
        final boolean ownDomain = switch (kind) {
            case AUTOENCODER -> ONNX_DOMAINS.contains(node.getDomain());
            case FOREST -> DOMAINS.contains(node.getDomain());
        };
        final boolean known = Operator.named(node.getOpType())
                .filter(operator -> operator.isAllowedIn(kind))
                .isPresent();
        if (!ownDomain || !known) {
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
        // An input without a name is one that is left out, so nothing may bear that name.
        final Set<String> tensors = new HashSet<>(Set.of(""));
        for (final TensorProto tensor : graph.getInitializerList()) {
            known.add(tensor.getName());
            if (!tensors.add(tensor.getName())) {
                throw new ModelRejectedException("The graph makes '%s' twice".formatted(tensor.getName()));
            }
        }
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
            if (output.getName().isEmpty() || !known.contains(output.getName())) {
                throw new ModelRejectedException(
                        "Nothing in the graph makes its output '%s'".formatted(output.getName()));
            }
        }
    }
}

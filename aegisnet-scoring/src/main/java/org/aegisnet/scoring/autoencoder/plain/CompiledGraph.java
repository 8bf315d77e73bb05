package org.aegisnet.scoring.autoencoder.plain;

import ai.onnx.proto.OnnxMl.ModelProto;
import java.util.stream.IntStream;
import org.aegisnet.scoring.model.ModelRejectedException;

/**
 * The graph of an autoencoder as two programs in plain Java. One computes scores and leaves out all other nodes; the other computes errors and
 * expected values. A program is a sequence of kernels. Each kernel is simple loops over many flows, which a compiler turns into vector
 * instructions, or the same arithmetic for one flow. No operation crosses flows, and the order of operations is the same for every flow. So the
 * results are the same bits for any batch, any place in it and any machine. Thread-safe.
 */
public final class CompiledGraph {
    private final int features;
    private final KernelProgram scores;
    private final KernelProgram reasons;

    private CompiledGraph(final int features, final KernelProgram scores, final KernelProgram reasons) {
        this.features = features;
        this.scores = scores;
        this.reasons = reasons;
    }

    /**
     * Compiles a graph that has passed the guard.
     *
     * @param features the columns of its only input
     * @param score the name of the output [flows]
     * @param featureError the name of an output [flows, features]
     * @param expected the name of an output [flows, features]
     * @throws UnsupportedGraphException if the graph holds anything that plain Java does not support
     * @throws ModelRejectedException if an output has another shape, so that no engine can score with the graph
     */
    public static CompiledGraph compile(
            final ModelProto model,
            final int features,
            final String score,
            final String featureError,
            final String expected)
            throws UnsupportedGraphException, ModelRejectedException {
        final GraphCompiler compiler = new GraphCompiler(model, features);
        final int[] errors = compiler.output(featureError, new Shape(features));
        final int[] values = compiler.output(expected, new Shape(features));
        final int[] both =
                IntStream.concat(IntStream.of(errors), IntStream.of(values)).toArray();
        return new CompiledGraph(
                features, compiler.program(compiler.output(score, new Shape())), compiler.program(both));
    }

    /**
     * Opens the graph for one thread.
     *
     * @param rows the most flows in a batch
     * @param explained the most flows whose errors and expected values are asked for at once
     */
    public PlainGraphSession open(final int rows, final int explained) {
        return new PlainGraphSession(features, scores.open(rows), rows, reasons, explained);
    }
}

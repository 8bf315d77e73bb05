package org.aegisnet.scoring.autoencoder;

import ai.onnx.proto.OnnxMl.ModelProto;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.aegisnet.scoring.autoencoder.plain.CompiledGraph;
import org.aegisnet.scoring.engine.BatchScorer;
import org.aegisnet.scoring.engine.FeatureBatch;
import org.aegisnet.scoring.engine.FlowModel;
import org.aegisnet.scoring.engine.NativeTrial;
import org.aegisnet.scoring.engine.ScoringException;
import org.aegisnet.scoring.model.ModelFile;
import org.aegisnet.scoring.model.ModelRejectedException;

/**
 * An autoencoder. The graph takes raw features and gives {@code score} [flows] and, for reasons, {@code feature_error} [flows, features] and
 * {@code expected} [flows, features]. Plain Java runs it if it supports all of the graph's operators in their shapes, else ONNX Runtime runs it.
 * A model keeps its engine for all batches, because the last bits of the engines' scores differ. Thread-safe.
 */
public sealed interface AutoencoderModel extends FlowModel permits PlainAutoencoder, NativeAutoencoder {
    /** The name of an output of the graph. */
    String SCORE = "score";

    /** The name of an output of the graph. */
    String FEATURE_ERROR = "feature_error";

    /** The name of an output of the graph. */
    String EXPECTED = "expected";

    /**
     * Loads the graph of a model file. One thread works on a batch: concurrent scorers are the parallelism. ONNX Runtime's native library is not
     * touched where plain Java runs the graph.
     *
     * @param trial begins where ONNX Runtime has to run the graph
     * @throws ModelRejectedException if the graph lacks an output or cannot score. Also if plain Java does not support the graph, and ONNX
     *     Runtime rejects it or cannot be loaded
     */
    static AutoencoderModel load(final ModelFile file, final NativeTrial trial) throws ModelRejectedException {
        final ModelProto graph = scoringGraph(file);
        final Optional<CompiledGraph> plain =
                CompiledGraph.compile(graph, file.metadata().features().size(), SCORE, FEATURE_ERROR, EXPECTED);
        final AutoencoderModel model = plain.isPresent()
                ? new PlainAutoencoder(file.metadata(), plain.get())
                : NativeAutoencoder.load(file.metadata(), graph, trial);
        try {
            tryOut(model);
        } catch (final ModelRejectedException | RuntimeException e) {
            model.close();
            throw e;
        }
        return model;
    }

    /** Never the file's own bytes: only what the guard has seen reaches an engine. */
    private static ModelProto scoringGraph(final ModelFile file) throws ModelRejectedException {
        final ModelProto graph = file.graph();
        final Set<String> outputs = new TreeSet<>();
        graph.getGraph().getOutputList().forEach(output -> outputs.add(output.getName()));
        if (outputs.containsAll(Set.of(SCORE, FEATURE_ERROR, EXPECTED))) {
            if (file.metadata().standardisation().isPresent()) {
                throw new ModelRejectedException(
                        "The autoencoder scores by itself, so its inputs are not to be standardised; remove the standardisation");
            }
            return graph;
        }
        if (file.metadata().standardisation().isPresent() && outputs.size() == 1) {
            return new ReconstructionGraph(
                            graph, file.metadata().standardisation().get())
                    .withScores();
        }
        throw new ModelRejectedException(
                "The autoencoder has the outputs %s; expected are %s, %s and %s, or one reconstruction with a standardisation in the metadata"
                        .formatted(String.join(", ", outputs), SCORE, FEATURE_ERROR, EXPECTED));
    }

    /** Flows of zeros, in two sizes: outputs of a wrong shape or type show themselves here, and not in the middle of someone's traffic. */
    private static void tryOut(final AutoencoderModel model) throws ModelRejectedException {
        for (final int rows : new int[] {FeatureBatch.ROW_BLOCK, 2 * FeatureBatch.ROW_BLOCK}) {
            try (BatchScorer scorer = model.openScorer(rows)) {
                scorer.score(rows);
                scorer.explain(IntStream.range(0, rows).toArray(), 1);
            } catch (final ScoringException e) {
                throw new ModelRejectedException(
                        "The autoencoder cannot score %d flows of zeros: %s".formatted(rows, e.getMessage()), e);
            }
        }
    }
}

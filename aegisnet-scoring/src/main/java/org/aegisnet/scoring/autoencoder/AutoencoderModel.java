package org.aegisnet.scoring.autoencoder;

import ai.onnx.proto.OnnxMl.ModelProto;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.aegisnet.scoring.autoencoder.plain.CompiledGraph;
import org.aegisnet.scoring.autoencoder.plain.UnsupportedGraphException;
import org.aegisnet.scoring.engine.BatchScorer;
import org.aegisnet.scoring.engine.FeatureBatch;
import org.aegisnet.scoring.engine.FlowModel;
import org.aegisnet.scoring.engine.NativeEngine;
import org.aegisnet.scoring.engine.NativeTrial;
import org.aegisnet.scoring.engine.ScoringException;
import org.aegisnet.scoring.model.ModelFile;
import org.aegisnet.scoring.model.ModelMetadata;
import org.aegisnet.scoring.model.ModelRejectedException;

/**
 * An autoencoder. The graph takes raw features and gives {@code score} [flows] and, for reasons, {@code feature_error} [flows, features] and
 * {@code expected} [flows, features]. Plain Java runs it if it supports all of the graph's operators in their shapes, else a native engine runs it.
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
     * Loads the graph of a model file. One thread works on a batch: concurrent scorers are the parallelism. The native engine is not touched if
     * plain Java runs the graph.
     *
     * @param engine runs a graph that plain Java does not support; may be absent
     * @param trial begins if the native engine has to run the graph
     * @throws ModelRejectedException if the graph lacks an output or cannot score, or needs a native engine that is absent or rejects it
     */
    static AutoencoderModel load(final ModelFile file, final Optional<NativeEngine> engine, final NativeTrial trial)
            throws ModelRejectedException {
        final ModelProto graph = scoringGraph(file);
        final AutoencoderModel model = open(file.metadata(), graph, engine, trial);
        try {
            tryOut(model);
        } catch (final ModelRejectedException | RuntimeException e) {
            model.close();
            throw e;
        }
        return model;
    }

    private static AutoencoderModel open(
            final ModelMetadata metadata,
            final ModelProto graph,
            final Optional<NativeEngine> engine,
            final NativeTrial trial)
            throws ModelRejectedException {
        try {
            return new PlainAutoencoder(metadata, compiled(metadata, graph));
        } catch (final UnsupportedGraphException e) {
            final NativeEngine present = engine.orElseThrow(() -> new ModelRejectedException(
                    "Model %s needs ONNX Runtime, because plain Java cannot run its graph (%s)"
                            .formatted(metadata.id(), e.getMessage()),
                    e));
            return NativeAutoencoder.load(metadata, graph, present, trial);
        }
    }

    /**
     * Tells why plain Java cannot run the graph of a model file. Nothing is loaded.
     *
     * @return a part of a sentence, for example "operator Erf is not known"; empty if plain Java runs the graph
     * @throws ModelRejectedException if the graph lacks an output, so that no engine can score with it
     */
    static Optional<String> unsupported(final ModelFile file) throws ModelRejectedException {
        try {
            compiled(file.metadata(), scoringGraph(file));
            return Optional.empty();
        } catch (final UnsupportedGraphException e) {
            return Optional.of(e.getMessage());
        }
    }

    private static CompiledGraph compiled(final ModelMetadata metadata, final ModelProto graph)
            throws UnsupportedGraphException, ModelRejectedException {
        return CompiledGraph.compile(graph, metadata.features().size(), SCORE, FEATURE_ERROR, EXPECTED);
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

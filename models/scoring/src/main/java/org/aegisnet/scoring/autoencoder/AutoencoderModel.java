package org.aegisnet.scoring.autoencoder;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.aegisnet.scoring.engine.BatchScorer;
import org.aegisnet.scoring.engine.FeatureBatch;
import org.aegisnet.scoring.engine.FlowModel;
import org.aegisnet.scoring.engine.ScoringException;
import org.aegisnet.scoring.model.ModelFile;
import org.aegisnet.scoring.model.ModelMetadata;
import org.aegisnet.scoring.model.ModelRejectedException;

/**
 * An autoencoder in ONNX Runtime. The graph takes raw features and gives {@code score} [flows] and, for reasons, {@code feature_error}
 * [flows, features] and {@code expected} [flows, features]. Thread-safe.
 *
 * <p>The model owns the native session. It counts its open scorers and releases the session when it has been closed and the last of them is:
 * ONNX Runtime crashes the process where a session is closed under a running batch.
 */
public final class AutoencoderModel implements FlowModel {
    static final String SCORE = "score";
    static final String FEATURE_ERROR = "feature_error";
    static final String EXPECTED = "expected";

    private final ModelMetadata metadata;
    private final OrtEnvironment environment;
    private final OrtSession session;
    private final String input;
    private int openScorers;
    private boolean closed;

    private AutoencoderModel(final ModelMetadata metadata, final OrtEnvironment environment, final OrtSession session) {
        this.metadata = metadata;
        this.environment = environment;
        this.session = session;
        this.input = session.getInputNames().iterator().next();
    }

    /**
     * Loads the graph of a model file into ONNX Runtime. One thread works on a batch: concurrent scorers are the parallelism.
     *
     * @throws ModelRejectedException where the runtime refuses the graph, the graph lacks an output, or the runtime itself cannot be loaded
     */
    public static AutoencoderModel load(final ModelFile file) throws ModelRejectedException {
        try {
            final OrtEnvironment environment = OrtEnvironment.getEnvironment();
            UnpackedLibraries.delete();
            try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
                options.setIntraOpNumThreads(1);
                options.setInterOpNumThreads(1);
                options.setExecutionMode(OrtSession.SessionOptions.ExecutionMode.SEQUENTIAL);
                options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
                options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
                final OrtSession session = environment.createSession(graph(file).toByteArray(), options);
                final AutoencoderModel model = new AutoencoderModel(file.metadata(), environment, session);
                try {
                    model.tryOut();
                } catch (final ModelRejectedException | RuntimeException e) {
                    model.close();
                    throw e;
                }
                return model;
            }
        } catch (final OrtException e) {
            throw new ModelRejectedException("ONNX Runtime does not take the model: " + e.getMessage(), e);
        } catch (final UnsatisfiedLinkError | ExceptionInInitializerError | NoClassDefFoundError e) {
            throw new ModelRejectedException(
                    ("ONNX Runtime's native library cannot be loaded (%s). It is unpacked into the folder java.io.tmpdir names, now %s: that"
                                    + " folder must exist, be writable, and not be mounted noexec")
                            .formatted(e.getMessage(), System.getProperty("java.io.tmpdir")),
                    e);
        }
    }

    /** Never the file's own bytes: only what the guard has seen reaches native code. */
    private static ModelProto graph(final ModelFile file) throws ModelRejectedException {
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
    private void tryOut() throws ModelRejectedException {
        for (final int rows : new int[] {FeatureBatch.ROW_BLOCK, 2 * FeatureBatch.ROW_BLOCK}) {
            try (BatchScorer scorer = openScorer(rows)) {
                scorer.score(rows);
                scorer.explain(IntStream.range(0, rows).toArray(), 1);
            } catch (final ScoringException e) {
                throw new ModelRejectedException(
                        "The autoencoder cannot score %d flows of zeros: %s".formatted(rows, e.getMessage()), e);
            }
        }
    }

    @Override
    public ModelMetadata metadata() {
        return metadata;
    }

    @Override
    public synchronized BatchScorer openScorer(final int rows) {
        if (closed) {
            throw new IllegalStateException("Model %s has been closed".formatted(metadata.id()));
        }
        final AutoencoderScorer scorer = new AutoencoderScorer(this, rows);
        openScorers++;
        return scorer;
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            releaseWhenUnused();
        }
    }

    synchronized void scorerClosed() {
        openScorers--;
        releaseWhenUnused();
    }

    private void releaseWhenUnused() {
        if (closed && openScorers == 0) {
            try {
                session.close();
            } catch (final OrtException e) {
                throw new ScoringException(
                        "Model %s cannot be released: %s".formatted(metadata.id(), e.getMessage()), e);
            }
        }
    }

    OrtEnvironment environment() {
        return environment;
    }

    OrtSession session() {
        return session;
    }

    String input() {
        return input;
    }
}

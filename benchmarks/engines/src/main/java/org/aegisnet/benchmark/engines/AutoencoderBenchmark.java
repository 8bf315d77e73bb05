package org.aegisnet.benchmark.engines;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.aegisnet.onnxruntime.OnnxRuntimeNativeEngine;
import org.aegisnet.scoring.engine.BatchScorer;
import org.aegisnet.scoring.engine.FeatureBatch;
import org.aegisnet.scoring.engine.FlowModel;
import org.aegisnet.scoring.engine.NativeGraph;
import org.aegisnet.scoring.engine.NativeMatrix;
import org.aegisnet.scoring.engine.NativeRun;
import org.aegisnet.scoring.loading.BundledModels;
import org.aegisnet.scoring.loading.ModelLoader;
import org.aegisnet.scoring.model.ModelFile;
import org.aegisnet.scoring.model.ModelKind;
import org.aegisnet.scoring.model.ModelRejectedException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Flows scored by the bundled autoencoder. An operation is one flow. */
@State(Scope.Thread)
public class AutoencoderBenchmark {
    private static final int BATCH = 1000;
    private static final int FLOWS = 16 * BATCH;

    private final float[][] flows = new float[FLOWS][];
    private FlowModel model;
    private BatchScorer scorer;
    private OrtEnvironment environment;
    private OrtSession session;
    private NativeGraph graph;
    private FeatureBatch batch;
    private NativeMatrix scores;
    private NativeRun run;
    private int next;

    /** Loads the model three times: behind our scorer, as a bare session, and in ONNX Runtime over direct buffers. */
    @Setup(Level.Trial)
    public void load() throws ModelRejectedException, OrtException {
        final Random random = new Random(7);
        for (int row = 0; row < FLOWS; row++) {
            flows[row] = new float[] {
                random.nextInt(100_000),
                random.nextInt(1_000_000),
                1 + random.nextInt(500),
                random.nextFloat() * 120,
                1024 + random.nextInt(60_000),
                random.nextInt(1024),
                random.nextBoolean() ? 6 : 17
            };
        }
        final ModelFile file = new BundledModels().read(ModelKind.AUTOENCODER);
        model = new ModelLoader().load(file);
        scorer = model.openScorer(BATCH);
        environment = OrtEnvironment.getEnvironment();
        session = environment.createSession(file.graph().toByteArray());
        graph = new OnnxRuntimeNativeEngine().load(file.graph().toByteArray());
        batch = new FeatureBatch(file.metadata().features().size(), BATCH);
        scores = NativeMatrix.vector("score", batch.capacity());
        run = graph.bind(NativeMatrix.over(batch), List.of(scores));
    }

    private int take(final int rows) {
        if (next + rows > FLOWS) {
            next = 0;
        }
        final int first = next;
        next += rows;
        return first;
    }

    private double score(final int rows) {
        final int first = take(rows);
        for (int row = 0; row < rows; row++) {
            scorer.batch().put(row, flows[first + row]);
        }
        scorer.score(rows);
        double sum = 0;
        for (int row = 0; row < rows; row++) {
            sum += scorer.scoreOf(row);
        }
        return sum;
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public double batchAegisNet() {
        return score(BATCH);
    }

    /** The same batch in ONNX Runtime, the quickest way there is: one thread, and direct buffers that it reads and writes in place. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public double batchOnnxRuntime() {
        final int first = take(BATCH);
        for (int row = 0; row < BATCH; row++) {
            batch.put(row, flows[first + row]);
        }
        run.run(BATCH);
        double sum = 0;
        for (int row = 0; row < BATCH; row++) {
            sum += scores.get(row, 0);
        }
        return sum;
    }

    @Benchmark
    public double singleAegisNet() {
        return score(1);
    }

    /** The usage that the documentation of ONNX Runtime shows: a tensor is made, run and read for every flow. */
    @Benchmark
    public float singleOnnxRuntime() throws OrtException {
        try (OnnxTensor input = OnnxTensor.createTensor(environment, new float[][] {flows[take(1)]});
                OrtSession.Result result =
                        session.run(Map.of(session.getInputNames().iterator().next(), input))) {
            return ((OnnxTensor) result.get("score").orElseThrow())
                    .getFloatBuffer()
                    .get(0);
        }
    }

    /** Gives all native memory back. */
    @TearDown(Level.Trial)
    public void close() throws OrtException {
        scorer.close();
        model.close();
        run.close();
        graph.close();
        session.close();
    }
}

package org.aegisnet.benchmark.engines;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.aegisnet.scoring.engine.BatchScorer;
import org.aegisnet.scoring.engine.FlowModel;
import org.aegisnet.scoring.loading.ModelLoader;
import org.aegisnet.scoring.model.ModelFile;
import org.aegisnet.scoring.model.ModelRejectedException;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import smile.data.Tuple;
import smile.data.type.DataTypes;
import smile.data.type.StructField;
import smile.data.type.StructType;
import smile.regression.RegressionTree;

/** The same trees in three engines, and flows to score: each call takes the next of them, so that no branch is learnt by heart. */
@State(Scope.Thread)
public class ForestEngines {
    static final int BATCH = 1000;
    private static final int FLOWS = 16 * BATCH;
    private static final int FEATURES = 11;
    /** The number of reasons that the processors give by default. */
    private static final int REASONS = 3;

    @Param({"50000", "300000", "800000"})
    private int nodes;

    private float[][] flows;
    private Tuple[] tuples;
    private RegressionTree[] smile;
    private FlowModel model;
    private BatchScorer scorer;
    private OrtSession session;
    private FloatBuffer input;
    private FloatBuffer output;
    private final Map<Integer, OnnxTensor> inputs = new HashMap<>();
    private final Map<Integer, OnnxTensor> outputs = new HashMap<>();
    private int next;

    /** Loads the three. */
    @Setup(Level.Trial)
    public void load() throws IOException, ModelRejectedException, OrtException {
        final PreparedForest forest = new PreparedForest(Workbench.forests(), nodes);
        flows = new RandomFlows(Workbench.sample()).make(FLOWS, 99).matrix();
        final StructField[] fields = new StructField[FEATURES];
        for (int feature = 0; feature < FEATURES; feature++) {
            fields[feature] = new StructField("f" + feature, DataTypes.DoubleType);
        }
        final StructType columns = new StructType(fields);
        tuples = new Tuple[FLOWS];
        for (int row = 0; row < FLOWS; row++) {
            final double[] values = new double[FEATURES];
            for (int feature = 0; feature < FEATURES; feature++) {
                values[feature] = flows[row][feature];
            }
            tuples[row] = Tuple.of(values, columns);
        }
        smile = forest.smileTrees();
        model = new ModelLoader().load(ModelFile.read(forest.modelFile()));
        scorer = model.openScorer(BATCH);
        final OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            session = environment.createSession(Files.readAllBytes(forest.modelFile()), options);
        }
        input = buffer(BATCH * FEATURES);
        output = buffer(BATCH * 2);
        for (final int rows : new int[] {1, BATCH}) {
            inputs.put(
                    rows,
                    OnnxTensor.createTensor(environment, input.slice(0, rows * FEATURES), new long[] {rows, FEATURES}));
            outputs.put(rows, OnnxTensor.createTensor(environment, output.slice(0, rows * 2), new long[] {rows, 2}));
        }
        checkAgreement();
    }

    private static FloatBuffer buffer(final int floats) {
        return ByteBuffer.allocateDirect(floats * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    /** A ratio between engines that do different work means nothing. */
    private void checkAgreement() throws OrtException {
        for (int flow = 0; flow < BATCH; flow++) {
            final double ours = aegisNet(1);
            next--;
            final double smiles = smile(1);
            next--;
            final double onnx = onnxRuntime(1);
            if (Math.abs(ours - smiles) > 1e-6 || Math.abs(ours - onnx) > 1e-6) {
                throw new IllegalStateException(
                        "Flow %d: AegisNet %s, Smile %s, ONNX Runtime %s".formatted(flow, ours, smiles, onnx));
            }
        }
        next = 0;
    }

    private int take(final int rows) {
        if (next + rows > FLOWS) {
            next = 0;
        }
        final int first = next;
        next += rows;
        return first;
    }

    /** Fills a batch, scores it, reads every score; their sum. */
    double aegisNet(final int rows) {
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

    /** Smile's trees one by one, as its own forest does; the flows are in Smile's form already. */
    double smile(final int rows) {
        final int first = take(rows);
        double sum = 0;
        for (int row = 0; row < rows; row++) {
            double votes = 0;
            for (final RegressionTree tree : smile) {
                votes += tree.predict(tuples[first + row]);
            }
            sum += votes / smile.length;
        }
        return sum;
    }

    /** Fills the tensor in place, runs, reads every probability in place. */
    double onnxRuntime(final int rows) throws OrtException {
        final int first = take(rows);
        for (int row = 0; row < rows; row++) {
            input.put(row * FEATURES, flows[first + row]);
        }
        session.run(Map.of("features", inputs.get(rows)), Set.of(), Map.of("probabilities", outputs.get(rows)))
                .close();
        double sum = 0;
        for (int row = 0; row < rows; row++) {
            sum += output.get(2 * row + 1);
        }
        return sum;
    }

    /** The reasons of one flow, in words. */
    Object aegisNetReasons() {
        aegisNet(1);
        return scorer.explain(new int[] {0}, REASONS);
    }

    /** SHAP values of one flow, without words, summed over the trees. */
    double[] smileReasons() {
        final Tuple flow = tuples[take(1)];
        final double[] parts = new double[FEATURES];
        for (final RegressionTree tree : smile) {
            final double[] ofTree = tree.shap(flow);
            for (int feature = 0; feature < FEATURES; feature++) {
                parts[feature] += ofTree[feature] / smile.length;
            }
        }
        return parts;
    }

    /** Gives all native memory back. */
    @TearDown(Level.Trial)
    public void close() throws OrtException {
        scorer.close();
        model.close();
        inputs.values().forEach(OnnxTensor::close);
        outputs.values().forEach(OnnxTensor::close);
        session.close();
    }
}

package org.aegisnet.benchmark.engines;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.aegisnet.scoring.engine.BatchScorer;
import org.aegisnet.scoring.engine.FlowModel;
import org.aegisnet.scoring.feature.FeatureMapping;
import org.aegisnet.scoring.feature.FieldIndex;
import org.aegisnet.scoring.feature.Vocabularies;
import org.aegisnet.scoring.loading.BundledModels;
import org.aegisnet.scoring.loading.ModelLoader;
import org.aegisnet.scoring.model.ModelKind;
import org.aegisnet.scoring.model.ModelRejectedException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One flow at a time, from a map of values by column name to a verdict of both bundled models. An operation is one flow. */
@State(Scope.Thread)
public class WholeFlowBenchmark {
    private static final int FLOWS = 4096;
    private static final List<String> PORTS = List.of("Source Port", "Destination Port", "Protocol");

    private final List<Map<String, Object>> flows = new java.util.ArrayList<>();
    private FlowModel autoencoder;
    private FlowModel forest;
    private BatchScorer autoencoderScorer;
    private BatchScorer forestScorer;
    private FeatureMapping autoencoderMapping;
    private FeatureMapping forestMapping;
    private String[] columns;
    private int next;

    /** Verdict of both models on a flow. */
    public record Verdict(double anomalyScore, boolean isSuspicious, double attackProbability, boolean isAttack) {}

    /** Loads both models and makes flows in CICFlowMeter's columns. */
    @Setup(Level.Trial)
    public void load() throws ModelRejectedException {
        autoencoder = new ModelLoader().load(new BundledModels().read(ModelKind.AUTOENCODER));
        forest = new ModelLoader().load(new BundledModels().read(ModelKind.FOREST));
        autoencoderScorer = autoencoder.openScorer(1);
        forestScorer = forest.openScorer(1);
        final Random random = new Random(5);
        for (int number = 0; number < FLOWS; number++) {
            flows.add(flow(random));
        }
        columns = flows.getFirst().keySet().toArray(String[]::new);
        final FieldIndex fields = new FieldIndex(List.of(columns));
        final Vocabularies vocabularies = new Vocabularies();
        autoencoderMapping = FeatureMapping.detect(autoencoder.metadata().features(), vocabularies.all(), fields);
        forestMapping = FeatureMapping.detect(forest.metadata().features(), vocabularies.all(), fields);
    }

    private Map<String, Object> flow(final Random random) {
        final Map<String, Object> flow = new LinkedHashMap<>();
        forest.metadata()
                .features()
                .forEach(feature -> flow.put(feature.name(), Math.rint(Math.exp(4 + 2 * random.nextGaussian()))));
        flow.put("Total Fwd Packets", 1.0 + random.nextInt(30));
        flow.put("Total Length of Fwd Packets", (double) random.nextInt(10_000));
        PORTS.forEach(port -> flow.put(port, 6.0 + random.nextInt(200)));
        return flow;
    }

    @Benchmark
    public Verdict flowAegisNet() {
        final Map<String, Object> flow = flows.get(next);
        next = (next + 1) % FLOWS;
        final double anomaly = score(flow, autoencoderMapping, autoencoderScorer, autoencoder);
        final double attack = score(flow, forestMapping, forestScorer, forest);
        return new Verdict(
                anomaly,
                anomaly >= autoencoder.metadata().defaultThreshold(),
                attack,
                attack >= forest.metadata().defaultThreshold());
    }

    private double score(
            final Map<String, Object> flow,
            final FeatureMapping mapping,
            final BatchScorer scorer,
            final FlowModel model) {
        final float[] values = new float[model.metadata().features().size()];
        mapping.extract(position -> flow.get(columns[position]), values).ifPresent(reason -> {
            throw new IllegalStateException(reason);
        });
        scorer.batch().put(0, values);
        scorer.score(1);
        return scorer.scoreOf(0);
    }

    /** Gives all native memory back. */
    @TearDown(Level.Trial)
    public void close() {
        autoencoderScorer.close();
        forestScorer.close();
        autoencoder.close();
        forest.close();
    }
}

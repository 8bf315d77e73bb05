package org.aegisnet.benchmark.engines;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.aegisnet.scoring.feature.Feature;
import org.aegisnet.scoring.feature.FeatureMapping;
import org.aegisnet.scoring.feature.FieldIndex;
import org.aegisnet.scoring.feature.Vocabularies;
import org.aegisnet.scoring.loading.BundledModels;
import org.aegisnet.scoring.model.ModelKind;
import org.aegisnet.scoring.model.ModelRejectedException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The bundled forest's features out of the demo's flows, whose values are texts as in a CSV file. An operation is one flow. */
@State(Scope.Thread)
public class FeatureExtractionBenchmark {
    private String[][] flows;
    private FeatureMapping mapping;
    private int[] positions;
    private float[] values;
    private int next;

    /** Reads the flows, and sees to it that both ways give the same. */
    @Setup(Level.Trial)
    public void read() throws IOException, ModelRejectedException {
        final List<String> lines = Files.readAllLines(Workbench.sample());
        final FieldIndex fields = new FieldIndex(List.of(lines.getFirst().split(",", -1)));
        flows = lines.stream().skip(1).map(line -> line.split(",", -1)).toArray(String[][]::new);
        final List<Feature> features =
                new BundledModels().read(ModelKind.FOREST).metadata().features();
        mapping = FeatureMapping.detect(features, new Vocabularies().all(), fields);
        positions = features.stream()
                .mapToInt(feature -> fields.position(feature.name()).orElseThrow())
                .toArray();
        values = new float[positions.length];
        for (int flow = 0; flow < flows.length; flow++) {
            final float[] ours = extractAegisNet().clone();
            next = flow;
            final float[] bare = parseInABareLoop();
            for (int feature = 0; feature < ours.length; feature++) {
                if (ours[feature] != bare[feature]) {
                    throw new IllegalStateException("Flow %d, %s: %s and %s"
                            .formatted(flow, features.get(feature).name(), ours[feature], bare[feature]));
                }
            }
        }
    }

    private String[] take() {
        final String[] flow = flows[next];
        next = (next + 1) % flows.length;
        return flow;
    }

    @Benchmark
    public float[] extractAegisNet() {
        final String[] flow = take();
        final Optional<String> fault = mapping.extract(position -> flow[position], values);
        if (fault.isPresent()) {
            throw new IllegalStateException(fault.get());
        }
        return values;
    }

    /** The least that must be done: it knows where the values are, and looks at none of them. */
    @Benchmark
    public float[] parseInABareLoop() {
        final String[] flow = take();
        for (int feature = 0; feature < positions.length; feature++) {
            values[feature] = Float.parseFloat(flow[positions[feature]]);
        }
        return values;
    }
}

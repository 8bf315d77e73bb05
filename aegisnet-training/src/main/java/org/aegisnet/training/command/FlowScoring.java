package org.aegisnet.training.command;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.aegisnet.scoring.engine.BatchScorer;
import org.aegisnet.scoring.engine.FlowModel;
import org.aegisnet.scoring.feature.FeatureMapping;
import org.aegisnet.scoring.feature.FieldIndex;
import org.aegisnet.scoring.feature.Vocabularies;
import org.aegisnet.scoring.model.ModelKind;
import org.aegisnet.scoring.model.ModelMetadata;
import org.aegisnet.training.data.FlowCsv;
import org.aegisnet.training.data.FlowRow;

/** Scores rows in batches and hands them on with what was found, in their order. For one thread, used once. */
final class FlowScoring implements Closeable {
    private static final int BATCH = 1024;

    private final ModelMetadata metadata;
    private final FeatureMapping mapping;
    private final BatchScorer scorer;
    private final float[] features;
    private long scored;
    private long suspicious;
    private long unscored;

    /** @param columns of the flows to come */
    FlowScoring(final FlowModel model, final List<String> columns) {
        this.metadata = model.metadata();
        this.mapping = FeatureMapping.detect(metadata.features(), new Vocabularies().all(), new FieldIndex(columns));
        this.scorer = model.openScorer(BATCH);
        this.features = new float[metadata.features().size()];
    }

    /** The columns behind those of the flows. */
    List<String> addedColumns() {
        return metadata.kind() == ModelKind.FOREST
                ? List.of("flow_label", "attack_probability", "unscored")
                : List.of("is_suspicious", "anomaly_score", "anomaly_percentile", "unscored");
    }

    long scored() {
        return scored;
    }

    long suspicious() {
        return suspicious;
    }

    long unscored() {
        return unscored;
    }

    /** Scores a file to its end. */
    void score(final FlowCsv flows, final Consumer<List<String>> sink) throws IOException {
        final List<FlowRow> rows = new ArrayList<>();
        final List<Optional<String>> faults = new ArrayList<>();
        int filled = 0;
        for (Optional<FlowRow> next = flows.next(); next.isPresent(); next = flows.next()) {
            final FlowRow row = next.get();
            final Optional<String> fault =
                    row.fault().isPresent() ? row.fault() : mapping.extract(row.values()::get, features);
            if (fault.isEmpty()) {
                scorer.batch().put(filled, features);
                filled++;
            }
            rows.add(row);
            faults.add(fault);
            if (filled == BATCH || rows.size() == BATCH) {
                hand(rows, faults, filled, sink);
                filled = 0;
            }
        }
        hand(rows, faults, filled, sink);
    }

    private void hand(
            final List<FlowRow> rows,
            final List<Optional<String>> faults,
            final int filled,
            final Consumer<List<String>> sink) {
        scorer.score(filled);
        int position = 0;
        for (int i = 0; i < rows.size(); i++) {
            final List<String> values = new ArrayList<>(rows.get(i).values());
            if (faults.get(i).isEmpty()) {
                values.addAll(verdict(scorer.scoreOf(position)));
                values.add("");
                position++;
                scored++;
            } else {
                addedColumns().stream().skip(1).forEach(column -> values.add(""));
                values.add(faults.get(i).get());
                unscored++;
            }
            sink.accept(values);
        }
        rows.clear();
        faults.clear();
    }

    private List<String> verdict(final double score) {
        final boolean isSuspicious = score >= metadata.defaultThreshold();
        suspicious += isSuspicious ? 1 : 0;
        final String written = Double.toString(score);
        if (metadata.kind() == ModelKind.FOREST) {
            return List.of(isSuspicious ? "Attack" : "Safe", written);
        }
        final String percentile = metadata.benignQuantiles()
                .map(quantiles -> String.format(Locale.ROOT, "%.2f", quantiles.percentile(score)))
                .orElse("");
        return List.of(Boolean.toString(isSuspicious), written, percentile);
    }

    @Override
    public void close() {
        scorer.close();
    }
}

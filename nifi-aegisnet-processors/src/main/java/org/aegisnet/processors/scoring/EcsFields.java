package org.aegisnet.processors.scoring;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.aegisnet.processors.ecs.Detection;
import org.aegisnet.processors.ecs.EcsFieldSets;
import org.aegisnet.scoring.explain.Reason;
import org.aegisnet.scoring.feature.FlowFacts;
import org.aegisnet.scoring.model.BenignQuantiles;
import org.aegisnet.scoring.model.ModelKind;
import org.aegisnet.scoring.model.ModelMetadata;
import org.apache.nifi.serialization.record.RecordField;
import org.apache.nifi.serialization.record.RecordSchema;

/** The fields that a model of either kind adds in the terms of the Elastic Common Schema. */
final class EcsFields implements AddedFields {
    private static final double PERCENT = 100;
    private static final double DIGITS = 1e3;

    private final EcsFieldSets fieldSets;
    private final ModelKind kind;
    private final Optional<BenignQuantiles> benignQuantiles;

    EcsFields(final ModelMetadata metadata, final String prefix) {
        final String finding = switch (metadata.kind()) {
            case AUTOENCODER -> "anomaly";
            case FOREST -> "attack";
        };
        this.fieldSets = new EcsFieldSets(prefix, finding, metadata.name(), metadata.version());
        this.kind = metadata.kind();
        this.benignQuantiles = metadata.benignQuantiles();
    }

    @Override
    public List<RecordField> fields(final RecordSchema source) {
        return fieldSets.fields(source);
    }

    @Override
    public void put(
            final Map<String, Object> values,
            final double score,
            final boolean suspicious,
            final List<Reason> reasons,
            final Supplier<FlowFacts> facts) {
        final String text = reasons.stream().map(Reason::text).collect(Collectors.joining("; "));
        fieldSets.put(values, new Detection(suspicious, score, normalized(score), text), facts.get());
    }

    @Override
    public void clear(final Map<String, Object> values, final RecordSchema source) {
        fieldSets.clear(values);
    }

    /** A forest's probability in percent, or an anomaly's percentile among benign flows if the model has quantiles. */
    private OptionalDouble normalized(final double score) {
        return switch (kind) {
            case FOREST -> OptionalDouble.of(rounded(PERCENT * score));
            case AUTOENCODER ->
                benignQuantiles.isPresent()
                        ? OptionalDouble.of(rounded(benignQuantiles.get().percentile(score)))
                        : OptionalDouble.empty();
        };
    }

    private static double rounded(final double percent) {
        return Math.rint(percent * DIGITS) / DIGITS;
    }
}

package org.aegisnet.processors.scoring;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.aegisnet.processors.verdict.ScoredFields;
import org.aegisnet.scoring.explain.Reason;
import org.aegisnet.scoring.feature.FlowFacts;
import org.aegisnet.scoring.model.BenignQuantiles;
import org.aegisnet.scoring.model.ModelMetadata;
import org.apache.nifi.serialization.record.RecordField;
import org.apache.nifi.serialization.record.RecordFieldType;
import org.apache.nifi.serialization.record.RecordSchema;

/** The fields that an autoencoder adds: the score, its percentile among benign flows, the verdict, the reasons and the model. */
public final class AnomalyFields implements AddedFields {
    private static final double PERCENTILE_DIGITS = 1e3;

    private final RecordField score;
    private final RecordField percentile;
    private final RecordField verdict;
    private final RecordField model;
    private final ReasonField reasonField;
    private final Optional<BenignQuantiles> benignQuantiles;
    private final String modelId;

    public AnomalyFields(final ModelMetadata metadata, final String prefix, final ReasonFormat reasonFormat) {
        this.score = new RecordField(prefix + ScoredFields.ANOMALY_SCORE, RecordFieldType.FLOAT.getDataType());
        this.percentile =
                new RecordField(prefix + ScoredFields.ANOMALY_PERCENTILE, RecordFieldType.DOUBLE.getDataType());
        this.verdict = new RecordField(prefix + ScoredFields.IS_SUSPICIOUS, RecordFieldType.BOOLEAN.getDataType());
        this.model = new RecordField(prefix + ScoredFields.ANOMALY_MODEL, RecordFieldType.STRING.getDataType());
        this.reasonField = new ReasonField(prefix + ScoredFields.ANOMALY_REASONS, reasonFormat);
        this.benignQuantiles = metadata.benignQuantiles();
        this.modelId = metadata.id();
    }

    @Override
    public List<RecordField> fields(final RecordSchema source) {
        return List.of(score, percentile, verdict, reasonField.field(), model);
    }

    @Override
    public void put(
            final Map<String, Object> values,
            final double anomalyScore,
            final boolean suspicious,
            final List<Reason> reasons,
            final Supplier<FlowFacts> facts) {
        values.put(score.getFieldName(), (float) anomalyScore);
        values.put(
                percentile.getFieldName(),
                benignQuantiles
                        .map(quantiles -> rounded(quantiles.percentile(anomalyScore)))
                        .orElse(null));
        values.put(verdict.getFieldName(), suspicious);
        reasonField.put(values, reasons);
        values.put(model.getFieldName(), modelId);
    }

    private static double rounded(final double value) {
        return Math.rint(value * PERCENTILE_DIGITS) / PERCENTILE_DIGITS;
    }
}

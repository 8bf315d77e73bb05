package org.aegisnet.processors.scoring;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.aegisnet.processors.verdict.ScoredFields;
import org.aegisnet.scoring.explain.Reason;
import org.aegisnet.scoring.feature.FlowFacts;
import org.aegisnet.scoring.model.ModelMetadata;
import org.apache.nifi.serialization.record.RecordField;
import org.apache.nifi.serialization.record.RecordFieldType;
import org.apache.nifi.serialization.record.RecordSchema;

/** The fields that a forest adds: the label, the probability, the reasons and the model. */
public final class AttackFields implements AddedFields {
    private final RecordField label;
    private final RecordField probability;
    private final RecordField model;
    private final ReasonField reasonField;
    private final String modelId;

    public AttackFields(final ModelMetadata metadata, final String prefix, final ReasonFormat reasonFormat) {
        this.label = new RecordField(prefix + ScoredFields.FLOW_LABEL, RecordFieldType.STRING.getDataType());
        this.probability =
                new RecordField(prefix + ScoredFields.ATTACK_PROBABILITY, RecordFieldType.DOUBLE.getDataType());
        this.model = new RecordField(prefix + ScoredFields.FOREST_MODEL, RecordFieldType.STRING.getDataType());
        this.reasonField = new ReasonField(prefix + ScoredFields.ATTACK_REASONS, reasonFormat);
        this.modelId = metadata.id();
    }

    @Override
    public List<RecordField> fields(final RecordSchema source) {
        return List.of(label, probability, reasonField.field(), model);
    }

    @Override
    public void put(
            final Map<String, Object> values,
            final double attackProbability,
            final boolean suspicious,
            final List<Reason> reasons,
            final Supplier<FlowFacts> facts) {
        values.put(label.getFieldName(), suspicious ? ScoredFields.ATTACK : ScoredFields.SAFE);
        values.put(probability.getFieldName(), attackProbability);
        reasonField.put(values, reasons);
        values.put(model.getFieldName(), modelId);
    }
}

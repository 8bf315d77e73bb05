package org.aegisnet.processors.scoring;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.aegisnet.scoring.explain.Reason;
import org.aegisnet.scoring.feature.FlowFacts;
import org.apache.nifi.serialization.record.RecordField;
import org.apache.nifi.serialization.record.RecordSchema;

/** The fields that a processor adds to every record it scores. Immutable. */
public interface AddedFields {
    /**
     * In the order they are added.
     *
     * @param source the schema of the records they are added to
     */
    List<RecordField> fields(RecordSchema source);

    /**
     * Adds the values.
     *
     * @param values of the record, by field name
     * @param score the model's score
     * @param suspicious whether the score reaches the threshold
     * @param reasons strongest first; empty if the record is not suspicious or none were asked for
     * @param facts of the flow, read out of the record when asked for
     */
    void put(
            Map<String, Object> values,
            double score,
            boolean suspicious,
            List<Reason> reasons,
            Supplier<FlowFacts> facts);

    /**
     * Sees to it that a record without a score carries nothing that would be taken for a verdict of ours.
     *
     * @param values of the record, by field name
     * @param source the schema of the record
     */
    default void clear(final Map<String, Object> values, final RecordSchema source) {
        fields(source).forEach(field -> values.put(field.getFieldName(), null));
    }
}

package org.aegisnet.processors;

import java.util.List;
import java.util.Map;
import org.aegisnet.scoring.explain.Reason;
import org.apache.nifi.serialization.record.RecordField;

/** The fields that a processor adds to every record it scores. Immutable. */
interface AddedFields {
    /** In the order they are added. */
    List<RecordField> fields();

    /**
     * Adds the values.
     *
     * @param values of the record, by field name
     * @param score the model's score
     * @param suspicious whether the score reaches the threshold
     * @param reasons strongest first; empty where the record is not suspicious or none were asked for
     */
    void put(Map<String, Object> values, double score, boolean suspicious, List<Reason> reasons);
}

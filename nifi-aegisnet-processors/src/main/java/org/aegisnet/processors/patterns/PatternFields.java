package org.aegisnet.processors.patterns;

import java.util.List;
import java.util.Map;
import org.aegisnet.patterns.PatternMatch;
import org.aegisnet.scoring.feature.FlowFacts;
import org.apache.nifi.serialization.record.RecordField;
import org.apache.nifi.serialization.record.RecordSchema;

/** The fields added to every record that was judged. Immutable. */
interface PatternFields {
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
     * @param matches gravest first; empty if the record belongs to no pattern
     * @param facts of the flow
     */
    void put(Map<String, Object> values, List<PatternMatch> matches, FlowFacts facts);
}

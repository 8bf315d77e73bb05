package org.aegisnet.processors.patterns;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.aegisnet.patterns.PatternMatch;
import org.aegisnet.processors.verdict.ScoredFields;
import org.aegisnet.scoring.feature.FlowFacts;
import org.apache.nifi.serialization.record.RecordField;
import org.apache.nifi.serialization.record.RecordFieldType;
import org.apache.nifi.serialization.record.RecordSchema;

/** Flat fields: the gravest pattern, how sure, the reasons of all patterns, technique and tactic of the gravest. */
final class PlainPatternFields implements PatternFields {
    static final String NONE = ScoredFields.NO_PATTERN;

    private static final double DIGITS = 1e4;

    private final RecordField label;
    private final RecordField confidence;
    private final RecordField reasons;
    private final RecordField technique;
    private final RecordField tactic;

    PlainPatternFields(final String prefix) {
        this.label = new RecordField(prefix + ScoredFields.PATTERN_LABEL, RecordFieldType.STRING.getDataType());
        this.confidence =
                new RecordField(prefix + ScoredFields.PATTERN_CONFIDENCE, RecordFieldType.DOUBLE.getDataType());
        this.reasons = new RecordField(prefix + ScoredFields.PATTERN_REASONS, RecordFieldType.STRING.getDataType());
        this.technique = new RecordField(prefix + ScoredFields.PATTERN_TECHNIQUE, RecordFieldType.STRING.getDataType());
        this.tactic = new RecordField(prefix + ScoredFields.PATTERN_TACTIC, RecordFieldType.STRING.getDataType());
    }

    /** The reasons of all patterns in one text. */
    static String reasonsOf(final List<PatternMatch> matches) {
        return matches.stream().map(PatternMatch::reason).collect(Collectors.joining("; "));
    }

    /** To four digits, so that nobody reads more into it than there is. */
    static double rounded(final double confidence) {
        return Math.rint(confidence * DIGITS) / DIGITS;
    }

    @Override
    public List<RecordField> fields(final RecordSchema source) {
        return List.of(label, confidence, reasons, technique, tactic);
    }

    @Override
    public void put(final Map<String, Object> values, final List<PatternMatch> matches, final FlowFacts facts) {
        if (matches.isEmpty()) {
            values.put(label.getFieldName(), NONE);
            values.put(confidence.getFieldName(), 0.0);
            values.put(reasons.getFieldName(), null);
            values.put(technique.getFieldName(), null);
            values.put(tactic.getFieldName(), null);
            return;
        }
        final PatternMatch gravest = matches.getFirst();
        values.put(label.getFieldName(), gravest.pattern().label());
        values.put(confidence.getFieldName(), rounded(gravest.confidence()));
        values.put(reasons.getFieldName(), reasonsOf(matches));
        values.put(technique.getFieldName(), gravest.technique().id());
        values.put(tactic.getFieldName(), gravest.technique().tacticId());
    }
}

package org.aegisnet.processors.verdict;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Names of the fields that the scoring processors add, and the words they write there. The names of the field naming Plain come behind a prefix; in the
 * naming ECS, each finding is a record below {@link #ECS_FINDINGS}. Stateless.
 */
public final class ScoredFields {
    public static final String ANOMALY_SCORE = "anomaly_score";
    public static final String ANOMALY_PERCENTILE = "anomaly_percentile";
    public static final String IS_SUSPICIOUS = "is_suspicious";
    public static final String ANOMALY_REASONS = "anomaly_reasons";
    public static final String ANOMALY_MODEL = "anomaly_model";
    public static final String FLOW_LABEL = "flow_label";
    public static final String ATTACK_PROBABILITY = "attack_probability";
    public static final String ATTACK_REASONS = "attack_reasons";
    public static final String FOREST_MODEL = "forest_model";
    public static final String PATTERN_LABEL = "pattern_label";
    public static final String PATTERN_CONFIDENCE = "pattern_confidence";
    public static final String PATTERN_REASONS = "pattern_reasons";
    public static final String PATTERN_TECHNIQUE = "pattern_technique";
    public static final String PATTERN_TACTIC = "pattern_tactic";

    /** The field that says why a processor gave no verdict; it has no prefix. */
    public static final String UNSCORED_REASON = "unscored_reason";

    /** The forest's labels. */
    public static final String ATTACK = "Attack";

    public static final String SAFE = "Safe";

    /** The label of a flow that is part of no pattern. */
    public static final String NO_PATTERN = "None";

    /** The record that has a record for each finding in the naming ECS. */
    public static final String ECS_FINDINGS = "aegisnet";

    static final String ECS_ANOMALY = "anomaly";
    static final String ECS_ATTACK = "attack";
    static final String ECS_PATTERN = "pattern";
    static final String ECS_THREAT = "threat";

    private static final List<String> PREFIXED = List.of(
            ANOMALY_SCORE,
            ANOMALY_PERCENTILE,
            IS_SUSPICIOUS,
            ANOMALY_REASONS,
            ANOMALY_MODEL,
            FLOW_LABEL,
            ATTACK_PROBABILITY,
            ATTACK_REASONS,
            FOREST_MODEL,
            PATTERN_LABEL,
            PATTERN_CONFIDENCE,
            PATTERN_REASONS,
            PATTERN_TECHNIQUE,
            PATTERN_TACTIC,
            ECS_FINDINGS);

    private ScoredFields() {}

    /**
     * The names of fields that would pass for a verdict, in lower case.
     *
     * @param prefix of the fields that the scoring processors add; may be empty
     */
    static Set<String> reserved(final String prefix) {
        return Stream.concat(
                        PREFIXED.stream().flatMap(name -> Stream.of(name, prefix + name)), Stream.of(UNSCORED_REASON))
                .map(name -> name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }
}

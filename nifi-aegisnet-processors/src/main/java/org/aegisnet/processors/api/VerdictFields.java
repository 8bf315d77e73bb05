package org.aegisnet.processors.api;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The fields that the scoring processors add, by the names they have without a prefix. */
final class VerdictFields {
    static final String ANOMALY_SCORE = "anomaly_score";
    static final String ANOMALY_PERCENTILE = "anomaly_percentile";
    static final String IS_SUSPICIOUS = "is_suspicious";
    static final String ANOMALY_REASONS = "anomaly_reasons";
    static final String ANOMALY_MODEL = "anomaly_model";
    static final String FLOW_LABEL = "flow_label";
    static final String ATTACK_PROBABILITY = "attack_probability";
    static final String ATTACK_REASONS = "attack_reasons";
    static final String FOREST_MODEL = "forest_model";
    static final String UNSCORED_REASON = "unscored_reason";

    private static final Set<String> NAMES = Set.copyOf(List.of(
            ANOMALY_SCORE,
            ANOMALY_PERCENTILE,
            IS_SUSPICIOUS,
            ANOMALY_REASONS,
            ANOMALY_MODEL,
            FLOW_LABEL,
            ATTACK_PROBABILITY,
            ATTACK_REASONS,
            FOREST_MODEL,
            UNSCORED_REASON));

    private VerdictFields() {}

    /** Whether a field that comes with a request would pass for a verdict of ours. */
    static boolean isOne(final String name) {
        return NAMES.contains(name.strip().toLowerCase(Locale.ROOT));
    }
}

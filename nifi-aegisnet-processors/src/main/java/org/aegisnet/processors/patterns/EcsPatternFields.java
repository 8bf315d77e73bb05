package org.aegisnet.processors.patterns;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.aegisnet.patterns.FlowPattern;
import org.aegisnet.patterns.PatternMatch;
import org.aegisnet.processors.ecs.Detection;
import org.aegisnet.processors.ecs.EcsFieldSets;
import org.aegisnet.processors.ecs.ThreatFields;
import org.aegisnet.scoring.feature.FlowFacts;
import org.apache.nifi.serialization.record.RecordField;
import org.apache.nifi.serialization.record.RecordSchema;

/** The same in the words of the Elastic Common Schema: the rule is the pattern, the threat has technique and tactic. */
final class EcsPatternFields implements PatternFields {
    private static final String FINDING = "pattern";
    private static final String NO_PATTERN = "Flow Patterns";

    /** Of the rules, as ECS wants one; another if a rule finds something else in the same flows. */
    private static final String RULE_VERSION = "1";

    private static final double PERCENT = 100;

    private final EcsFieldSets withoutPattern;
    private final Map<FlowPattern, EcsFieldSets> byPattern = new EnumMap<>(FlowPattern.class);
    private final ThreatFields threat;

    EcsPatternFields(final String prefix) {
        this.withoutPattern = new EcsFieldSets(prefix, FINDING, NO_PATTERN, RULE_VERSION);
        for (final FlowPattern pattern : FlowPattern.values()) {
            byPattern.put(pattern, new EcsFieldSets(prefix, FINDING, pattern.label(), RULE_VERSION));
        }
        this.threat = new ThreatFields(prefix);
    }

    @Override
    public List<RecordField> fields(final RecordSchema source) {
        return threat.widen(withoutPattern.fields(source));
    }

    @Override
    public void put(final Map<String, Object> values, final List<PatternMatch> matches, final FlowFacts facts) {
        if (matches.isEmpty()) {
            withoutPattern.put(values, new Detection(false, 0, OptionalDouble.of(0), ""), facts);
            threat.put(values, Optional.empty());
            return;
        }
        final PatternMatch gravest = matches.getFirst();
        final double confidence = PlainPatternFields.rounded(gravest.confidence());
        byPattern
                .get(gravest.pattern())
                .put(
                        values,
                        new Detection(
                                true,
                                confidence,
                                OptionalDouble.of(PERCENT * confidence),
                                PlainPatternFields.reasonsOf(matches)),
                        facts);
        threat.put(values, Optional.of(gravest.technique()));
    }
}

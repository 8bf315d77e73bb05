package org.aegisnet.processors.alert;

import java.util.Optional;
import org.apache.nifi.serialization.record.Record;

/** Reads the fields of the Elastic Common Schema that scoring processors add. Immutable. */
final class EcsFindings {
    private static final String MODULE = "aegisnet";

    private final String prefix;

    EcsFindings(final String prefix) {
        this.prefix = prefix;
    }

    void addTo(final Finding finding, final Record scored) {
        final Optional<Record> event = inner(scored, prefix + "event");
        if (event.isEmpty()
                || !MODULE.equals(event.get().getAsString("module"))
                || !"alert".equals(event.get().getAsString("kind"))) {
            return;
        }
        final Optional<Record> rule = inner(scored, prefix + "rule");
        final String ruleName = rule.map(named -> named.getAsString("name")).orElse(MODULE);
        final Object score = event.get().getValue("risk_score");
        switch (String.valueOf(event.get().getAsString("dataset"))) {
            case "aegisnet.pattern" -> {
                finding.foundPattern(ruleName);
                finding.put(AlertFields.CONFIDENCE, score);
                final Optional<Record> threat = inner(scored, prefix + "threat");
                finding.put(AlertFields.TECHNIQUE, firstId(threat, "technique"));
                finding.put(AlertFields.TACTIC, firstId(threat, "tactic"));
            }
            case "aegisnet.attack" -> {
                finding.foundAttack();
                finding.put(AlertFields.PROBABILITY, score);
                finding.add(AlertFields.MODELS, Optional.of(model(ruleName, rule)));
            }
            default -> {
                finding.foundAnomaly();
                finding.put(AlertFields.ANOMALY_SCORE, score);
                finding.put(AlertFields.PERCENTILE, event.get().getValue("risk_score_norm"));
                finding.add(AlertFields.MODELS, Optional.of(model(ruleName, rule)));
            }
        }
        finding.add(AlertFields.REASONS, AlertReading.reasons(event.get().getValue("reason")));
    }

    private static String model(final String name, final Optional<Record> rule) {
        return rule.map(named -> named.getAsString("version"))
                .map(version -> name + " " + version)
                .orElse(name);
    }

    /** Null where there is none, as values of records are. */
    private static Object firstId(final Optional<Record> threat, final String set) {
        final Object ids = threat.flatMap(sets -> inner(sets, set))
                .map(named -> named.getValue("id"))
                .orElse(null);
        return ids instanceof Object[] several && several.length > 0 ? several[0] : ids;
    }

    private static Optional<Record> inner(final Record outer, final String field) {
        return outer.getValue(field) instanceof Record record ? Optional.of(record) : Optional.empty();
    }
}

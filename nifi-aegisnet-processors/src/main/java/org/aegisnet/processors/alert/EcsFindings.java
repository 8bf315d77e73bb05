package org.aegisnet.processors.alert;

import java.util.Optional;
import java.util.function.Consumer;
import org.apache.nifi.serialization.record.Record;

/**
 * Reads what scoring processors add in the field naming ECS: what each of them found is a record of its own below {@code aegisnet}, beside the one
 * verdict in {@code event}. Immutable.
 */
final class EcsFindings {
    private final String prefix;

    EcsFindings(final String prefix) {
        this.prefix = prefix;
    }

    void addTo(final Finding finding, final Record scored) {
        final Optional<Record> own = inner(scored, prefix + "aegisnet");
        if (own.isEmpty()) {
            return;
        }
        ifFound(own.get(), "pattern", pattern -> {
            finding.foundPattern(rule(pattern));
            finding.put(AlertFields.CONFIDENCE, pattern.getValue("score"));
            final Optional<Record> threat = inner(scored, prefix + "threat");
            finding.put(AlertFields.TECHNIQUE, firstId(threat, "technique"));
            finding.put(AlertFields.TACTIC, firstId(threat, "tactic"));
            addReason(finding, pattern);
        });
        ifFound(own.get(), "attack", attack -> {
            finding.foundAttack();
            addReason(finding, attack);
        });
        ifFound(own.get(), "anomaly", anomaly -> {
            finding.foundAnomaly();
            addReason(finding, anomaly);
        });
        inner(own.get(), "attack").ifPresent(attack -> {
            finding.put(AlertFields.PROBABILITY, attack.getValue("score"));
            addModel(finding, attack);
        });
        inner(own.get(), "anomaly").ifPresent(anomaly -> {
            finding.put(AlertFields.ANOMALY_SCORE, anomaly.getValue("score"));
            finding.put(AlertFields.PERCENTILE, anomaly.getValue("score_norm"));
            addModel(finding, anomaly);
        });
    }

    private static void ifFound(final Record own, final String name, final Consumer<Record> taker) {
        inner(own, name)
                .filter(found -> Boolean.parseBoolean(String.valueOf(found.getValue("is_suspicious"))))
                .ifPresent(taker);
    }

    private static void addReason(final Finding finding, final Record found) {
        finding.add(AlertFields.REASONS, AlertReading.reasons(found.getValue("reason")));
    }

    private static void addModel(final Finding finding, final Record found) {
        finding.add(AlertFields.MODELS, Optional.ofNullable(found.getAsString("model")));
    }

    /** The name without the version that stands behind it. */
    private static String rule(final Record found) {
        final String model = String.valueOf(found.getAsString("model"));
        final int version = model.lastIndexOf(' ');
        return version < 0 ? model : model.substring(0, version);
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

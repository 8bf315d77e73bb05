package org.aegisnet.processors.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.aegisnet.processors.ecs.Detection;
import org.aegisnet.processors.ecs.EcsFieldSets;
import org.aegisnet.scoring.feature.FlowFacts;
import org.apache.nifi.serialization.record.Record;

/** Alerts as JSON objects. */
final class AlertJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final double MILLIS = 1000;
    private static final double MAX_NANOS = 1e9;

    private AlertJson() {}

    /** The alert's own fields; those without a value are left out. */
    static String plain(final FlowAlert alert) {
        return text(alert.values());
    }

    /** The same in the words of the Elastic Common Schema, with what it has no field for below {@code aegisnet.alert}. */
    static String ecs(final FlowAlert alert) {
        final Map<String, Object> values = new LinkedHashMap<>();
        values.put("@timestamp", alert.time().toString());
        values.put("message", alert.headline());
        if (alert.isSynthetic()) {
            values.put("tags", List.of(AlertFields.SYNTHETIC));
        }
        new EcsFieldSets("", finding(alert), alert.label(), "1")
                .put(
                        values,
                        new Detection(
                                true,
                                risk(alert),
                                OptionalDouble.of(risk(alert)),
                                alert.text(AlertFields.REASONS).orElse("")),
                        facts(alert));
        final Map<String, Object> json = objects(values);
        final Map<String, Object> event = inner(json, "event");
        event.put("id", alert.id());
        event.put("severity", alert.severity().ecs());
        event.put("category", List.of("intrusion_detection", "network"));
        event.put("type", List.of("info"));
        event.put("end", alert.text(AlertFields.LAST_TIME).orElse(alert.time().toString()));
        start(alert).ifPresent(start -> event.put("start", start));
        final Map<String, Object> threat = inner(json, "threat");
        alert.text(AlertFields.TECHNIQUE).ifPresent(id -> {
            threat.put("framework", "MITRE ATT&CK");
            threat.put("technique", Map.of("id", List.of(id)));
        });
        alert.text(AlertFields.TACTIC).ifPresent(id -> threat.put("tactic", Map.of("id", List.of(id))));
        json.put("aegisnet", Map.of("alert", rest(alert)));
        return text(json);
    }

    private static String finding(final FlowAlert alert) {
        return switch (alert.label()) {
            case Finding.ATTACK -> "attack";
            case Finding.ANOMALY -> "anomaly";
            default -> "pattern";
        };
    }

    private static double risk(final FlowAlert alert) {
        return alert.number(AlertFields.RISK).orElse(0);
    }

    private static Optional<String> start(final FlowAlert alert) {
        if (alert.isSummary()) {
            return alert.text(AlertFields.FIRST_TIME);
        }
        final OptionalDouble duration = alert.number(AlertFields.DURATION);
        return duration.isPresent() && duration.getAsDouble() < MAX_NANOS
                ? Optional.of(alert.time()
                        .minusMillis(Math.round(MILLIS * duration.getAsDouble()))
                        .toString())
                : Optional.empty();
    }

    /** The facts about the flow in an alert. */
    private static FlowFacts facts(final FlowAlert alert) {
        return new FlowFacts(
                alert.text(AlertFields.SOURCE),
                alert.text(AlertFields.DESTINATION),
                small(alert.integer(AlertFields.SOURCE_PORT)),
                small(alert.integer(AlertFields.DESTINATION_PORT)),
                small(alert.integer(AlertFields.PROTOCOL)),
                OptionalInt.empty(),
                OptionalInt.empty(),
                alert.integer(AlertFields.BYTES_IN),
                alert.integer(AlertFields.BYTES_OUT),
                OptionalLong.empty(),
                OptionalLong.empty(),
                alert.integer(AlertFields.PACKETS),
                alert.number(AlertFields.DURATION),
                OptionalDouble.empty(),
                OptionalInt.empty());
    }

    private static OptionalInt small(final OptionalLong value) {
        return value.isPresent() ? OptionalInt.of((int) value.getAsLong()) : OptionalInt.empty();
    }

    private static Map<String, Object> rest(final FlowAlert alert) {
        final Map<String, Object> rest = new LinkedHashMap<>();
        for (final String field : List.of(
                AlertFields.KIND,
                AlertFields.LABEL,
                AlertFields.SEVERITY,
                AlertFields.PROBABILITY,
                AlertFields.ANOMALY_SCORE,
                AlertFields.PERCENTILE,
                AlertFields.CONFIDENCE,
                AlertFields.MODELS,
                AlertFields.SYNTHETIC,
                AlertFields.REPEATS,
                AlertFields.DISTINCT_PORTS,
                AlertFields.REPEAT_OF,
                AlertFields.REPEAT_NUMBER,
                AlertFields.SUPPRESSED_REASON,
                AlertFields.ALLOWED_REASON)) {
            if (alert.values().containsKey(field)) {
                rest.put(field, alert.values().get(field));
            }
        }
        return rest;
    }

    /** Records as maps, without what is null. */
    private static Map<String, Object> objects(final Map<String, Object> values) {
        final Map<String, Object> objects = new LinkedHashMap<>();
        values.forEach((name, value) -> {
            if (value instanceof Record record) {
                final Map<String, Object> nested = objects(record.toMap());
                if (!nested.isEmpty()) {
                    objects.put(name, nested);
                }
            } else if (value instanceof Object[] several) {
                objects.put(name, new ArrayList<>(List.of(several)));
            } else if (value != null) {
                objects.put(name, value);
            }
        });
        return objects;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> inner(final Map<String, Object> json, final String name) {
        return (Map<String, Object>) json.computeIfAbsent(name, absent -> new LinkedHashMap<String, Object>());
    }

    private static String text(final Map<String, Object> values) {
        try {
            return MAPPER.writeValueAsString(values);
        } catch (final JsonProcessingException e) {
            throw new IllegalStateException("Texts and numbers can always be written as JSON", e);
        }
    }
}

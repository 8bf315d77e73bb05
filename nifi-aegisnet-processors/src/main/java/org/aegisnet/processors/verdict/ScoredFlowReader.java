package org.aegisnet.processors.verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;
import org.aegisnet.processors.verdict.ScoredFlow.ModelFinding;
import org.aegisnet.processors.verdict.ScoredFlow.PatternFinding;
import org.apache.nifi.serialization.record.Record;
import org.apache.nifi.serialization.record.RecordField;
import org.apache.nifi.serialization.record.RecordSchema;
import org.apache.nifi.serialization.record.type.ChoiceDataType;
import org.apache.nifi.serialization.record.type.RecordDataType;

/**
 * Reader of the findings in a scored record: the fields of the naming Plain behind a prefix, and the records of the naming ECS. If a record has
 * the same finding in both namings, the suspicious one counts. If both or neither are suspicious, the plain one counts. Immutable and thread-safe.
 */
public final class ScoredFlowReader {
    private static final String PATTERN_PROCESSOR = "DetectFlowPatterns";

    private final String prefix;
    private final Set<String> names;

    /** @param prefix of the fields that the scoring processors added; may be empty */
    public ScoredFlowReader(final String prefix) {
        this.prefix = prefix;
        this.names = ScoredFields.reserved(prefix);
    }

    /** Tells whether the findings are read from a field. The comparison ignores case and the blanks around the name. */
    public boolean reads(final String fieldName) {
        return names.contains(fieldName.strip().toLowerCase(Locale.ROOT));
    }

    /** Tells whether an autoencoder has added its fields to records of a schema, with or without a score. */
    public boolean hasAnomaly(final RecordSchema schema) {
        return schema.getField(prefix + ScoredFields.ANOMALY_SCORE).isPresent()
                || childSchemas(schema.getField(prefix + ScoredFields.ECS_FINDINGS))
                        .anyMatch(findings ->
                                findings.getField(ScoredFields.ECS_ANOMALY).isPresent());
    }

    private static Stream<RecordSchema> childSchemas(final Optional<RecordField> field) {
        return field.map(RecordField::getDataType).stream()
                .flatMap(type ->
                        type instanceof ChoiceDataType choice ? choice.getPossibleSubTypes().stream() : Stream.of(type))
                .filter(RecordDataType.class::isInstance)
                .map(type -> ((RecordDataType) type).getChildSchema())
                .filter(Objects::nonNull);
    }

    /** Reads the findings; a finding that is absent or unreadable is empty. */
    public ScoredFlow read(final Record scored) {
        final Optional<Record> ecs = inner(scored, prefix + ScoredFields.ECS_FINDINGS);
        return new ScoredFlow(
                graver(plainAnomaly(scored), ecsFinding(ecs, ScoredFields.ECS_ANOMALY)),
                graver(plainAttack(scored), ecsFinding(ecs, ScoredFields.ECS_ATTACK)),
                graver(plainPattern(scored), ecsPattern(ecs, scored)),
                Optional.ofNullable(scored.getValue(ScoredFields.UNSCORED_REASON))
                        .map(Object::toString)
                        .filter(reason -> !reason.isBlank()));
    }

    private static ModelFinding graver(final ModelFinding plain, final ModelFinding ecs) {
        return plain.isSuspicious()
                        || ecs.suspicious().isEmpty()
                        || (plain.suspicious().isPresent() && !ecs.isSuspicious())
                ? plain
                : ecs;
    }

    private static PatternFinding graver(final PatternFinding plain, final PatternFinding ecs) {
        return plain.label().isPresent()
                        || !ecs.judged()
                        || (plain.judged() && ecs.label().isEmpty())
                ? plain
                : ecs;
    }

    private ModelFinding plainAnomaly(final Record scored) {
        final Optional<String> model = text(scored, prefix + ScoredFields.ANOMALY_MODEL);
        return new ModelFinding(
                text(scored, prefix + ScoredFields.IS_SUSPICIOUS).map(Boolean::parseBoolean),
                number(scored.getValue(prefix + ScoredFields.ANOMALY_SCORE)),
                number(scored.getValue(prefix + ScoredFields.ANOMALY_PERCENTILE)),
                reasons(scored.getValue(prefix + ScoredFields.ANOMALY_REASONS), model.orElse("")),
                model);
    }

    private ModelFinding plainAttack(final Record scored) {
        final Optional<String> model = text(scored, prefix + ScoredFields.FOREST_MODEL);
        return new ModelFinding(
                text(scored, prefix + ScoredFields.FLOW_LABEL).map(ScoredFields.ATTACK::equals),
                number(scored.getValue(prefix + ScoredFields.ATTACK_PROBABILITY)),
                OptionalDouble.empty(),
                reasons(scored.getValue(prefix + ScoredFields.ATTACK_REASONS), model.orElse("")),
                model);
    }

    private PatternFinding plainPattern(final Record scored) {
        final Optional<String> label = text(scored, prefix + ScoredFields.PATTERN_LABEL);
        if (label.isEmpty()) {
            return PatternFinding.ABSENT;
        }
        return new PatternFinding(
                true,
                label.filter(name -> !ScoredFields.NO_PATTERN.equals(name)),
                number(scored.getValue(prefix + ScoredFields.PATTERN_CONFIDENCE)),
                text(scored, prefix + ScoredFields.PATTERN_TECHNIQUE),
                text(scored, prefix + ScoredFields.PATTERN_TACTIC),
                reasons(scored.getValue(prefix + ScoredFields.PATTERN_REASONS), PATTERN_PROCESSOR));
    }

    private static ModelFinding ecsFinding(final Optional<Record> ecs, final String name) {
        final Optional<Record> found = ecs.flatMap(findings -> inner(findings, name));
        if (found.isEmpty()) {
            return ModelFinding.ABSENT;
        }
        final Optional<String> model = text(found.get(), "model");
        return new ModelFinding(
                text(found.get(), "is_suspicious").map(Boolean::parseBoolean),
                number(found.get().getValue("score")),
                number(found.get().getValue("score_norm")),
                reasons(found.get().getValue("reason"), model.orElse("")),
                model);
    }

    private PatternFinding ecsPattern(final Optional<Record> ecs, final Record scored) {
        final Optional<Record> found = ecs.flatMap(findings -> inner(findings, ScoredFields.ECS_PATTERN));
        final Optional<Boolean> suspicious =
                found.flatMap(pattern -> text(pattern, "is_suspicious")).map(Boolean::parseBoolean);
        if (suspicious.isEmpty()) {
            return PatternFinding.ABSENT;
        }
        final Optional<Record> threat = inner(scored, prefix + ScoredFields.ECS_THREAT);
        return new PatternFinding(
                true,
                suspicious.get()
                        ? Optional.of(text(found.get(), "model")
                                .map(ScoredFlowReader::withoutVersion)
                                .orElse(PATTERN_PROCESSOR))
                        : Optional.empty(),
                number(found.get().getValue("score")),
                firstId(threat, "technique"),
                firstId(threat, "tactic"),
                reasons(found.get().getValue("reason"), PATTERN_PROCESSOR));
    }

    private static String withoutVersion(final String rule) {
        final int version = rule.lastIndexOf(' ');
        return version < 0 ? rule : rule.substring(0, version);
    }

    private static Optional<String> firstId(final Optional<Record> threat, final String set) {
        return threat.flatMap(sets -> inner(sets, set))
                .map(named -> named.getValue("id"))
                .map(ids -> ids instanceof Object[] several && several.length > 0 ? several[0] : ids)
                .map(Object::toString);
    }

    private static Optional<Record> inner(final Record outer, final String field) {
        return outer.getValue(field) instanceof Record record ? Optional.of(record) : Optional.empty();
    }

    /** Empty text means no value: CSV has no other way to write one. */
    private static Optional<String> text(final Record values, final String field) {
        return Optional.ofNullable(values.getValue(field)).map(Object::toString).filter(text -> !text.isEmpty());
    }

    /** A number, also out of a text, as it stands in CSV; a float keeps the digits that it shows. */
    private static OptionalDouble number(final Object value) {
        if (!(value instanceof Number || value instanceof String)) {
            return OptionalDouble.empty();
        }
        try {
            final double number = value instanceof Double known
                    ? known
                    : Double.parseDouble(value.toString().strip());
            return Double.isFinite(number) ? OptionalDouble.of(number) : OptionalDouble.empty();
        } catch (final NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }

    private static List<ScoredReason> reasons(final Object value, final String model) {
        final List<ScoredReason> reasons = new ArrayList<>();
        addReasons(value, model, reasons);
        return reasons;
    }

    /** Reasons are a list of records, or one text. */
    private static void addReasons(final Object value, final String model, final List<ScoredReason> reasons) {
        if (value instanceof Object[] entries) {
            for (final Object entry : entries) {
                addReasons(entry, model, reasons);
            }
        } else if (value instanceof Record entry) {
            reasons.add(new ScoredReason(
                    model,
                    text(entry, "feature"),
                    number(entry.getValue("share")),
                    number(entry.getValue("seen")),
                    number(entry.getValue("expected")),
                    text(entry, "text").orElse("")));
        } else if (value != null && !value.toString().isEmpty()) {
            reasons.add(new ScoredReason(
                    model,
                    Optional.empty(),
                    OptionalDouble.empty(),
                    OptionalDouble.empty(),
                    OptionalDouble.empty(),
                    value.toString()));
        }
    }
}

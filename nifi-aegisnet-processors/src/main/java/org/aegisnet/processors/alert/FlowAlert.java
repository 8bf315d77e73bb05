package org.aegisnet.processors.alert;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.apache.nifi.serialization.record.MapRecord;
import org.apache.nifi.serialization.record.Record;
import org.apache.nifi.serialization.record.RecordField;
import org.apache.nifi.serialization.record.util.DataTypeUtils;
import org.apache.nifi.serialization.record.util.IllegalTypeConversionException;

/** An alert: the values of the fields of {@link AlertFields}. Unknown values are absent. Immutable. */
final class FlowAlert {
    /** Tells of one flow. */
    static final String SINGLE = "alert";

    /** Tells how many repeats of an alert were counted instead of sent. */
    static final String SUMMARY = "summary";

    private final Map<String, Object> values;
    private final Instant time;
    private final Severity severity;

    private FlowAlert(final Map<String, Object> values, final Instant time, final Severity severity) {
        this.values = Collections.unmodifiableMap(values);
        this.time = time;
        this.severity = severity;
    }

    /**
     * An alert of values by the names of its fields.
     *
     * @param values those that are null are left out
     * @throws UnreadableAlertException if a field that every alert has is missing, or a value is not of its type
     */
    static FlowAlert of(final Map<String, Object> values) throws UnreadableAlertException {
        final Map<String, Object> kept = new LinkedHashMap<>();
        for (final RecordField field : AlertFields.SCHEMA.getFields()) {
            final Object value = values.get(field.getFieldName());
            if (value != null) {
                kept.put(field.getFieldName(), converted(value, field));
            }
        }
        required(kept, AlertFields.ID);
        required(kept, AlertFields.KIND);
        required(kept, AlertFields.LABEL);
        final String severity = required(kept, AlertFields.SEVERITY);
        return new FlowAlert(
                kept,
                instant(required(kept, AlertFields.TIME)),
                Severity.of(severity)
                        .orElseThrow(() -> new UnreadableAlertException("'%s' is not a severity".formatted(severity))));
    }

    /** Reads what GradeFlowAlerts has written. */
    static FlowAlert read(final Record record) throws UnreadableAlertException {
        return of(record.toMap());
    }

    private static Object converted(final Object value, final RecordField field) throws UnreadableAlertException {
        try {
            return DataTypeUtils.convertType(value, field.getDataType(), field.getFieldName());
        } catch (final IllegalTypeConversionException e) {
            throw new UnreadableAlertException(
                    "%s is '%s', which is not a %s".formatted(field.getFieldName(), value, field.getDataType()), e);
        }
    }

    private static String required(final Map<String, Object> values, final String name)
            throws UnreadableAlertException {
        final Object value = values.get(name);
        if (value == null) {
            throw new UnreadableAlertException(
                    "The record has no %s; only alerts as GradeFlowAlerts writes them are taken".formatted(name));
        }
        return value.toString();
    }

    private static Instant instant(final String text) throws UnreadableAlertException {
        try {
            return Instant.parse(text);
        } catch (final DateTimeException e) {
            throw new UnreadableAlertException("'%s' is not a time such as 2026-01-31T12:00:00Z".formatted(text), e);
        }
    }

    /** The same alert with other values; a value that is null takes the field away. */
    FlowAlert with(final Map<String, Object> changed) {
        final Map<String, Object> both = new LinkedHashMap<>(values);
        both.putAll(changed);
        try {
            return of(both);
        } catch (final UnreadableAlertException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    String id() {
        return values.get(AlertFields.ID).toString();
    }

    boolean isSummary() {
        return SUMMARY.equals(values.get(AlertFields.KIND));
    }

    /** When the flow ended, as its exporter says; if that is not known, when the alert was made. */
    Instant time() {
        return time;
    }

    Severity severity() {
        return severity;
    }

    String label() {
        return values.get(AlertFields.LABEL).toString();
    }

    boolean isSynthetic() {
        return Boolean.TRUE.equals(values.get(AlertFields.SYNTHETIC));
    }

    Optional<String> text(final String field) {
        return Optional.ofNullable(values.get(field)).map(Object::toString);
    }

    OptionalDouble number(final String field) {
        return values.get(field) instanceof Number number
                ? OptionalDouble.of(number.doubleValue())
                : OptionalDouble.empty();
    }

    OptionalLong integer(final String field) {
        return values.get(field) instanceof Number number ? OptionalLong.of(number.longValue()) : OptionalLong.empty();
    }

    /** The values by the names of their fields, in the order of the schema. */
    Map<String, Object> values() {
        return values;
    }

    Record toRecord() {
        return new MapRecord(AlertFields.SCHEMA, new LinkedHashMap<>(values));
    }

    /** The event and its two parties, in one line. */
    String headline() {
        final String who = "%s from %s to %s"
                .formatted(
                        label(),
                        text(AlertFields.SOURCE).orElse("an unknown source"),
                        text(AlertFields.DESTINATION).orElse("an unknown destination"));
        final String line = isSummary()
                ? "%s: %d more".formatted(who, integer(AlertFields.REPEATS).orElse(0))
                : who
                        + text(AlertFields.DESTINATION_PORT)
                                .map(port -> ", port " + port)
                                .orElse("");
        return isSynthetic() ? "SYNTHETIC: " + line : line;
    }
}

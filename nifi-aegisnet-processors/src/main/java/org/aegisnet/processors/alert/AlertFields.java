package org.aegisnet.processors.alert;

import java.util.List;
import org.apache.nifi.serialization.SimpleRecordSchema;
import org.apache.nifi.serialization.record.RecordField;
import org.apache.nifi.serialization.record.RecordFieldType;
import org.apache.nifi.serialization.record.RecordSchema;

/** The fields of an alert, in the order they are written. Times are text after ISO 8601, in UTC. */
final class AlertFields {
    static final String ID = "alert_id";
    static final String KIND = "alert_kind";
    static final String TIME = "alert_time";
    static final String SEVERITY = "severity";
    static final String RISK = "risk";
    static final String LABEL = "label";
    static final String SOURCE = "src_ip";
    static final String SOURCE_PORT = "src_port";
    static final String DESTINATION = "dst_ip";
    static final String DESTINATION_PORT = "dst_port";
    static final String PROTOCOL = "protocol";
    static final String BYTES_IN = "bytes_in";
    static final String BYTES_OUT = "bytes_out";
    static final String PACKETS = "packets";
    static final String DURATION = "duration";
    static final String PROBABILITY = "attack_probability";
    static final String ANOMALY_SCORE = "anomaly_score";
    static final String PERCENTILE = "anomaly_percentile";
    static final String CONFIDENCE = "pattern_confidence";
    static final String TECHNIQUE = "pattern_technique";
    static final String TACTIC = "pattern_tactic";
    static final String REASONS = "reasons";
    static final String MODELS = "models";
    static final String SYNTHETIC = "synthetic";
    static final String REPEATS = "repeats";
    static final String FIRST_TIME = "first_time";
    static final String LAST_TIME = "last_time";

    /** Of a summary: how many different destination ports the counted repeats had. */
    static final String DISTINCT_PORTS = "dst_ports";

    static final String REPEAT_OF = "repeat_of";
    static final String REPEAT_NUMBER = "repeat_number";
    static final String SUPPRESSED_REASON = "suppressed_reason";
    static final String ALLOWED_REASON = "allowed_reason";

    static final RecordSchema SCHEMA = new SimpleRecordSchema(List.of(
            field(ID, RecordFieldType.STRING),
            field(KIND, RecordFieldType.STRING),
            field(TIME, RecordFieldType.STRING),
            field(SEVERITY, RecordFieldType.STRING),
            field(RISK, RecordFieldType.DOUBLE),
            field(LABEL, RecordFieldType.STRING),
            field(SOURCE, RecordFieldType.STRING),
            field(SOURCE_PORT, RecordFieldType.INT),
            field(DESTINATION, RecordFieldType.STRING),
            field(DESTINATION_PORT, RecordFieldType.INT),
            field(PROTOCOL, RecordFieldType.INT),
            field(BYTES_IN, RecordFieldType.LONG),
            field(BYTES_OUT, RecordFieldType.LONG),
            field(PACKETS, RecordFieldType.LONG),
            field(DURATION, RecordFieldType.DOUBLE),
            field(PROBABILITY, RecordFieldType.DOUBLE),
            field(ANOMALY_SCORE, RecordFieldType.DOUBLE),
            field(PERCENTILE, RecordFieldType.DOUBLE),
            field(CONFIDENCE, RecordFieldType.DOUBLE),
            field(TECHNIQUE, RecordFieldType.STRING),
            field(TACTIC, RecordFieldType.STRING),
            field(REASONS, RecordFieldType.STRING),
            field(MODELS, RecordFieldType.STRING),
            field(SYNTHETIC, RecordFieldType.BOOLEAN),
            field(REPEATS, RecordFieldType.LONG),
            field(FIRST_TIME, RecordFieldType.STRING),
            field(LAST_TIME, RecordFieldType.STRING),
            field(DISTINCT_PORTS, RecordFieldType.LONG),
            field(REPEAT_OF, RecordFieldType.STRING),
            field(REPEAT_NUMBER, RecordFieldType.LONG),
            field(SUPPRESSED_REASON, RecordFieldType.STRING),
            field(ALLOWED_REASON, RecordFieldType.STRING)));

    private AlertFields() {}

    private static RecordField field(final String name, final RecordFieldType type) {
        return new RecordField(name, type.getDataType());
    }
}

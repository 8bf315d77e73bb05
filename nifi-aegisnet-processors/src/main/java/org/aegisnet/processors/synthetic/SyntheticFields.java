package org.aegisnet.processors.synthetic;

import java.util.List;
import org.apache.nifi.serialization.SimpleRecordSchema;
import org.apache.nifi.serialization.record.RecordField;
import org.apache.nifi.serialization.record.RecordFieldType;
import org.apache.nifi.serialization.record.RecordSchema;

/** The columns of synthetic flows: those of CICFlowMeter that the models need, and two that say what they are. */
final class SyntheticFields {
    static final String SOURCE = "Source IP";
    static final String SOURCE_PORT = "Source Port";
    static final String DESTINATION = "Destination IP";
    static final String DESTINATION_PORT = "Destination Port";
    static final String PROTOCOL = "Protocol";
    static final String TIMESTAMP = "Timestamp";
    static final String DURATION = "Flow Duration";
    static final String FORWARD_PACKETS = "Total Fwd Packets";
    static final String BACKWARD_PACKETS = "Total Backward Packets";
    static final String FORWARD_BYTES = "Total Length of Fwd Packets";
    static final String BACKWARD_BYTES = "Total Length of Bwd Packets";
    static final String FORWARD_LENGTH_MAX = "Fwd Packet Length Max";
    static final String FORWARD_LENGTH_MEAN = "Fwd Packet Length Mean";
    static final String FORWARD_GAP_DEVIATION = "Fwd IAT Std";
    static final String FORWARD_GAP_MIN = "Fwd IAT Min";
    static final String BACKWARD_GAP_MAX = "Bwd IAT Max";
    static final String LENGTH_VARIANCE = "Packet Length Variance";
    static final String FORWARD_WINDOW = "Init_Win_bytes_forward";
    static final String BACKWARD_WINDOW = "Init_Win_bytes_backward";
    static final String SYNTHETIC = "synthetic";
    static final String KIND = "synthetic_kind";

    static final RecordSchema SCHEMA = new SimpleRecordSchema(List.of(
            field(SOURCE, RecordFieldType.STRING),
            field(SOURCE_PORT, RecordFieldType.INT),
            field(DESTINATION, RecordFieldType.STRING),
            field(DESTINATION_PORT, RecordFieldType.INT),
            field(PROTOCOL, RecordFieldType.INT),
            field(TIMESTAMP, RecordFieldType.STRING),
            field(DURATION, RecordFieldType.LONG),
            field(FORWARD_PACKETS, RecordFieldType.INT),
            field(BACKWARD_PACKETS, RecordFieldType.INT),
            field(FORWARD_BYTES, RecordFieldType.LONG),
            field(BACKWARD_BYTES, RecordFieldType.LONG),
            field(FORWARD_LENGTH_MAX, RecordFieldType.DOUBLE),
            field(FORWARD_LENGTH_MEAN, RecordFieldType.DOUBLE),
            field(FORWARD_GAP_DEVIATION, RecordFieldType.DOUBLE),
            field(FORWARD_GAP_MIN, RecordFieldType.DOUBLE),
            field(BACKWARD_GAP_MAX, RecordFieldType.DOUBLE),
            field(LENGTH_VARIANCE, RecordFieldType.DOUBLE),
            field(FORWARD_WINDOW, RecordFieldType.INT),
            field(BACKWARD_WINDOW, RecordFieldType.INT),
            field(SYNTHETIC, RecordFieldType.BOOLEAN),
            field(KIND, RecordFieldType.STRING)));

    private SyntheticFields() {}

    private static RecordField field(final String name, final RecordFieldType type) {
        return new RecordField(name, type.getDataType());
    }
}

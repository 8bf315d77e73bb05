package org.aegisnet.processors.pairing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aegisnet.netflow.column.FlowColumn;
import org.aegisnet.pairing.PairingRules;
import org.aegisnet.pairing.PairingTable;
import org.apache.nifi.serialization.SimpleRecordSchema;
import org.apache.nifi.serialization.record.MapRecord;
import org.apache.nifi.serialization.record.Record;
import org.apache.nifi.serialization.record.RecordField;
import org.apache.nifi.serialization.record.RecordFieldType;
import org.apache.nifi.serialization.record.RecordSchema;

/**
 * A measurement of the memory that a waiting record takes, with all the columns that the decoder gives. A program, run by hand with a heap of 3
 * GB. Arguments: number of halves (default 200,000), number of rounds (default 8).
 */
final class PendingFlowsMeasurement {
    private static final List<String> SEPARATING = List.of("exporter", "vrf_id", "vlan_id");

    private PendingFlowsMeasurement() {}

    public static void main(final String[] arguments) throws IOException {
        final int flows = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 200_000;
        final int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 8;
        for (int round = 0; round < rounds; round++) {
            measure(flows);
        }
    }

    private static void measure(final int flows) throws IOException {
        final RecordSchema schema = schema();
        final PairingTable<PendingFlow> table =
                new PairingTable<>(new PairingRules(30_000, 2_000, flows), context -> false);
        final PairingCounts tally = new PairingCounts();
        final List<Record> paired = new ArrayList<>();
        final PairingBatch run = new PairingBatch(
                table,
                new PairingPlanCache(SEPARATING),
                new PairingOutput((relationship, values) -> paired.add(values), Optional.empty(), tally),
                tally);
        final List<Record> questions = new ArrayList<>();
        final List<Record> answers = new ArrayList<>();
        for (int flow = 0; flow < flows; flow++) {
            questions.add(flow(schema, flow, true));
            answers.add(flow(schema, flow, false));
        }
        final long start = cpuNanos();
        for (final Record values : questions) {
            run.take(values, 0);
        }
        final long taken = cpuNanos();
        final ByteArrayOutputStream first = new ByteArrayOutputStream(flows * 200);
        final long writing = cpuNanos();
        PendingFlowsCodec.write(table, first);
        final long encoded = cpuNanos();
        final ByteArrayOutputStream second = new ByteArrayOutputStream(flows * 200);
        final long again = cpuNanos();
        PendingFlowsCodec.write(table, second);
        final long written = cpuNanos();
        final int size = first.size();
        first.reset();
        questions.clear();
        final List<Record> kept = List.copyOf(answers);
        final long pairing = cpuNanos();
        for (final Record values : kept) {
            run.take(values, 0);
        }
        final long done = cpuNanos();
        System.out.printf(
                "%d flows: %.0f ns to take a half, %.0f ns to write one that has just come, %.0f ns to write it again, %.0f ns to pair and build the"
                        + " record; %.0f bytes each on disk; %d pairs%n",
                flows,
                (taken - start) / (double) flows,
                (encoded - writing) / (double) flows,
                (written - again) / (double) flows,
                (done - pairing) / (double) flows,
                size / (double) flows,
                paired.size());
        paired.clear();
        answers.clear();
        heap(flows, schema);
    }

    private static void heap(final int flows, final RecordSchema schema) throws IOException {
        final long before = usedBytes();
        final PairingTable<PendingFlow> table =
                new PairingTable<>(new PairingRules(30_000, 2_000, flows), context -> false);
        final PairingCounts tally = new PairingCounts();
        final PairingBatch run = new PairingBatch(
                table,
                new PairingPlanCache(SEPARATING),
                new PairingOutput((relationship, values) -> {}, Optional.empty(), tally),
                tally);
        for (int flow = 0; flow < flows; flow++) {
            run.take(flow(schema, flow, true), 0);
            if (flow % 10_000 == 0) {
                PendingFlowsCodec.write(table, new ByteArrayOutputStream());
            }
        }
        PendingFlowsCodec.write(table, new ByteArrayOutputStream());
        System.out.printf(
                "%.0f bytes of heap a waiting half, %d halves%n",
                (usedBytes() - before) / (double) flows, table.waiting());
    }

    private static RecordSchema schema() {
        final List<RecordField> fields = new ArrayList<>();
        for (final FlowColumn column : FlowColumn.values()) {
            final RecordFieldType type = switch (column.kind()) {
                case LONG -> RecordFieldType.LONG;
                case INT -> RecordFieldType.INT;
                case DOUBLE -> RecordFieldType.DOUBLE;
                case TIMESTAMP -> RecordFieldType.TIMESTAMP;
                case ADDRESS, STRING, PAIRING -> RecordFieldType.STRING;
            };
            fields.add(new RecordField(column.fieldName(), type.getDataType()));
        }
        return new SimpleRecordSchema(fields);
    }

    private static Record flow(final RecordSchema schema, final int flow, final boolean forward) {
        final String client = "10.%d.%d.%d".formatted(flow >> 16, flow >> 8 & 255, flow & 255);
        final Map<String, Object> values = new LinkedHashMap<>();
        values.put("bytes_in", 1234L + flow);
        values.put("packets", 12L);
        values.put("packets_fwd", 12L);
        values.put("duration", 0.25);
        values.put("src_ip", forward ? client : "192.0.2.1");
        values.put("dst_ip", forward ? "192.0.2.1" : client);
        values.put("src_port", forward ? 50_000 : 443);
        values.put("dst_port", forward ? 443 : 50_000);
        values.put("protocol", 6);
        values.put("tcp_flags_fwd", 27);
        values.put("first", new Timestamp(1_700_000_000_000L + flow));
        values.put("last", new Timestamp(1_700_000_000_250L + flow));
        values.put("pairing", "one_way");
        values.put("exporter", "192.0.2.9");
        values.put("observation_domain", 1L);
        values.put("input_interface", 2L);
        values.put("output_interface", 3L);
        values.put("tos", 0);
        values.put("src_as", 64_500L);
        values.put("dst_as", 64_501L);
        values.put("next_hop", "192.0.2.7");
        values.put("netflow_version", 9);
        return new MapRecord(schema, values);
    }

    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static long usedBytes() {
        for (int collection = 0; collection < 3; collection++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}

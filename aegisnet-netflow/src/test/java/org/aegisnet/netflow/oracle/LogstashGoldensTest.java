package org.aegisnet.netflow.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aegisnet.netflow.Fixtures;
import org.aegisnet.netflow.column.FlowBatch;
import org.aegisnet.netflow.column.FlowColumn;
import org.aegisnet.netflow.datagram.Datagram;
import org.aegisnet.netflow.decode.CollectingSink;
import org.aegisnet.netflow.decode.DecoderSettings;
import org.aegisnet.netflow.decode.FlowDecoder;
import org.aegisnet.netflow.element.ElementRegistry;
import org.aegisnet.netflow.record.DataRecord;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Comparison with the expected results of the tests of logstash-codec-netflow. The peer's mistakes are listed by name. */
class LogstashGoldensTest {
    private static final ElementRegistry REGISTRY = ElementRegistry.load();

    /**
     * Data before its template: the peer drops it, so of the case's six records it has the last three.
     */
    private static final String DATA_BEFORE_TEMPLATE = "logstash__3094_IPFIX_Netscaler_with_variable_length_fields";

    /** Start times of NetFlow v5 where the milliseconds have gone astray, beside the second too many. */
    private static final String TIMES_ASTRAY = "logstash__0027_Netflow_5_valid_01";

    @TestFactory
    List<DynamicTest> expectationsOfThePeer() {
        Map<String, List<String[]>> byCase = new LinkedHashMap<>();
        for (String line : Fixtures.lines("cases/logstash.tsv")) {
            String[] cells = line.split("\t", -1);
            byCase.computeIfAbsent(cells[0], unused -> new ArrayList<>()).add(cells);
        }
        return byCase.entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> check(entry.getKey(), entry.getValue())))
                .toList();
    }

    private static void check(String name, List<String[]> expectations) {
        FlowDecoder decoder =
                new FlowDecoder(REGISTRY, DecoderSettings.defaults().withRecords(true));
        FlowBatch batch = decoder.newBatch(64);
        List<Event> events = new ArrayList<>();
        for (Datagram datagram : Fixtures.ofCase(name)) {
            CollectingSink sink = new CollectingSink();
            int before = batch.size();
            decoder.decode(datagram, batch, sink);
            List<Event> ofDatagram = new ArrayList<>();
            for (int index = 0; index < sink.flows().size(); index++) {
                ofDatagram.add(new Event(sink.flows().get(index), batch, before + index));
            }
            sink.options().forEach(record -> ofDatagram.add(new Event(record, batch, -1)));
            ofDatagram.sort(Comparator.comparingInt(event -> event.record().offsetInDatagram(0)));
            events.addAll(ofDatagram);
        }
        List<String> differences = new ArrayList<>();
        int dropped = name.equals(DATA_BEFORE_TEMPLATE) ? 3 : 0;
        for (String[] expectation : expectations) {
            int event = Integer.parseInt(expectation[1]);
            if (event < 0) {
                assertEquals(Integer.parseInt(expectation[3]) + dropped, events.size(), "events");
                continue;
            }
            String element = expectation[2];
            String found = events.get(event + dropped).value(element);
            boolean mistake = name.equals(TIMES_ASTRAY) && element.equals("column:first");
            if (!same(element, expectation[3], found) && !mistake) {
                differences.add(
                        name + " event " + event + ", " + element + ": peer " + expectation[3] + ", found " + found);
            }
        }
        assertEquals(List.of(), differences);
    }

    /** Uptime-relative times of the peer are one second late if it borrows one (nfdump has ours); it prints some absolute times as numbers. */
    private static boolean same(String element, String expected, String found) {
        if (element.startsWith("column:")) {
            Instant time = Instant.parse(found);
            return List.of(time, time.plusSeconds(1)).contains(Instant.parse(expected));
        }
        if (found.endsWith("Z") && expected.matches("\\d+")) {
            Instant time = Instant.parse(found);
            long number = element.endsWith("Milliseconds") ? time.toEpochMilli() : time.getEpochSecond();
            return expected.equals(Long.toString(number));
        }
        return expected.equals(found);
    }

    /** A record and its row, if it is a flow. */
    private record Event(DataRecord record, FlowBatch batch, int row) {
        String value(String element) {
            return switch (element) {
                case "version" -> Integer.toString(record.header().version());
                case "template" -> Integer.toString(record.template().id());
                case "column:first" -> time(FlowColumn.FIRST);
                case "column:last" -> time(FlowColumn.LAST);
                default -> ofField(element);
            };
        }

        private String time(FlowColumn column) {
            return Instant.ofEpochMilli(batch.getEpochMillis(column, row)).toString();
        }

        private String ofField(String element) {
            for (int field = 0; field < record.fieldCount(); field++) {
                if (record.field(field).element().name().equalsIgnoreCase(element)) {
                    Optional<Object> value = record.value(field);
                    if (value.isPresent()) {
                        return element.equals("applicationId")
                                ? application(record.bytes(field))
                                : value.get().toString();
                    }
                }
            }
            return "none";
        }

        private static String application(byte[] id) {
            long selector = 0;
            for (int index = 1; index < id.length; index++) {
                selector = selector << 8 | (id[index] & 0xff);
            }
            return id[0] + ".." + selector;
        }
    }
}

package org.aegisnet.scoring.feature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnWordsTest {
    private static final Set<String> OF_THE_SAME_MEANING =
            Set.of("bytes_per_second", "packets_per_second", "fwd_packets_count", "bwd_packets_count");

    private final CicFlowMeterColumns columns = new CicFlowMeterColumns();

    @ParameterizedTest
    @CsvSource({
        "Total Forward Packets, Total Fwd Packets",
        "Total Reverse Packets, Total Backward Packets",
        "TotalBackwardPackets, Total Backward Packets",
        "Total Length of Backward Packets, Total Length of Bwd Packets",
        "TotLenFwdPkts, Total Length of Fwd Packets",
        "Initial Window Bytes (Forward), Init_Win_bytes_forward",
        "Init Win Bytes Bwd, Init_Win_bytes_backward",
        "FWD Init Win Bytes, Init_Win_bytes_forward",
        "Flow Bytes per second, Flow Bytes/s",
        "Flow Packets per Second, Flow Packets/s",
        "flow_bytes_per_sec, Flow Bytes/s",
        "Packet Length Var, Packet Length Variance",
        "Standard Deviation of Packet Length, Packet Length Std",
        "Mean Packet Length, Packet Length Mean",
        "Average Forward Segment Size, Avg Fwd Segment Size",
        "Maximum Forward Packet Length, Fwd Packet Length Max",
        "Forward Inter-Arrival Time Std, Fwd IAT Std",
        "Backward Interarrival Time Maximum, Bwd IAT Max",
        "SYN Flags Count, SYN Flag Count",
        "Backward Packets per Bulk Average, Bwd Avg Packets/Bulk",
        "Source Address, Source IP",
        "dest_port, Destination Port"
    })
    void aPersonsNameIsOneOfTheTool(final String written, final String column) {
        final FieldIndex record = new FieldIndex(List.of("Label", written));
        assertEquals(OptionalInt.of(1), find(record, columns.names(column)));
    }

    @ParameterizedTest
    @CsvSource({
        "Up/Down Ratio, Down/Up Ratio",
        "Fwd Packets, Total Fwd Packets",
        "Fwd Packets/s, Total Fwd Packets",
        "Fwd Header Length.1, Fwd Header Length",
        "Flow IAT Mean, Fwd IAT Mean",
        "Bulk per Bytes, Fwd Avg Bytes/Bulk"
    })
    void otherColumnsStayOthers(final String written, final String column) {
        final FieldIndex record = new FieldIndex(List.of(written));
        assertEquals(OptionalInt.empty(), find(record, columns.names(column)));
    }

    private OptionalInt find(final FieldIndex record, final String... names) {
        return IntStream.of(new WordSearch(columns).find(record, Term.of(names)))
                .findFirst();
    }

    @Test
    void noTwoColumnsHaveTheSameWords() {
        final Map<String, String> owners = new HashMap<>();
        final List<String> clashes = new ArrayList<>();
        columns.byName().forEach((column, styles) -> {
            for (final String name : styles.names()) {
                final String owner = owners.putIfAbsent(ColumnWords.fold(name), column);
                if (owner != null && !owner.equals(column)) {
                    clashes.add("%s of %s and %s".formatted(name, column, owner));
                }
            }
        });
        assertEquals(List.of(), clashes);
        assertTrue(owners.size() >= columns.byName().size());
    }

    /**
     * If a name of another tool had the words of a column, a record of that tool would be read as CICFlowMeter's. Those left out
     * mean the same as CICFlowMeter's.
     */
    @Test
    void noCountOfAnotherToolHasTheWordsOfAColumn() {
        final Set<String> words = new HashSet<>();
        columns.byName().forEach((column, styles) -> {
            if (styles.quantity() != Quantity.TEXT
                    && styles.quantity() != Quantity.PORT
                    && styles.quantity() != Quantity.PROTOCOL) {
                styles.names().forEach(name -> words.add(ColumnWords.fold(name)));
            }
        });
        final Set<String> clashes = new HashSet<>();
        for (final Vocabulary vocabulary : new Vocabularies().all()) {
            if (!vocabulary.name().contains("CICFlowMeter")) {
                vocabulary.fieldNames().stream()
                        .filter(name -> !OF_THE_SAME_MEANING.contains(name))
                        .filter(name -> words.contains(ColumnWords.fold(name)))
                        .forEach(name -> clashes.add(vocabulary.name() + ": " + name));
            }
        }
        assertEquals(Set.of(), clashes);
    }

    @Test
    void onlyCicFlowMeterFoldsWords() {
        final FieldIndex record = new FieldIndex(List.of("dest_ip"));
        assertEquals(OptionalInt.empty(), record.position("dst_ip"));
        assertEquals(OptionalInt.of(0), find(record, columns.names("Destination IP")));
        assertEquals(
                0,
                new Vocabularies()
                        .named("AegisNet")
                        .orElseThrow()
                        .positions(Vocabulary.DESTINATION_ADDRESS, record)
                        .length);
    }
}

package org.aegisnet.processors.netflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.aegisnet.netflow.datagram.Exporter;
import org.aegisnet.netflow.plan.OutCounters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExporterSettingsTest {
    private static final String TABLE = """
            # the edge samples, the core counts both ways
            Exporter, sampling_rate, out_counters, separating_fields
            192.0.2.7, 100, ,
            192.0.2.0/24, 10, way back, exporter vlan_id
            2001:db8::/32,,Same Direction,
            """;

    @Test
    void theFirstLineThatFitsCounts() {
        final ExporterSettings settings = ExporterSettings.read(TABLE);

        assertEquals(OptionalLong.of(100), settings.samplingRate(new Exporter("192.0.2.7")));
        assertEquals(Optional.empty(), settings.outCounters(new Exporter("192.0.2.7")));
        assertEquals(OptionalLong.of(10), settings.samplingRate(new Exporter("192.0.2.8")));
        assertEquals(Optional.of(OutCounters.REVERSE), settings.outCounters(new Exporter("192.0.2.8")));
        assertEquals(Optional.of(List.of("exporter", "vlan_id")), settings.separatingFields("192.0.2.8"));
        assertEquals(OptionalLong.empty(), settings.samplingRate(new Exporter("2001:db8::1")));
        assertEquals(Optional.of(OutCounters.SAME_DIRECTION), settings.outCounters(new Exporter("2001:db8::1")));
        assertEquals(OptionalLong.empty(), settings.samplingRate(new Exporter("198.51.100.1")));
        assertEquals(Optional.empty(), settings.separatingFields("unknown"));
    }

    @Test
    void theTableMayBeInAFile(@TempDir final Path folder) throws Exception {
        final Path file = Files.writeString(
                folder.resolve("exporters.csv"), "\ufeff" + TABLE.substring(TABLE.indexOf("Exporter")));

        assertEquals(
                OptionalLong.of(100), ExporterSettings.read(file.toString()).samplingRate(new Exporter("192.0.2.7")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "exporter,rate/192.0.2.7,1 | Line 1: there is no column 'rate'; the columns are exporter, sampling_rate, out_counters and separating_fields",
                "exporter,exporter/a,b | Line 1: the columns are 'exporter,exporter'; name exporter, and each column once",
                "exporter,sampling_rate/edge,1 | Line 2: 'edge' is not a network; write it as 10.0.0.0/8 or 2001:db8::/32, several separated by commas",
                "exporter,sampling_rate/192.0.2.7,0 | Line 2: sampling_rate is '0', no whole number from 1 to 4294967295",
                "exporter,sampling_rate/192.0.2.7,many | Line 2: sampling_rate is 'many', no whole number from 1 to 4294967295",
                "exporter,out_counters/192.0.2.7,both | Line 2: out_counters is 'both'; give Automatic, Way Back or Same Direction",
                "exporter,out_counters/192.0.2.7 | Line 2: it has 1 cells, but the table has 2 columns",
                "#/# | The table has no line with the names of its columns, such as exporter,sampling_rate; add it as the first line",
                "no-such-file.csv | 'no-such-file.csv' is no file that can be read, and no table: the first line of a table names its columns, such as exporter,sampling_rate",
            })
    void aWrongTableIsRejectedWithASentence(final String table, final String reason) {
        final String text = table.replace("/", "\n");

        assertEquals(
                reason,
                assertThrows(IllegalArgumentException.class, () -> ExporterSettings.read(text))
                        .getMessage());
    }
}

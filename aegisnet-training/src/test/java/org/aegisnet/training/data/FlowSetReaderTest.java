package org.aegisnet.training.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.aegisnet.scoring.feature.Feature;
import org.aegisnet.scoring.feature.FeatureUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlowSetReaderTest {
    private static final String HEADER =
            " Flow Duration, Total Fwd Packets,Flow Bytes/s, Fwd Header Length, Fwd Header Length, Label\n";

    private final FlowSetReader reader = new FlowSetReader(List.of(
            new Feature("Flow Duration", FeatureUnit.MICROSECONDS, true, 0),
            new Feature("Flow Bytes/s", FeatureUnit.BYTES_PER_SECOND, true, 0)));

    @TempDir
    private Path folder;

    private Path file(final String name, final String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    @Test
    void takesWhatCanBeScoredAndCountsTheReasonsOfTheRest() throws IOException {
        final Path path =
                file("flows.csv", HEADER + "10,1,5.5,20,20,BENIGN\n0,1,Infinity,20,20,DDoS\n-1,1,2,20,20,BENIGN\n");
        final ReadFlows read = reader.read(List.of(path));
        assertEquals(1, read.flows().size());
        assertArrayEquals(
                new float[] {10f, 5.5f}, read.flows().flows().getFirst().features());
        assertEquals(
                2, read.leftOut().values().stream().mapToLong(Long::longValue).sum());
        assertTrue(read.leftOut().keySet().stream().anyMatch(reason -> reason.contains("Infinity")));
        assertEquals(1, read.sources().getFirst().rows());
        assertEquals(64, read.sources().getFirst().sha256().length());
    }

    @Test
    void namesTheColumnThatIsMissing() throws IOException {
        final Path path = file("flows.csv", "Flow Duration,Label\n1,BENIGN\n");
        final FlowCsvException fault = assertThrows(FlowCsvException.class, () -> reader.read(List.of(path)));
        assertEquals(
                "flows.csv has no column for Flow Bytes/s; its columns are Flow Duration, Label", fault.getMessage());
    }

    @Test
    void sameMeasurementsAreDuplicatesHoweverNumbersAreWritten() throws IOException {
        final Path path = file(
                "flows.csv",
                "Flow ID," + HEADER
                        + "a,10,1,5.5,20,20,BENIGN\nb,10.0,1,5.50,20,20,BENIGN\nc,10,1,5.5,20,20,DDoS\nd,10,2,5.5,20,20,BENIGN\n");
        final FlowSet flows =
                new Deduplication().apply(reader.read(List.of(path)).flows());
        assertEquals(List.of(2L, 4L, 5L), flows.flows().stream().map(Flow::line).toList());
    }
}

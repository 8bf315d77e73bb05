package org.aegisnet.training.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlowCsvTest {
    private final SharedData shared = new SharedData();

    private static FlowCsv open(final byte[] content) throws IOException {
        return FlowCsv.open("flows.csv", new ByteArrayInputStream(content));
    }

    private static FlowCsv open(final String content) throws IOException {
        return open(content.getBytes(StandardCharsets.UTF_8));
    }

    private static List<FlowRow> rows(final FlowCsv file) throws IOException {
        final List<FlowRow> rows = new ArrayList<>();
        for (Optional<FlowRow> row = file.next(); row.isPresent(); row = file.next()) {
            rows.add(row.get());
        }
        return rows;
    }

    private static byte[] gzip(final String content) throws IOException {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream stream = new GZIPOutputStream(bytes)) {
            stream.write(content.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    @Test
    void readsColumnNamesWithBlanksRowsLabelsAndTimes() throws IOException {
        try (FlowCsv file = open(" Flow Duration, Timestamp, Label\r\n12,7/7/2017 3:56,BENIGN\r\n\r\n13,,DDoS\r\n")) {
            assertEquals(
                    List.of("Flow Duration", "Timestamp", "Label"),
                    file.header().names());
            final List<FlowRow> rows = rows(file);
            assertEquals(2, rows.size());
            assertTrue(rows.get(0).label().isBenign());
            assertEquals(
                    Optional.of(LocalDateTime.of(2017, 7, 7, 15, 56)),
                    rows.get(0).time());
            assertEquals("DDoS", rows.get(1).label().name());
            assertEquals(Optional.empty(), rows.get(1).time());
            assertEquals(4, rows.get(1).line());
        }
    }

    @Test
    void readsGzipByContentAndHashesTheFileAsItIsStored() throws Exception {
        final byte[] stored = gzip("a,Label\n1,BENIGN\n2,BENIGN\n");
        try (FlowCsv file = open(stored)) {
            assertEquals(2, rows(file).size());
            assertEquals(
                    HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(stored)),
                    file.sha256Hex());
        }
    }

    @Test
    void readsADashThatIsNotUtf8() throws IOException {
        final byte[] windows = "a,Label\n1,Web Attack \u2013 XSS\n".getBytes(Charset.forName("windows-1252"));
        try (FlowCsv file = open(windows)) {
            assertEquals("Web Attack - XSS", rows(file).getFirst().label().name());
        }
    }

    @Test
    void findsTheColumnThatOneVersionLeavesOutOfItsHeader() throws IOException {
        try (FlowCsv file =
                open("Fwd Header Length,Avg Bwd Segment Size,Fwd Avg Bytes/Bulk,Label\n40,7,40,9,BENIGN\n")) {
            assertEquals(
                    List.of(
                            "Fwd Header Length",
                            "Avg Bwd Segment Size",
                            "Fwd Header Length.1",
                            "Fwd Avg Bytes/Bulk",
                            "Label"),
                    file.header().names());
            assertTrue(rows(file).getFirst().label().isBenign());
        }
    }

    @Test
    void aRowThatHasTooManyCellsHasAFaultWithItsLineAndFailsNoOther() throws IOException {
        try (FlowCsv file = open("a,Label\n1,BENIGN\n1,2,BENIGN\n3,BENIGN\n")) {
            final List<FlowRow> read = rows(file);
            assertEquals(3, read.size());
            assertEquals(
                    "Line 3 has 3 cells, but the header names 2 columns, so that values may stand below wrong names; beyond the last name: 'BENIGN'",
                    read.get(1).fault().orElseThrow());
            assertEquals(Optional.empty(), read.get(2).fault());
        }
    }

    @Test
    void namesTheFileThatIsNoCsv() {
        assertEquals(
                "flows.csv is no CSV file that can be read: The content begins with '{' and looks like JSON; CSV with a line of column names was expected",
                assertThrows(FlowCsvException.class, () -> open("{\"a\":1}\n")).getMessage());
    }

    @Test
    void namesTheFileThatIsEmptyOrAbsent() {
        assertEquals(
                "flows.csv is empty; a line of column names was expected",
                assertThrows(FlowCsvException.class, () -> open("")).getMessage());
        assertEquals(
                "There is no file nowhere.csv",
                assertThrows(FlowCsvException.class, () -> FlowCsv.open(Path.of("nowhere.csv")))
                        .getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "original_format/MachineLearningCVE_Thursday-WebAttacks_head999_th1.csv, 1006, Web Attack - XSS, 3",
        "original_format/TrafficLabelling_xss_Mondirkb.csv, 652, Web Attack - XSS, 652",
        "original_format/TrafficLabelling_Friday-DDos_head299.csv, 299, BENIGN, 299",
        "benign_office/CICFlowMeter_2017-10-16_online.csv, 5746, BENIGN, 5746",
        "train/cicids2017_original_train.csv.gz, 13089, Heartbleed, 6"
    })
    void readsPublishedFilesWithTheirFaults(final String path, final int rows, final String label, final int labelled)
            throws IOException {
        final Path published = shared.file(path);
        assertTrue(Files.size(published) > 0);
        try (FlowCsv file = FlowCsv.open(published)) {
            final List<FlowRow> read = rows(file);
            assertEquals(rows, read.size());
            assertEquals(
                    labelled,
                    read.stream()
                            .filter(row -> row.label().name().equals(label))
                            .count());
        }
    }
}

package org.aegisnet.scoring.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.aegisnet.scoring.feature.KnownFeatureNames;
import org.aegisnet.scoring.feature.Vocabularies;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FlowTableTest {
    private static final KnownFeatureNames KNOWN = new KnownFeatureNames(new Vocabularies().all(), List.of());

    private static FlowTable open(final InputStream content) throws IOException {
        return FlowTable.open(content, KNOWN);
    }

    private static FlowTable open(final byte[] content) throws IOException {
        return open(new ByteArrayInputStream(content));
    }

    private static FlowTable open(final String content) throws IOException {
        return open(content.getBytes(StandardCharsets.UTF_8));
    }

    private static List<CsvRow> rows(final FlowTable table) throws IOException {
        final List<CsvRow> rows = new ArrayList<>();
        for (Optional<CsvRow> row = table.next(); row.isPresent(); row = table.next()) {
            rows.add(row.get());
        }
        return rows;
    }

    private static List<List<String>> cells(final FlowTable table) throws IOException {
        return rows(table).stream().map(CsvRow::cells).toList();
    }

    private static byte[] gzip(final byte[] content) throws IOException {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream stream = new GZIPOutputStream(bytes)) {
            stream.write(content);
        }
        return bytes.toByteArray();
    }

    @Test
    void blanksAroundNamesAreLeftOutAndCellsStayAsTheyAre() throws IOException {
        try (FlowTable table = open(" Flow Duration, Protocol , Label\r\n 12,,Web Attack\r\n")) {
            assertEquals(List.of("Flow Duration", "Protocol", "Label"), table.names());
            assertEquals(List.of(List.of(" 12", "", "Web Attack")), cells(table));
        }
    }

    @Test
    void theFirstOfTwoColumnsOfOneNameKeepsIt() throws IOException {
        try (FlowTable table =
                open("a, Fwd Header Length,Fwd Header Length,Fwd Header Length,a.1,a,\n1,2,3,4,5,6,\n")) {
            assertEquals(
                    List.of("a", "Fwd Header Length", "Fwd Header Length.1", "Fwd Header Length.2", "a.1", "a.2"),
                    table.names());
            assertEquals("Fwd Header Length", table.writtenNames().get(3));
            assertEquals(List.of(List.of("1", "2", "3", "4", "5", "6")), cells(table));
        }
    }

    @Test
    void aColumnWithoutANameGetsItsPosition() throws IOException {
        try (FlowTable table = open(",protocol,,duration\n0,6,x,1\n")) {
            assertEquals(List.of("column_1", "protocol", "column_3", "duration"), table.names());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "bytes_in,bytes_out,duration~1,2,3",
                "bytes_in;bytes_out;duration~1;2;3",
                "bytes_in\\tbytes_out\\tduration~1\\t2\\t3",
                "bytes_in bytes_out duration~1 2 3",
                "  bytes_in   bytes_out  duration ~ 1  2     3 ",
                "'bytes_in';\"bytes_out\";duration~1;\"2\";3",
                "# made by a tool\\nbytes_in,bytes_out,duration~1,2,3",
                "sep=;\\nbytes_in;bytes_out;duration~1;2;3",
                "\\n\\nbytes_in,bytes_out,duration~\\n1,2,3\\n  \\n",
            })
    void theSeparatorIsFoundFromTheHeader(final String header, final String row) throws IOException {
        final String text = (header + "\n" + row + "\n").replace("\\t", "\t").replace("\\n", "\n");
        try (FlowTable table = open(text)) {
            assertEquals(3, table.names().size(), table.names().toString());
            assertEquals(List.of(List.of("1", "2", "3")), cells(table));
        }
    }

    @Test
    void aNameWithBlanksIsNotTakenApart() throws IOException {
        try (FlowTable table = open("Flow Duration\n5\n")) {
            assertEquals(List.of("Flow Duration"), table.names());
        }
        try (FlowTable table = open("my own;columns here\n1,5;2,5\n")) {
            assertEquals(List.of("my own", "columns here"), table.names());
            assertEquals(List.of(List.of("1,5", "2,5")), cells(table));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "windows-1252", "UTF-16", "x-UTF-16LE-BOM"})
    void theEncodingIsFound(final String charset) throws IOException {
        final String text = "protocol,Label\n6,Web Attack \u2013 \u00e9\n6,\u20ac\n";
        try (FlowTable table = open(text.getBytes(Charset.forName(charset)))) {
            assertEquals(List.of(List.of("6", "Web Attack \u2013 \u00e9"), List.of("6", "\u20ac")), cells(table));
        }
    }

    @Test
    void aByteThatIsNotUtf8IsReadAtEveryPlaceOfTheBuffer() throws IOException {
        final byte[] dash = {(byte) 0x96};
        for (int length = 8_170; length < 8_200; length++) {
            final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            bytes.writeBytes(("protocol,Label\n6," + "x".repeat(length)).getBytes(StandardCharsets.UTF_8));
            bytes.writeBytes(dash);
            bytes.writeBytes("\u2013\ud83d\ude00".getBytes(StandardCharsets.UTF_8));
            bytes.writeBytes(new byte[] {(byte) 0xe2, (byte) 0x80});
            try (FlowTable table = open(bytes.toByteArray())) {
                final String label = cells(table).getFirst().get(1);
                assertEquals("\u2013\u2013\ud83d\ude00\u00e2\u20ac", label.substring(length));
            }
        }
    }

    @Test
    void aByteOrderMarkIsLeftOut() throws IOException {
        try (FlowTable table = open("\uFEFFprotocol,a\n6,1\n\uFEFFprotocol,a\n17,2\n")) {
            assertEquals(List.of("protocol", "a"), table.names());
            assertEquals(List.of(List.of("6", "1"), List.of("17", "2")), cells(table));
        }
    }

    @Test
    void aRepeatedHeaderIsNoRow() throws IOException {
        try (FlowTable table = open("protocol, a\n6,1\n protocol,a \n\"protocol\",a\n7,2\nprotocol,b\n")) {
            assertEquals(
                    List.of("6", "7", "protocol"),
                    cells(table).stream().map(List::getFirst).toList());
        }
    }

    @Test
    void zeeksHeaderTellsTheForm() throws IOException {
        final String log = """
                #separator \\x09
                #set_separator\t,
                #empty_field\t(empty)
                #unset_field\tNA
                #path\tconn
                #open\t2024-01-01-00-00-00
                #fields\tts\tid.orig_h\tduration\tnote
                #types\ttime\taddr\tinterval\tstring
                1.5\t192.0.2.1\tNA\t"quote
                #close\t2024
                #separator \\x09
                #fields\tts\tid.orig_h\tduration\tnote
                2.5\t192.0.2.2\t3\t-
                """;
        try (FlowTable table = open(log)) {
            assertEquals(List.of("ts", "id.orig_h", "duration", "note"), table.names());
            final List<CsvRow> rows = rows(table);
            assertEquals(List.of("1.5", "192.0.2.1", "", "\"quote"), rows.get(0).cells());
            assertEquals(List.of("2.5", "192.0.2.2", "3", "-"), rows.get(1).cells());
            assertEquals(List.of(9L, 13L), rows.stream().map(CsvRow::line).toList());
            assertTrue(rows.stream().allMatch(row -> row.fault().isEmpty()));
        }
    }

    @Test
    void zeeksOtherSeparatorsAreRead() throws IOException {
        try (FlowTable table = open("#separator |\n#fields|ts|duration\n1|2\n")) {
            assertEquals(List.of(List.of("1", "2")), cells(table));
        }
        try (FlowTable table = open("#fields\tts\tduration\n1\t-\n")) {
            assertEquals(List.of(List.of("1", "")), cells(table));
        }
    }

    @Test
    void rowsOfAnotherLogAreNotReadUnderTheFirstOnesNames() throws IOException {
        try (FlowTable table = open("#fields\tts\tduration\n1\t2\n#fields\tts\tquery\n3\t4\n")) {
            final List<CsvRow> rows = rows(table);
            assertEquals(Optional.empty(), rows.get(0).fault());
            assertEquals(
                    "Line 4 cannot be told apart into columns: line 3 names other columns than the header; split the file there",
                    rows.get(1).fault().orElseThrow());
        }
    }

    @Test
    void shortAndLongRowsAreKeptWithTheLineAndTheReason() throws IOException {
        try (FlowTable table = open("a,protocol,c\n1,6\n1,6,3,surplus,\n\n1,6,3,,\n\"x\ny\",6,3\n1,6,3\n")) {
            final List<CsvRow> rows = rows(table);
            assertEquals(
                    "Line 2 has 2 cells, but the header names 3 columns, so that values may stand below wrong names",
                    rows.get(0).fault().orElseThrow());
            assertEquals(List.of("1", "6", ""), rows.get(0).cells());
            assertEquals(
                    "Line 3 has 5 cells, but the header names 3 columns, so that values may stand below wrong names; beyond the last name: 'surplus'",
                    rows.get(1).fault().orElseThrow());
            assertEquals(
                    List.of(2L, 3L, 5L, 6L, 8L), rows.stream().map(CsvRow::line).toList());
            assertTrue(rows.subList(2, 5).stream().allMatch(row -> row.fault().isEmpty()));
        }
    }

    @Test
    void aRowOfAMillionCellsIsARowThatIsTooLong() throws IOException {
        try (FlowTable table = open("a,protocol\n1,6\n" + "1,".repeat(1_000_000) + "\n1,6\n")) {
            final List<CsvRow> rows = rows(table);
            assertEquals(3, rows.size());
            assertTrue(rows.get(1).fault().orElseThrow().startsWith("Line 3 has 1000001 cells"));
        }
    }

    @Test
    void theColumnThatOneVersionLeavesOutOfItsHeaderIsPutIn() throws IOException {
        try (FlowTable table =
                open("Fwd Header Length,Avg Bwd Segment Size,Fwd Avg Bytes/Bulk,Label\n40,7,40,9,BENIGN\n")) {
            assertEquals(
                    List.of(
                            "Fwd Header Length",
                            "Avg Bwd Segment Size",
                            "Fwd Header Length.1",
                            "Fwd Avg Bytes/Bulk",
                            "Label"),
                    table.names());
            assertEquals(Optional.empty(), rows(table).getFirst().fault());
        }
    }

    @Test
    void charactersBehindAQuoteDoNotFailTheFile() throws IOException {
        try (FlowTable table = open("protocol,Label\n6,\"a\"b\n6,c\"d\n")) {
            assertEquals(2, rows(table).size());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"protocol,a\n6,1\n6,\"x\n6,2\n", "protocol,\"a\n6,1\n6,2\n"})
    void aQuoteThatIsNotClosedIsRefusedAndTakesNoRowsAlong(final String text) {
        final CsvFormatException fault = assertThrows(CsvFormatException.class, () -> {
            try (FlowTable table = open(text)) {
                rows(table);
            }
        });
        assertTrue(fault.getMessage().startsWith("The content cannot be read as CSV: "), fault.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "# only a remark\n"})
    void emptyContentIsATableWithoutColumns(final String text) throws IOException {
        try (FlowTable table = open(text)) {
            assertEquals(List.of(), table.names());
            assertEquals(List.of(), rows(table));
        }
    }

    @Test
    void gzipIsRecognisedByContentAndMayHaveParts() throws IOException {
        final ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(gzip("protocol,a\n6,1\n".getBytes(StandardCharsets.UTF_8)));
        both.writeBytes(gzip("17,2\n".getBytes(StandardCharsets.UTF_8)));
        try (FlowTable table = open(both.toByteArray())) {
            assertEquals(List.of(List.of("6", "1"), List.of("17", "2")), cells(table));
        }
    }

    @Test
    void gzipThatEndsEarlyIsRefused() throws IOException {
        final byte[] whole = gzip("protocol,a\n6,1\n".repeat(1000).getBytes(StandardCharsets.UTF_8));
        for (final int length : new int[] {2, 9, whole.length / 2, whole.length - 4}) {
            final CsvFormatException fault = assertThrows(CsvFormatException.class, () -> {
                try (FlowTable table = open(Arrays.copyOf(whole, length))) {
                    rows(table);
                }
            });
            assertTrue(
                    fault.getMessage().startsWith("The gzip content is damaged or ends early: "), fault.getMessage());
        }
    }

    @Test
    void aGzipBombIsRefused() throws IOException {
        final byte[] bomb = gzip("protocol,a\n6,1\n".repeat(10_000_000).getBytes(StandardCharsets.UTF_8));
        final CsvFormatException fault = assertThrows(CsvFormatException.class, () -> {
            try (FlowTable table = open(bomb)) {
                long read = 0;
                while (table.next().isPresent()) {
                    read++;
                }
                assertTrue(read < 0, "It was read to its end");
            }
        });
        assertEquals(
                "The gzip content expands to more than 200 times its length, which no file of flows does; expand it first if it is one",
                fault.getMessage());
    }

    @Test
    void tenThousandColumnsAreRefused() {
        final String header =
                IntStream.range(0, 10_000).mapToObj(Integer::toString).collect(Collectors.joining(","));
        assertEquals(
                "The header has more than 4096 columns; leave out columns that no model needs",
                assertThrows(CsvFormatException.class, () -> open("protocol," + header + "\n6\n"))
                        .getMessage());
        assertEquals(
                "The line of column names has more than 262144 characters; CSV of flows was expected, one flow to a line",
                assertThrows(CsvFormatException.class, () -> open("x".repeat(300_000)))
                        .getMessage());
    }

    @Test
    void aCellOfFiftyMegabytesIsRefusedBeforeItIsHeld() {
        final byte[] start = "protocol,a\n6,\"".getBytes(StandardCharsets.UTF_8);
        final LongContent content = new LongContent(start, 50L << 20);
        final CsvFormatException fault = assertThrows(CsvFormatException.class, () -> {
            try (FlowTable table = open(content)) {
                rows(table);
            }
        });
        assertTrue(
                fault.getMessage()
                        .endsWith("A cell has at most 131072 characters; look for a quote that is not closed"),
                fault.getMessage());
        assertTrue(content.read < 1 << 20, "Read before the refusal: " + content.read);
    }

    @ParameterizedTest
    @CsvSource({"{, JSON", "[, JSON"})
    void jsonIsRefused(final String start, final String format) {
        final String message = assertThrows(CsvFormatException.class, () -> open(start + "\"a\":1}\n"))
                .getMessage();
        assertTrue(message.contains("looks like " + format), message);
    }

    @Test
    void contentThatIsNotTextIsRefused() {
        assertEquals(
                "The first line holds the control character U+0001; the content is not text. CSV with a line of column names was expected",
                assertThrows(CsvFormatException.class, () -> open("Obj\u0001\u0002avro"))
                        .getMessage());
    }

    /** Stream of a start and then one letter without end, up to a length. */
    private static final class LongContent extends InputStream {
        private final byte[] start;
        private final long length;
        private long read;

        private LongContent(final byte[] start, final long length) {
            this.start = start;
            this.length = length;
        }

        @Override
        public int read() {
            if (read == length) {
                return -1;
            }
            return read < start.length ? start[(int) read++] : next();
        }

        private int next() {
            read++;
            return 'x';
        }

        @Override
        public int read(final byte[] buffer, final int offset, final int count) {
            int filled = 0;
            for (int value = 0; filled < count && value >= 0; filled += value < 0 ? 0 : 1) {
                value = read();
                buffer[offset + filled] = (byte) value;
            }
            return filled == 0 ? -1 : filled;
        }
    }
}

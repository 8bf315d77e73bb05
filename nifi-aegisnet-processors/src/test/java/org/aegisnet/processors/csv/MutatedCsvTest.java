package org.aegisnet.processors.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.apache.nifi.json.JsonRecordSetWriter;
import org.apache.nifi.serialization.MalformedRecordException;
import org.apache.nifi.serialization.RecordReader;
import org.apache.nifi.serialization.RecordSetWriter;
import org.apache.nifi.serialization.record.Record;
import org.apache.nifi.util.MockComponentLog;
import org.apache.nifi.util.NoOpProcessor;
import org.apache.nifi.util.TestRunner;
import org.apache.nifi.util.TestRunners;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Thousands of damaged and contrived CSV files. Each is rejected with a sentence, or every row of it comes out of a JsonRecordSetWriter at its
 * defaults. Half of them have cells that somebody might contrive, so that the number of rows is known. The other half are damaged bytes. {@code -P
 * slow} takes 100,000.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MutatedCsvTest {
    private static final int FILES = Integer.getInteger("aegisnet.fuzz.files", 3_000);

    private static final List<String> NAMES = List.of(
            " Flow Duration",
            "Fwd Header Length",
            "Fwd Header Length",
            "Flow Bytes/s",
            "Protocol",
            "Dst Port",
            "src_ip",
            "Label",
            "Timestamp",
            "",
            "bytes_in",
            "duration",
            "td",
            "my own",
            "a.b",
            "\u00fcber",
            "csv_fault",
            "unscored_reason");

    private static final List<String> CELLS = List.of(
            "",
            "0",
            "-1",
            "6",
            "443",
            "1.5",
            "1e3",
            "Infinity",
            "-Infinity",
            "NaN",
            "nan",
            "007",
            "0x1f",
            "-",
            "(empty)",
            "1.200",
            "9223372036854775808",
            "1e999",
            "-0",
            "1d",
            "x",
            "192.0.2.1",
            "2001:db8::1",
            "7/7/2017 3:30:00 PM",
            "#",
            "\u2013",
            "\uD83D\uDE00",
            "\u0000",
            "'",
            "'; DROP",
            "=1+1",
            "tcp");

    private static final char[] SEPARATORS = {',', ';', '\t'};

    private final ObjectMapper mapper = new ObjectMapper();
    private final FlowCsvReader service = new FlowCsvReader();
    private final JsonRecordSetWriter writerService = new JsonRecordSetWriter();
    private final MockComponentLog logger = new MockComponentLog("reader", "reader");

    @BeforeAll
    void enable() throws Exception {
        final TestRunner runner = TestRunners.newTestRunner(new NoOpProcessor());
        runner.addControllerService("writer", writerService);
        runner.enableControllerService(writerService);
    }

    @Test
    void everyRowComesOutOrTheFileIsRefused() throws Exception {
        final Random random = new Random(20_261_201);
        int refused = 0;
        for (int file = 0; file < FILES; file++) {
            if (file % 2 == 0) {
                final int rows = random.nextInt(8);
                final String content = contrived(random, rows);
                assertEquals(rows, written(content.getBytes(StandardCharsets.UTF_8)), content);
            } else if (!survives(random)) {
                refused++;
            }
        }
        assertTrue(refused > 0 && refused < FILES / 4, "Too few or too many were refused: " + refused);
    }

    /** The number of records that come out. */
    private int written(final byte[] content) throws Exception {
        final ByteArrayOutputStream json = new ByteArrayOutputStream();
        int read = 0;
        try (RecordReader reader = service.createRecordReader(
                        Map.of(), new ByteArrayInputStream(content), content.length, logger);
                RecordSetWriter writer = writerService.createWriter(logger, reader.getSchema(), json, Map.of())) {
            writer.beginRecordSet();
            for (Record row = reader.nextRecord(); row != null; row = reader.nextRecord()) {
                writer.write(row);
                read++;
            }
            writer.finishRecordSet();
        }
        assertEquals(read, mapper.readTree(json.toByteArray()).size());
        return read;
    }

    private boolean survives(final Random random) throws Exception {
        final byte[] content = damaged(contrived(random, 5).getBytes(StandardCharsets.UTF_8), random);
        try {
            written(random.nextInt(4) == 0 ? damaged(gzip(content), random) : content);
            return true;
        } catch (final MalformedRecordException | IOException e) {
            assertFalse(e.getMessage().isBlank());
            return false;
        }
    }

    private static byte[] gzip(final byte[] content) throws IOException {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream stream = new GZIPOutputStream(bytes)) {
            stream.write(content);
        }
        return bytes.toByteArray();
    }

    /** A file with a number of rows, some too short or too long, some headers repeated between them. */
    private static String contrived(final Random random, final int rows) {
        final char separator = SEPARATORS[random.nextInt(SEPARATORS.length)];
        final String end = List.of("\n", "\r\n", "\r").get(random.nextInt(3));
        final List<String> names = new ArrayList<>(List.of("src_port"));
        for (int column = 1 + random.nextInt(12); column > 0; column--) {
            names.add(NAMES.get(random.nextInt(NAMES.size())));
        }
        names.add("dst_port");
        final String header = String.join(String.valueOf(separator), names);
        final StringBuilder text = new StringBuilder(random.nextInt(5) == 0 ? "\uFEFF" : "")
                .append(header)
                .append(end);
        for (int row = 0; row < rows; row++) {
            if (random.nextInt(6) == 0) {
                text.append(header).append(end);
            }
            final List<String> cells = new ArrayList<>();
            cells.add("1");
            final int more = random.nextInt(4) == 0 ? random.nextInt(20) : names.size() - 1;
            for (int cell = 0; cell < more; cell++) {
                cells.add(CELLS.get(random.nextInt(CELLS.size())));
            }
            text.append(String.join(String.valueOf(separator), cells)).append(end);
        }
        return text.toString();
    }

    private static byte[] damaged(final byte[] bytes, final Random random) {
        final int position = random.nextInt(bytes.length);
        switch (random.nextInt(5)) {
            case 0 -> {
                return Arrays.copyOf(bytes, position);
            }
            case 1 -> {
                final byte[] longer = Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(50));
                System.arraycopy(
                        bytes, position, longer, longer.length - (bytes.length - position), bytes.length - position);
                return longer;
            }
            default -> {
                final byte[] changed = bytes.clone();
                for (int changes = random.nextInt(6); changes >= 0; changes--) {
                    changed[random.nextInt(bytes.length)] = random.nextBoolean()
                            ? (byte) random.nextInt(256)
                            : (byte) "\",;\t \r\n#".charAt(random.nextInt(8));
                }
                return changed;
            }
        }
    }
}

package org.aegisnet.training.data;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.zip.GZIPInputStream;

/**
 * An open CSV file of flows, read row by row; gzip is recognised by content. It accepts some faults of published files. These are blanks in
 * front of column names, a column that occurs twice, {@code Infinity} and {@code NaN}, and dashes in broken encodings. A row may also have one
 * field more than the header has names, if the missing name is known. For one thread.
 */
public final class FlowCsv implements Closeable {
    private static final int GZIP_MAGIC_LOW = 0x1f;
    private static final int GZIP_MAGIC_HIGH = 0x8b;

    private final String name;
    private final DigestInputStream raw;
    private final CsvReader<CsvRecord> csv;
    private final Iterator<CsvRecord> records;
    private final FlowHeader header;
    private final OptionalInt labelColumn;
    private final OptionalInt timeColumn;
    private final FlowClock clock = new FlowClock();
    private Optional<CsvRecord> ahead;

    private FlowCsv(final String name, final InputStream stream) throws IOException {
        this.name = name;
        this.raw = new DigestInputStream(new BufferedInputStream(stream), sha256());
        this.csv = CsvReader.builder()
                .skipEmptyLines(true)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .detectBomHeader(false)
                .ofCsvRecord(new InputStreamReader(decompressed(raw), StandardCharsets.UTF_8));
        this.records = csv.iterator();
        final FlowHeader written = new FlowHeader(nextRecord()
                .orElseThrow(
                        () -> new FlowCsvException("%s is empty; a line of column names was expected".formatted(name)))
                .getFields()
                .stream()
                .map(field -> field.replace("\uFEFF", ""))
                .toList());
        this.ahead = nextRecord();
        this.header = mended(written, ahead);
        this.labelColumn = header.find("Label");
        this.timeColumn = header.find("Timestamp");
    }

    /**
     * Opens a file.
     *
     * @throws FlowCsvException if the file does not exist or is empty
     */
    public static FlowCsv open(final Path path) throws IOException {
        final InputStream stream;
        try {
            stream = Files.newInputStream(path);
        } catch (final NoSuchFileException e) {
            throw new FlowCsvException("There is no file %s".formatted(path), e);
        }
        return open(path.getFileName().toString(), stream);
    }

    /**
     * Reads flows from a stream, which is closed with this file.
     *
     * @param name for messages
     */
    public static FlowCsv open(final String name, final InputStream stream) throws IOException {
        try {
            return new FlowCsv(name, stream);
        } catch (final IOException e) {
            stream.close();
            throw e;
        }
    }

    private static InputStream decompressed(final DigestInputStream raw) throws IOException {
        final BufferedInputStream buffered = new BufferedInputStream(raw);
        buffered.mark(2);
        final boolean gzip = buffered.read() == GZIP_MAGIC_LOW && buffered.read() == GZIP_MAGIC_HIGH;
        buffered.reset();
        return gzip ? new GZIPInputStream(buffered) : buffered;
    }

    private static FlowHeader mended(final FlowHeader header, final Optional<CsvRecord> first) {
        final OptionalInt gap = header.gapOfSecondHeaderLength();
        final OptionalInt headerLength = header.find("Fwd Header Length");
        if (first.isEmpty()
                || first.get().getFieldCount() != header.size() + 1
                || gap.isEmpty()
                || headerLength.isEmpty()) {
            return header;
        }
        final CsvRecord row = first.get();
        final boolean repeated = row.getField(gap.getAsInt()).equals(row.getField(headerLength.getAsInt()));
        return repeated ? header.withSecondHeaderLength(gap.getAsInt()) : header;
    }

    /** The file's name, without a folder. */
    public String name() {
        return name;
    }

    public FlowHeader header() {
        return header;
    }

    /** Tells whether the file has labels for its flows. */
    public boolean hasLabels() {
        return labelColumn.isPresent();
    }

    /**
     * The next row.
     *
     * @return empty at the file's end
     * @throws FlowCsvException if a row has another number of fields than the header
     */
    public Optional<FlowRow> next() throws IOException {
        if (ahead.isEmpty()) {
            return Optional.empty();
        }
        final CsvRecord record = ahead.get();
        ahead = nextRecord();
        if (record.getFieldCount() != header.size()) {
            throw new FlowCsvException("%s, line %d has %d fields; the first line names %d columns"
                    .formatted(name, record.getStartingLineNumber(), record.getFieldCount(), header.size()));
        }
        final List<String> values = record.getFields();
        final Label label = labelColumn.isPresent() ? Label.of(values.get(labelColumn.getAsInt())) : Label.UNKNOWN;
        final Optional<LocalDateTime> time =
                timeColumn.isPresent() ? clock.read(values.get(timeColumn.getAsInt())) : Optional.empty();
        return Optional.of(new FlowRow(record.getStartingLineNumber(), values, label, time));
    }

    /**
     * The SHA-256 of the whole file as it is stored, in lower-case hexadecimal. Reads the file to its end; no row follows.
     */
    public String sha256Hex() throws IOException {
        ahead = Optional.empty();
        raw.transferTo(OutputStream.nullOutputStream());
        return HexFormat.of().formatHex(raw.getMessageDigest().digest());
    }

    private Optional<CsvRecord> nextRecord() throws IOException {
        try {
            return records.hasNext() ? Optional.of(records.next()) : Optional.empty();
        } catch (final CsvParseException e) {
            throw new FlowCsvException("%s is no CSV file that can be read: %s".formatted(name, e.getMessage()), e);
        } catch (final UncheckedIOException e) {
            throw new FlowCsvException(
                    "%s cannot be read: %s".formatted(name, e.getCause().getMessage()), e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    @Override
    public void close() throws IOException {
        csv.close();
    }
}

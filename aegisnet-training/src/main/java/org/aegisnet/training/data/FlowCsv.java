package org.aegisnet.training.data;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.aegisnet.scoring.csv.CsvFormatException;
import org.aegisnet.scoring.csv.CsvRow;
import org.aegisnet.scoring.csv.FlowTable;
import org.aegisnet.scoring.feature.KnownFeatureNames;
import org.aegisnet.scoring.feature.Vocabularies;

/**
 * An open CSV file of flows, read row by row as {@link FlowTable} reads it, which says what faults of published files it accepts. For one thread.
 */
public final class FlowCsv implements Closeable {
    private final String name;
    private final DigestInputStream raw;
    private final FlowTable table;
    private final FlowHeader header;
    private final OptionalInt labelColumn;
    private final OptionalInt timeColumn;
    private final FlowClock clock = new FlowClock();

    private FlowCsv(final String name, final InputStream stream) throws IOException {
        this.name = name;
        this.raw = new DigestInputStream(new BufferedInputStream(stream), sha256());
        this.table = opened();
        if (table.names().isEmpty()) {
            throw new FlowCsvException("%s is empty; a line of column names was expected".formatted(name));
        }
        this.header = new FlowHeader(table.names(), table.writtenNames());
        this.labelColumn = header.find("Label");
        this.timeColumn = header.find("Timestamp");
    }

    private FlowTable opened() throws IOException {
        try {
            return FlowTable.open(raw, new KnownFeatureNames(new Vocabularies().all(), List.of()));
        } catch (final CsvFormatException e) {
            throw unreadable(e);
        }
    }

    private FlowCsvException unreadable(final CsvFormatException failure) {
        return new FlowCsvException(
                "%s is no CSV file that can be read: %s".formatted(name, failure.getMessage()), failure);
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
     * The next row. A row with another number of cells than the header has a fault.
     *
     * @return empty at the file's end
     * @throws FlowCsvException if the file cannot be read on
     */
    public Optional<FlowRow> next() throws IOException {
        final Optional<CsvRow> next;
        try {
            next = table.next();
        } catch (final CsvFormatException e) {
            throw unreadable(e);
        }
        return next.map(this::flow);
    }

    private FlowRow flow(final CsvRow row) {
        final List<String> values = row.cells();
        final Label label = labelColumn.isPresent() ? Label.of(values.get(labelColumn.getAsInt())) : Label.UNKNOWN;
        final Optional<LocalDateTime> time =
                timeColumn.isPresent() ? clock.read(values.get(timeColumn.getAsInt())) : Optional.empty();
        return new FlowRow(row.line(), values, label, time, row.fault());
    }

    /**
     * The SHA-256 of the whole file as it is stored, in lower-case hexadecimal. Reads the file to its end; no row follows.
     */
    public String sha256Hex() throws IOException {
        raw.transferTo(OutputStream.nullOutputStream());
        return HexFormat.of().formatHex(raw.getMessageDigest().digest());
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
        table.close();
    }
}

package org.aegisnet.processors.scoring;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.aegisnet.processors.record.VerificationStep;
import org.aegisnet.scoring.csv.CsvRow;
import org.aegisnet.scoring.csv.FlowTable;
import org.aegisnet.scoring.feature.KnownFeatureNames;
import org.aegisnet.scoring.feature.Vocabularies;
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.components.ConfigVerificationResult.Outcome;
import org.apache.nifi.logging.ComponentLog;
import org.apache.nifi.schema.access.SchemaNotFoundException;
import org.apache.nifi.serialization.MalformedRecordException;
import org.apache.nifi.serialization.RecordReader;
import org.apache.nifi.serialization.RecordReaderFactory;
import org.apache.nifi.serialization.record.Record;

/**
 * The look at the header of a CSV sample. A Record Reader may move columns behind a name that stands twice, or keep one of these columns only. The
 * sample is read by that reader and by {@link FlowTable}, and the values are compared. Immutable.
 */
final class HeaderVerification {
    private static final VerificationStep HEADER = new VerificationStep("Compare the header with the columns");

    private final RecordReaderFactory readerFactory;
    private final ComponentLog logger;

    HeaderVerification(final RecordReaderFactory readerFactory, final ComponentLog logger) {
        this.readerFactory = readerFactory;
        this.logger = logger;
    }

    /** The warning about a sample; empty if the sample is not CSV with a header, or has nothing to warn of. */
    Optional<ConfigVerificationResult> warning(final Map<String, String> attributes) {
        final byte[] sample = attributes.get(VerificationStep.SAMPLE_ATTRIBUTE).getBytes(StandardCharsets.UTF_8);
        try (FlowTable table = FlowTable.open(
                        new ByteArrayInputStream(sample), new KnownFeatureNames(new Vocabularies().all(), List.of()));
                RecordReader reader = readerFactory.createRecordReader(
                        attributes, new ByteArrayInputStream(sample), sample.length, logger)) {
            return warning(table, reader);
        } catch (final IOException | MalformedRecordException | SchemaNotFoundException | RuntimeException e) {
            // The step that maps the features says that the sample cannot be read.
            logger.debug("The header of the sample was not compared", e);
            return Optional.empty();
        }
    }

    private static Optional<ConfigVerificationResult> warning(final FlowTable table, final RecordReader reader)
            throws IOException, MalformedRecordException {
        final Map<String, String> fields = new HashMap<>();
        reader.getSchema().getFieldNames().forEach(field -> fields.putIfAbsent(field.strip(), field));
        if (table.names().size() < 2 || !table.names().containsAll(fields.keySet())) {
            return Optional.empty();
        }
        final Optional<ConfigVerificationResult> shift = shift(table, reader, fields);
        return shift.isPresent() ? shift : repetition(table, fields);
    }

    private static Optional<ConfigVerificationResult> shift(
            final FlowTable table, final RecordReader reader, final Map<String, String> fields)
            throws IOException, MalformedRecordException {
        final List<String> names = table.writtenNames();
        for (Optional<CsvRow> row = table.next(); row.isPresent(); row = table.next()) {
            final Record read = reader.nextRecord(false, false);
            if (read == null || row.get().fault().isPresent()) {
                return Optional.empty();
            }
            for (int column = 0; column < names.size(); column++) {
                final String name = names.get(column);
                final boolean alone = names.indexOf(name) == names.lastIndexOf(name);
                if (alone && fields.containsKey(name)) {
                    final Object value = read.getValue(fields.get(name));
                    final String cell = row.get().cells().get(column);
                    if (!isSame(cell, value)) {
                        return Optional.of(HEADER.result(
                                Outcome.FAILED,
                                "Line %d has '%s' below %s, but the Record Reader gives %s: it moves columns. Choose a FlowCsvReader, or set CSV Parser of the CSVReader to Jackson CSV"
                                        .formatted(row.get().line(), cell, name, value)));
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** A value of another type than number or text may read otherwise than its cell, such as a date. */
    private static boolean isSame(final String cell, final Object value) {
        if (value == null) {
            return cell.isBlank();
        }
        if (!(value instanceof Number || value instanceof CharSequence)) {
            return true;
        }
        final String text = value.toString().strip();
        return text.equals(cell.strip()) || isSameNumber(text, cell);
    }

    /** Readers may take a number for one of single precision. */
    private static boolean isSameNumber(final String text, final String cell) {
        try {
            final double number = Double.parseDouble(text);
            final double written = Double.parseDouble(cell);
            return Double.compare(number, written) == 0 || Float.compare((float) number, (float) written) == 0;
        } catch (final NumberFormatException e) {
            return false;
        }
    }

    private static Optional<ConfigVerificationResult> repetition(
            final FlowTable table, final Map<String, String> fields) {
        final Set<String> seen = new HashSet<>();
        for (int column = 0; column < table.names().size(); column++) {
            final String name = table.writtenNames().get(column);
            if (!name.isEmpty() && !seen.add(name)) {
                final String own = table.names().get(column);
                return Optional.of(
                        fields.containsKey(own)
                                ? HEADER.result(
                                        Outcome.SUCCESSFUL,
                                        "The header has the name %s more than once; a later column of that name is called %s"
                                                .formatted(name, own))
                                : HEADER.result(
                                        Outcome.FAILED,
                                        "The header has the name %s more than once, and the Record Reader keeps one of these columns only. Choose a FlowCsvReader, or give each column a name of its own"
                                                .formatted(name)));
            }
        }
        return Optional.empty();
    }
}

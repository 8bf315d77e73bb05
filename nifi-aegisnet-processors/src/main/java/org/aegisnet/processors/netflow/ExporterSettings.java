package org.aegisnet.processors.netflow;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.aegisnet.net.IpNetworks;
import org.aegisnet.netflow.datagram.Exporter;
import org.aegisnet.netflow.decode.ExporterRules;
import org.aegisnet.netflow.plan.OutCounters;
import org.aegisnet.processors.record.PropertyValidators;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.components.resource.ResourceCardinality;
import org.apache.nifi.components.resource.ResourceType;
import org.apache.nifi.context.PropertyContext;
import org.apache.nifi.processor.exception.ProcessException;

/**
 * Settings that single exporters have, read from a small table. The table is CSV without quotes. The first line names the columns. Each other
 * line has the settings of an address or a range of addresses. Of several lines that fit an exporter, the first one counts. Immutable, safe for all
 * threads.
 */
public final class ExporterSettings implements ExporterRules {
    /** Property with the table, or with the path of a file that holds it. */
    public static final PropertyDescriptor PROPERTY = new PropertyDescriptor.Builder()
            .name("Exporter Settings")
            .description(
                    "Settings of single exporters, where one value does not fit all: a table as CSV, or the path of a file with it. The first line names"
                            + " the columns: exporter (an address or a range), sampling_rate (one packet in so many, whatever the exporter says),"
                            + " out_counters (Automatic, Way Back or Same Direction), separating_fields (for PairFlows, names with blanks between"
                            + " them). All columns but exporter may be left out, and an empty cell changes nothing. One table may serve ListenNetFlow,"
                            + " NetFlowReader and PairFlows")
            .required(false)
            .identifiesExternalResource(ResourceCardinality.SINGLE, ResourceType.FILE, ResourceType.TEXT)
            .addValidator(PropertyValidators.parsedBy(ExporterSettings::read))
            .build();

    /** No exporter has settings of its own. */
    public static final ExporterSettings NONE = new ExporterSettings(List.of());

    private static final String EXPORTER = "exporter";
    private static final String SAMPLING_RATE = "sampling_rate";
    private static final String OUT_COUNTERS = "out_counters";
    private static final String SEPARATING_FIELDS = "separating_fields";
    private static final Set<String> COLUMNS = Set.of(EXPORTER, SAMPLING_RATE, OUT_COUNTERS, SEPARATING_FIELDS);
    private static final int MAX_BYTES = 1 << 20;
    private static final long MAX_RATE = 0xffff_ffffL;

    private final List<Line> lines;

    private record Line(
            IpNetworks exporters,
            OptionalLong samplingRate,
            Optional<OutCounters> outCounters,
            List<String> separatingFields) {}

    private ExporterSettings(final List<Line> lines) {
        this.lines = List.copyOf(lines);
    }

    /**
     * The settings in the property of a component; none if it is empty.
     *
     * @throws ProcessException if the table cannot be used any more
     */
    public static ExporterSettings of(final PropertyContext context) {
        final String value = context.getProperty(PROPERTY).getValue();
        try {
            return value == null ? NONE : read(value);
        } catch (final IllegalArgumentException e) {
            throw new ProcessException("Exporter Settings cannot be used: " + e.getMessage(), e);
        }
    }

    /**
     * Reads a table, or the file that holds it.
     *
     * @param value the table itself, or a path
     * @throws IllegalArgumentException if the table is wrong; the message is for the user
     */
    static ExporterSettings read(final String value) {
        final String text = value.strip();
        final boolean table =
                text.indexOf('\n') >= 0 || text.toLowerCase(Locale.ROOT).startsWith(EXPORTER);
        return parse(table ? text : contentOf(text));
    }

    private static String contentOf(final String path) {
        try (InputStream stream = Files.newInputStream(Path.of(path))) {
            final byte[] content = stream.readNBytes(MAX_BYTES + 1);
            if (content.length > MAX_BYTES) {
                throw new IllegalArgumentException(
                        "The file '%s' has more than 1 MB; give a table of exporters".formatted(path));
            }
            return new String(content, StandardCharsets.UTF_8);
        } catch (final IOException | InvalidPathException e) {
            throw new IllegalArgumentException(
                    "'%s' is no file that can be read, and no table: the first line of a table names its columns, such as exporter,sampling_rate"
                            .formatted(path),
                    e);
        }
    }

    private static ExporterSettings parse(final String table) {
        List<String> columns = List.of();
        final List<Line> lines = new ArrayList<>();
        int number = 0;
        for (final String line : table.lines().toList()) {
            number++;
            final String text = number == 1 && line.startsWith("\ufeff") ? line.substring(1) : line;
            if (text.isBlank() || text.startsWith("#")) {
                continue;
            }
            final List<String> cells =
                    Arrays.stream(text.split(",", -1)).map(String::strip).toList();
            if (columns.isEmpty()) {
                columns = columns(cells, number);
            } else {
                lines.add(line(columns, cells, number));
            }
        }
        if (columns.isEmpty()) {
            throw new IllegalArgumentException(
                    "The table has no line with the names of its columns, such as exporter,sampling_rate; add it as the first line");
        }
        return new ExporterSettings(lines);
    }

    private static List<String> columns(final List<String> names, final int number) {
        final List<String> columns =
                names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
        for (final String column : columns) {
            if (!COLUMNS.contains(column)) {
                throw wrong(
                        number,
                        "there is no column '%s'; the columns are exporter, sampling_rate, out_counters and separating_fields"
                                .formatted(column));
            }
        }
        if (!columns.contains(EXPORTER) || Set.copyOf(columns).size() < columns.size()) {
            throw wrong(
                    number,
                    "the columns are '%s'; name exporter, and each column once".formatted(String.join(",", columns)));
        }
        return columns;
    }

    private static Line line(final List<String> columns, final List<String> cells, final int number) {
        if (cells.size() != columns.size()) {
            throw wrong(
                    number, "it has %d cells, but the table has %d columns".formatted(cells.size(), columns.size()));
        }
        return new Line(
                exporters(cell(columns, cells, EXPORTER), number),
                rate(cell(columns, cells, SAMPLING_RATE), number),
                meaning(cell(columns, cells, OUT_COUNTERS), number),
                Arrays.stream(cell(columns, cells, SEPARATING_FIELDS).split("\\s+", -1))
                        .filter(name -> !name.isEmpty())
                        .toList());
    }

    private static String cell(final List<String> columns, final List<String> cells, final String column) {
        final int position = columns.indexOf(column);
        return position < 0 ? "" : cells.get(position);
    }

    private static IpNetworks exporters(final String cell, final int number) {
        try {
            return IpNetworks.parse(cell);
        } catch (final IllegalArgumentException e) {
            throw new IllegalArgumentException("Line %d: %s".formatted(number, e.getMessage()), e);
        }
    }

    private static OptionalLong rate(final String cell, final int number) {
        if (cell.isEmpty()) {
            return OptionalLong.empty();
        }
        try {
            final long rate = Long.parseLong(cell);
            if (rate >= 1 && rate <= MAX_RATE) {
                return OptionalLong.of(rate);
            }
        } catch (final NumberFormatException e) {
            throw new IllegalArgumentException(wrongRate(cell, number).getMessage(), e);
        }
        throw wrongRate(cell, number);
    }

    private static IllegalArgumentException wrongRate(final String cell, final int number) {
        return wrong(number, "sampling_rate is '%s', no whole number from 1 to %d".formatted(cell, MAX_RATE));
    }

    private static Optional<OutCounters> meaning(final String cell, final int number) {
        if (cell.isEmpty()) {
            return Optional.empty();
        }
        for (final OutCounterMeaning meaning : OutCounterMeaning.values()) {
            if (meaning.getValue().equalsIgnoreCase(cell)) {
                return Optional.of(meaning.meaning());
            }
        }
        throw wrong(number, "out_counters is '%s'; give Automatic, Way Back or Same Direction".formatted(cell));
    }

    private static IllegalArgumentException wrong(final int number, final String explanation) {
        return new IllegalArgumentException("Line %d: %s".formatted(number, explanation));
    }

    @Override
    public OptionalLong samplingRate(final Exporter exporter) {
        return of(exporter.address()).map(Line::samplingRate).orElse(OptionalLong.empty());
    }

    @Override
    public Optional<OutCounters> outCounters(final Exporter exporter) {
        return of(exporter.address()).flatMap(Line::outCounters);
    }

    /** The names of the fields that must be the same on both halves of a conversation. Empty if the table has no names for the exporter. */
    public Optional<List<String>> separatingFields(final String exporter) {
        return of(exporter).map(Line::separatingFields).filter(names -> !names.isEmpty());
    }

    private Optional<Line> of(final String exporter) {
        return lines.stream().filter(line -> line.exporters().contain(exporter)).findFirst();
    }
}

package org.aegisnet.scoring.csv;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.aegisnet.scoring.feature.KnownFeatureNames;

/**
 * Parser of the first lines of a content. The separator is the one by which the line of names gives most names that a vocabulary knows, then most
 * names. Spreadsheets' line {@code sep=;} comes before that. Zeek's lines {@code #separator}, {@code #unset_field} and {@code #fields} tell the form
 * themselves. Immutable.
 */
final class HeadParser {
    private static final char[] SEPARATORS = {',', ';', '\t', ' '};
    private static final String ZEEK_SEPARATOR = "#separator";
    private static final String ZEEK_UNSET = "#unset_field";
    private static final String ZEEK_NAMES = "#fields";
    private static final String REMARK = "#";
    private static final String SPREADSHEET_SEPARATOR = "sep=";
    private static final String HEXADECIMAL = "\\x";

    private final KnownFeatureNames knownNames;

    /** @param knownNames the names of all vocabularies */
    HeadParser(final KnownFeatureNames knownNames) {
        this.knownNames = knownNames;
    }

    /**
     * Reads up to the line of names. The line stays to be read if it is a row of the table.
     *
     * @throws CsvFormatException if the content is not CSV
     */
    CsvHead parse(final HeadReader text) throws IOException {
        char zeekSeparator = '\t';
        String unset = "-";
        Optional<Character> given = Optional.empty();
        while (text.hasLine()) {
            final String line = text.line();
            if (line.startsWith(ZEEK_SEPARATOR)) {
                zeekSeparator = character(line.substring(ZEEK_SEPARATOR.length()), zeekSeparator);
            } else if (line.startsWith(ZEEK_NAMES)) {
                final char separator = separatorOfNames(line, zeekSeparator);
                text.skipLine();
                return new CsvHead(new CsvFormat(separator, false, true, unset), behindFirst(line, separator));
            } else if (line.startsWith(ZEEK_UNSET)) {
                unset = line.substring(Math.min(line.length(), ZEEK_UNSET.length() + 1))
                        .strip();
            } else if (line.regionMatches(true, 0, SPREADSHEET_SEPARATOR, 0, SPREADSHEET_SEPARATOR.length())
                    && line.length() == SPREADSHEET_SEPARATOR.length() + 1) {
                given = Optional.of(line.charAt(SPREADSHEET_SEPARATOR.length()));
            } else if (!line.isBlank() && !isRemark(line)) {
                refuseOtherFormats(line);
                return new CsvHead(CsvFormat.separatedBy(given.orElseGet(() -> separatorOf(line))), List.of());
            }
            text.skipLine();
        }
        return new CsvHead(CsvFormat.separatedBy(SEPARATORS[0]), List.of());
    }

    /** A line of names may begin with the sign of remarks, too; a remark has no name that is known. */
    private boolean isRemark(final String line) {
        return line.startsWith(REMARK) && known(names(line, separatorOf(line))) == 0;
    }

    /** A file whose line {@code #separator} was lost is separated by tabs, or by what the line has behind {@code #fields}. */
    private static char separatorOfNames(final String line, final char separator) {
        final int behind = ZEEK_NAMES.length();
        return line.length() > behind && line.indexOf(separator) < 0 ? line.charAt(behind) : separator;
    }

    private static List<String> behindFirst(final String line, final char separator) {
        final List<String> cells =
                new ArrayList<>(Arrays.asList(line.split(Pattern.quote(String.valueOf(separator)), -1)));
        cells.removeFirst();
        return cells;
    }

    /** A character as it stands, or as {@code \x09}. */
    private static char character(final String written, final char otherwise) {
        final String text = written.startsWith(" ") ? written.substring(1) : written;
        if (text.startsWith(HEXADECIMAL) && text.length() == HEXADECIMAL.length() + 2) {
            try {
                return (char) Integer.parseInt(text.substring(HEXADECIMAL.length()), 16);
            } catch (final NumberFormatException e) {
                return otherwise;
            }
        }
        return text.isEmpty() ? otherwise : text.charAt(0);
    }

    private char separatorOf(final String line) {
        char best = SEPARATORS[0];
        long bestKnown = -1;
        int bestCount = 0;
        for (final char separator : SEPARATORS) {
            final List<String> names = names(line, separator);
            final long known = known(names);
            if (known > bestKnown
                    || (known == bestKnown && names.size() > bestCount && bestKnown == 0 && separator != ' ')) {
                best = separator;
                bestKnown = known;
                bestCount = names.size();
            }
        }
        return best;
    }

    private long known(final List<String> names) {
        return names.stream()
                .filter(name -> !name.isBlank() && knownNames.contains(name))
                .count();
    }

    private static List<String> names(final String line, final char separator) {
        final CsvFormat format = CsvFormat.separatedBy(separator);
        final RowHandler.ParsedRow row = format.parser()
                .ofSingleCsvRecord(new RowHandler(FlowTable.MAX_COLUMNS, format.mergesSeparators()), line);
        return row == null
                ? List.of()
                : Arrays.asList(row.cells()).subList(0, Math.min(row.count(), row.cells().length));
    }

    private static void refuseOtherFormats(final String line) throws CsvFormatException {
        final String start = line.strip();
        if (start.startsWith("{") || start.startsWith("[")) {
            throw new CsvFormatException(
                    "The content begins with '%s' and looks like JSON; CSV with a line of column names was expected"
                            .formatted(start.charAt(0)));
        }
        for (int i = 0; i < line.length(); i++) {
            if (line.charAt(i) < ' ' && line.charAt(i) != '\t') {
                throw new CsvFormatException(
                        "The first line holds the control character U+%04X; the content is not text. CSV with a line of column names was expected"
                                .formatted((int) line.charAt(i)));
            }
        }
    }
}

package org.aegisnet.scoring.csv;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvReader.CsvReaderBuilder;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;

/**
 * Form of the rows of a table. Immutable.
 *
 * @param separator the character between two cells
 * @param quoted whether cells may stand in quotes
 * @param zeek whether lines that begin with {@code #} are remarks
 * @param unset the text of a cell without a value, besides an empty one; empty if the format does not have such a text
 */
record CsvFormat(char separator, boolean quoted, boolean zeek, String unset) {
    /** No text holds it: it is a noncharacter of Unicode. */
    private static final char NO_QUOTE = '\uffff';

    /** The form of a file that is not Zeek's. */
    static CsvFormat separatedBy(final char separator) {
        return new CsvFormat(separator, true, false, "");
    }

    /** Tells whether any number of separators in a row is one separator. */
    boolean mergesSeparators() {
        return separator == ' ';
    }

    /** A builder of FastCSV for this form, which accepts what published files hold. */
    @SuppressWarnings("removal") // FastCSV 4 has no other way to accept characters behind a quote.
    CsvReaderBuilder parser() {
        return CsvReader.builder()
                .fieldSeparator(separator)
                .quoteCharacter(quoted ? '"' : NO_QUOTE)
                .skipEmptyLines(true)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowExtraCharsAfterClosingQuote(true)
                .allowUnclosedQuote(true)
                .trimWhitespacesAroundQuotes(false)
                .detectBomHeader(false);
    }
}

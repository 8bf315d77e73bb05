package org.aegisnet.scoring.text;

import java.util.regex.Pattern;

/**
 * Text of a CSV cell that no spreadsheet takes for a formula. The sender of packets controls the content of flows, so a cell may begin with
 * {@code =}, and a spreadsheet would run it. Stateless and thread-safe.
 *
 * <p>A quote stands before each part that begins with a sign of a formula: {@code = + - @}, their full-width and small forms, or the minus sign
 * of Unicode. A part begins at the start of the cell, and after a semicolon, comma, bar, tab or end of line inside it. A spreadsheet may split
 * the file at these characters. Blanks, control and format characters and double quotes before the sign do not count. A cell that begins with a
 * tab or an end of line gets a quote as well. Numbers such as {@code -5} and {@code -1.5e-3} stay numbers. A single hyphen, with which flow
 * exporters mark a missing value, also stays as it is.
 *
 * <p>Source: OWASP, CSV Injection. The dashboard's page has the same expression, and one table of cases tests both.
 */
public final class SpreadsheetCell {
    private static final String SEPARATOR = "[;,|\\t\\r\\n]";
    private static final String BLANK = "[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\x7F-\\x9F\\p{Cf}\\p{Z}\"]*";
    private static final String SIGN = "[=+\\-@\\uFF1D\\uFF0B\\uFF0D\\uFF20\\uFE66\\uFE62\\uFE63\\uFE6B\\u2212]";
    private static final String NUMBER = "[+\\-]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+\\-]?[0-9]+)?";

    /** The end of a part; written so that it means the same in Java and in JavaScript, whose {@code $} differs. */
    private static final String END = "(?:" + SEPARATOR + "|(?![\\s\\S]))";

    private static final String EXPRESSION =
            "(^|" + SEPARATOR + ")(?=" + BLANK + SIGN + ")(?!" + BLANK + "(?:" + NUMBER + "|-)" + BLANK + END + ")";

    private static final Pattern FORMULA = Pattern.compile(EXPRESSION);
    private static final Pattern STARTS_WITH_SEPARATOR = Pattern.compile("^[\\t\\r\\n]");
    private static final String QUOTE = "'";
    private static final String DEFUSED = "$1" + QUOTE;

    private SpreadsheetCell() {}

    /** The expression that finds the parts to defuse, in the syntax that Java and JavaScript share. */
    public static String expression() {
        return EXPRESSION;
    }

    /**
     * Defuses a cell.
     *
     * @param text the cell as it would be written, without the quoting of CSV
     * @return the same text if no part of it could be taken for a formula
     */
    public static String of(final String text) {
        final String defused = FORMULA.matcher(text).replaceAll(DEFUSED);
        return STARTS_WITH_SEPARATOR.matcher(defused).find() ? QUOTE + defused : defused;
    }
}

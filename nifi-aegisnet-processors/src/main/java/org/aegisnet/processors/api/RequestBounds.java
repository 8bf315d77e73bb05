package org.aegisnet.processors.api;

import java.util.HashMap;
import java.util.Map;
import org.aegisnet.processors.verdict.ScoredFlowReader;
import org.aegisnet.scoring.feature.KnownFeatureNames;

/**
 * Bounds on the flows of one request. All records of a request get one schema, the union of their fields. Without bounds, each flow with a new field
 * name makes every other flow larger. The answer then grows with the square of the request. For one request, by one thread.
 */
final class RequestBounds {
    /** The greatest number of different field names in a request, those of nested objects included. */
    static final int MAX_NAMES = 500;

    /** The greatest length of a field name in characters. */
    static final int MAX_NAME_LENGTH = 256;

    /** The greatest length of a value in characters. */
    static final int MAX_TEXT_LENGTH = 100_000;

    /** The greatest depth of objects and arrays in a JSON body. */
    static final int MAX_DEPTH = 32;

    /** The greatest length of a CSV row in bytes. */
    static final int MAX_ROW_LENGTH = 256 * 1024;

    /** The greatest ratio of the table's length to the body's length, each in characters. */
    static final int MAX_GROWTH = 32;

    /** The length in characters that the table of a small request may have. */
    static final int SMALL_TABLE = 1024 * 1024;

    /** The length of a value's quotes, colon and null beside its name. */
    private static final int VALUE_LENGTH = 8;

    /** The length of a verdict with its reasons, roughly. */
    private static final int VERDICT_LENGTH = 500;

    private final KnownFeatureNames knownNames;
    private final ScoredFlowReader scoredFlows;
    private final long maxTable;
    private final Map<String, FieldName> names = new HashMap<>();
    private long rowLength = VERDICT_LENGTH;
    private long rows;

    /**
     * Field name of a request. Immutable.
     *
     * @param known whether a vocabulary or a feature of the user's own has it
     * @param reserved whether it would pass for a verdict of ours
     */
    record FieldName(boolean known, boolean reserved) {}

    /**
     * @param knownNames those that some model can make use of
     * @param prefix of the fields that the scoring processors add; may be empty
     * @param bodyLength in bytes
     */
    RequestBounds(final KnownFeatureNames knownNames, final String prefix, final long bodyLength) {
        this.knownNames = knownNames;
        this.scoredFlows = new ScoredFlowReader(prefix);
        this.maxTable = Math.max(SMALL_TABLE, MAX_GROWTH * bodyLength);
    }

    /**
     * Counts a field name.
     *
     * @param path the name, or those of the nested objects around it and the name, joined by dots
     * @throws RequestRefusedException if the request has too many different names, or this one is too long
     */
    FieldName name(final String path) throws RequestRefusedException {
        final FieldName counted = names.get(path);
        if (counted != null) {
            return counted;
        }
        if (names.size() == MAX_NAMES) {
            throw tooComplex(
                    "The flows of a request have at most %d different field names. Leave out fields that no model needs, or send the flows in several requests"
                            .formatted(MAX_NAMES));
        }
        if (path.length() > MAX_NAME_LENGTH) {
            throw tooComplex(
                    "A field name has at most %d characters, not %d".formatted(MAX_NAME_LENGTH, path.length()));
        }
        final FieldName name = new FieldName(knownNames.contains(path), scoredFlows.reads(path));
        names.put(path, name);
        rowLength += path.length() + VALUE_LENGTH;
        checkTable();
        return name;
    }

    /**
     * Counts a flow.
     *
     * @throws RequestRefusedException if the table of all flows and fields becomes too large
     */
    void row() throws RequestRefusedException {
        rows++;
        checkTable();
    }

    /** Refuses a text that is too long. */
    static void checkText(final String text) throws RequestRefusedException {
        if (text.length() > MAX_TEXT_LENGTH) {
            throw tooComplex("A value has at most %d characters, not %d".formatted(MAX_TEXT_LENGTH, text.length()));
        }
    }

    /** The refusal of flows that exceed a bound. */
    static RequestRefusedException tooComplex(final String detail) {
        return new RequestRefusedException(ProblemDetails.of(422, "too-complex", "The flows exceed a bound", detail));
    }

    /** Rows times columns, in characters. */
    private void checkTable() throws RequestRefusedException {
        if (rows * rowLength > maxTable) {
            throw tooComplex(
                    "%d flows with %d different fields make a table of more than %d characters, which is %d times the body or %d. Send flows with the same fields, or send them in several requests"
                            .formatted(rows, names.size(), maxTable, MAX_GROWTH, SMALL_TABLE));
        }
    }
}

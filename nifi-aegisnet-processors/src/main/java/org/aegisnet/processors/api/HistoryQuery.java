package org.aegisnet.processors.api;

import java.sql.Types;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Query of a client for flows of the history.
 *
 * @param after only flows with a greater id
 * @param limit the largest number of flows; the newest are returned
 */
record HistoryQuery(long after, int limit) {
    private static final int MAX_LIMIT = 10_000;
    private static final int DEFAULT_LIMIT = 1_000;
    private static final String AFTER = "after";
    private static final String LIMIT = "limit";

    /** Reads the query of the request. */
    static HistoryQuery of(final Map<String, String> attributes) throws RequestRefusedException {
        final Set<String> names = attributes.keySet().stream()
                .filter(name -> name.startsWith(ApiAttributes.QUERY_PREFIX))
                .map(name -> name.substring(ApiAttributes.QUERY_PREFIX.length()))
                .collect(Collectors.toSet());
        for (final String name : names) {
            if (!name.equals(AFTER) && !name.equals(LIMIT)) {
                throw refused("The query knows after and limit, not " + name);
            }
        }
        return new HistoryQuery(number(attributes, AFTER, 0, 0, Long.MAX_VALUE), (int)
                number(attributes, LIMIT, DEFAULT_LIMIT, 1, MAX_LIMIT));
    }

    /** As ExecuteSQLRecord takes the parameters of its statement: first after, then limit. */
    Map<String, String> asStatementArguments() {
        return Map.of(
                "sql.args.1.type", Integer.toString(Types.BIGINT),
                "sql.args.1.value", Long.toString(after),
                "sql.args.2.type", Integer.toString(Types.INTEGER),
                "sql.args.2.value", Integer.toString(limit));
    }

    private static long number(
            final Map<String, String> attributes,
            final String name,
            final long otherwise,
            final long least,
            final long most)
            throws RequestRefusedException {
        final String text = attributes.get(ApiAttributes.QUERY_PREFIX + name);
        if (text == null) {
            return otherwise;
        }
        try {
            final long value = Long.parseLong(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (final NumberFormatException e) {
            throw refused("%s is a whole number, not %s".formatted(name, text));
        }
        throw refused("%s lies between %d and %d".formatted(name, least, most));
    }

    private static RequestRefusedException refused(final String detail) {
        return new RequestRefusedException(ProblemDetails.of(400, "wrong-query", "The query cannot be read", detail));
    }
}

package org.aegisnet.system;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A flow with all its columns and both scores. It is written so that the same flow is equal on every route. Cells have no blanks around them, and
 * numbers are compared by value, as floats: NiFi's CSVReader infers no other type for fractions. Of columns with one name the right one is taken.
 *
 * @param cells by name; those that hold nothing are left out
 * @param anomalyScore empty if the autoencoder gave none
 * @param attackProbability empty if the forest gave none
 */
record ScoredRow(Map<String, String> cells, String anomalyScore, String attackProbability) {

    /** @param names of the cells; they may be fewer than these */
    static ScoredRow of(
            final List<String> names,
            final List<String> values,
            final String anomalyScore,
            final String attackProbability) {
        final Map<String, String> cells = new TreeMap<>();
        for (int column = 0; column < names.size(); column++) {
            final String cell = byValue(values.get(column));
            final String name = names.get(column).strip();
            cells.remove(name);
            if (!cell.isEmpty()) {
                cells.put(name, cell);
            }
        }
        return new ScoredRow(Map.copyOf(cells), toFloat(anomalyScore), toFloat(attackProbability));
    }

    /** Tells whether both models gave a score. */
    boolean isWhole() {
        return !anomalyScore.isEmpty() && !attackProbability.isEmpty();
    }

    /** The same to the character for the same row, to sort by and to compare. */
    String inOneLine() {
        return new TreeMap<>(cells) + " | " + anomalyScore + " | " + attackProbability;
    }

    private static String byValue(final String cell) {
        final String text = cell.strip();
        return text.matches("-?[0-9]+(\\.[0-9]*)?([eE][-+]?[0-9]+)?") ? toFloat(text) : text;
    }

    private static String toFloat(final String score) {
        return score.isEmpty() ? "" : Float.toString(Float.parseFloat(score));
    }
}

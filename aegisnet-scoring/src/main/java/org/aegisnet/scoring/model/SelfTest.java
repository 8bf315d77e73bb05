package org.aegisnet.scoring.model;

import java.util.ArrayList;
import java.util.List;

/**
 * Flows with the scores that the model gave them when it was made. A model that gives other scores where it is loaded is not used.
 *
 * @param rows features in the model's order; NaN if an optional feature is unknown
 * @param scores the expected score of each row
 */
public record SelfTest(List<float[]> rows, List<Double> scores) {
    /** Runtimes and processors differ in the last bits of a float; this is far above that and far below any threshold. */
    public static final double RELATIVE_TOLERANCE = 1e-3;

    /** Scores near 0 have no meaningful relative difference. */
    public static final double ABSOLUTE_TOLERANCE = 1e-5;

    public SelfTest {
        if (rows.size() != scores.size()) {
            throw new IllegalArgumentException(
                    "A self-test needs a score for each row, not %d for %d".formatted(scores.size(), rows.size()));
        }
        final List<float[]> copies = new ArrayList<>(rows.size());
        for (final float[] row : rows) {
            copies.add(row.clone());
        }
        rows = List.copyOf(copies);
        scores = List.copyOf(scores);
    }

    /** Tells whether a score is the expected one, apart from the last bits. */
    public static boolean agrees(final double expected, final double actual) {
        return Math.abs(expected - actual) <= ABSOLUTE_TOLERANCE + RELATIVE_TOLERANCE * Math.abs(expected);
    }
}

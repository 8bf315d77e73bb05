package org.aegisnet.processors.alert;

import java.util.ArrayList;
import java.util.List;

/** From which value on an alert is medium, high and critical; below the first it is low. Immutable. */
final class SeverityLevels {
    private static final Severity[] GRADES = {Severity.MEDIUM, Severity.HIGH, Severity.CRITICAL};

    private final List<Double> levels;

    private SeverityLevels(final List<Double> levels) {
        this.levels = List.copyOf(levels);
    }

    /**
     * Reads one to three rising numbers with commas between them; a severity without a number is not given.
     *
     * @param text for example {@code 0.7, 0.9, 0.98}
     * @param largest that a number may be
     * @throws IllegalArgumentException with a sentence for the user
     */
    static SeverityLevels parse(final String text, final double largest) {
        final List<Double> levels = new ArrayList<>();
        for (final String part : text.split(",", -1)) {
            final double level = number(part.strip());
            if (!(level >= 0 && level <= largest)) {
                throw new IllegalArgumentException(
                        "'%s' does not lie between 0 and %s".formatted(part.strip(), largest));
            }
            if (!levels.isEmpty() && level <= levels.getLast()) {
                throw new IllegalArgumentException("each number is larger than the one before it");
            }
            levels.add(level);
        }
        if (levels.size() > GRADES.length) {
            throw new IllegalArgumentException("there are at most three numbers: for medium, high and critical");
        }
        return new SeverityLevels(levels);
    }

    private static double number(final String text) {
        try {
            return Double.parseDouble(text);
        } catch (final NumberFormatException e) {
            throw new IllegalArgumentException(
                    "'%s' is not a number; write numbers as 0.9, with commas between them".formatted(text), e);
        }
    }

    Severity of(final double value) {
        Severity severity = Severity.LOW;
        for (int grade = 0; grade < levels.size(); grade++) {
            if (value >= levels.get(grade)) {
                severity = GRADES[grade];
            }
        }
        return severity;
    }
}

package org.aegisnet.processors.scoring;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;

/** Reader of a share of benign flows as a person writes it: {@code 1 %}, {@code 0.1%} or {@code 0.01}. */
public final class FalsePositiveBudget {
    private FalsePositiveBudget() {}

    /** The share, above 0 and at most 1; empty if the text is not such a share. */
    public static Optional<Double> parse(final String text) {
        final String stripped = text.strip();
        final boolean percent = stripped.endsWith("%");
        final String number =
                percent ? stripped.substring(0, stripped.length() - 1).strip() : stripped;
        try {
            final double share = Double.parseDouble(number) / (percent ? 100 : 1);
            return share > 0 && share <= 1 ? Optional.of(share) : Optional.empty();
        } catch (final NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** A share in percent as a person writes it, without the digits that a double adds. */
    public static String inPercent(final double share) {
        return BigDecimal.valueOf(100 * share)
                .round(new MathContext(6))
                .stripTrailingZeros()
                .toPlainString();
    }
}

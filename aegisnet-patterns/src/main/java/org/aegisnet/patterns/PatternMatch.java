package org.aegisnet.patterns;

/**
 * A pattern that a flow belongs to. Immutable.
 *
 * @param pattern which
 * @param technique of MITRE ATT&amp;CK
 * @param confidence 0.5 if the threshold is just reached, nearer to 1 the further it is passed; not a probability
 * @param reason a sentence with the numbers
 */
public record PatternMatch(FlowPattern pattern, Technique technique, double confidence, String reason) {
    private static final double HALF = 0.5;

    /** A match whose confidence comes from how often the threshold goes into what was seen: 0.5 for once, 0.75 for twice, 0.94 for four times. */
    static PatternMatch over(
            final FlowPattern pattern,
            final Technique technique,
            final long seen,
            final double threshold,
            final String reason) {
        return new PatternMatch(pattern, technique, 1 - Math.pow(HALF, (double) seen / threshold), reason);
    }
}

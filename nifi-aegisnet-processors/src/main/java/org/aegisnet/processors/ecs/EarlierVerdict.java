package org.aegisnet.processors.ecs;

import java.util.Optional;
import org.apache.nifi.serialization.record.Record;

/**
 * The verdict that a processor of ours has left in a record before. Immutable.
 *
 * @param alert whether it found the flow suspicious
 * @param normalizedScore from 0 to 100; below 0 where the model did not tell
 * @param dataset what kind of finding it is
 * @param ruleName the name of the model
 */
record EarlierVerdict(boolean alert, float normalizedScore, String dataset, String ruleName) {
    static final String ALERT = "alert";
    static final String EVENT = "event";
    static final String MODULE = "aegisnet";

    private static final float UNKNOWN = -1;

    /**
     * Finds it.
     *
     * @param event what the record has as {@code event}, or null
     * @param rule what the record has as {@code rule}, or null
     * @return empty where nothing is there, or something of another product
     */
    static Optional<EarlierVerdict> in(final Object event, final Object rule) {
        if (!(event instanceof Record eventRecord) || !MODULE.equals(eventRecord.getAsString("module"))) {
            return Optional.empty();
        }
        return Optional.of(new EarlierVerdict(
                ALERT.equals(eventRecord.getAsString("kind")),
                eventRecord.getValue("risk_score_norm") instanceof Number number ? number.floatValue() : UNKNOWN,
                String.valueOf(eventRecord.getAsString("dataset")),
                rule instanceof Record ruleRecord ? String.valueOf(ruleRecord.getAsString("name")) : ""));
    }

    /** Whether the same model gave it, so that a later verdict takes its place whatever it says. */
    boolean isOf(final String otherDataset, final String otherRuleName) {
        return dataset.equals(otherDataset) && ruleName.equals(otherRuleName);
    }

    /** Whether it stays: an alert outranks an event, and among equals the higher score does; where they are the same, the later one wins. */
    boolean outranks(final Detection later) {
        if (alert != later.suspicious()) {
            return alert;
        }
        return normalizedScore > (float) later.normalizedScore().orElse(UNKNOWN);
    }
}

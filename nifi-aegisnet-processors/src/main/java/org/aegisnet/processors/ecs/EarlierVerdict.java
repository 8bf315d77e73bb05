package org.aegisnet.processors.ecs;

import java.util.Optional;
import org.apache.nifi.serialization.record.Record;

/**
 * The verdict that a processor of ours has left in a record before. Immutable.
 *
 * @param alert whether it found the flow suspicious
 * @param normalizedScore from 0 to 100; below 0 if the model did not tell
 * @param dataset what kind of finding it is
 * @param ruleName the name of the model
 */
record EarlierVerdict(boolean alert, float normalizedScore, String dataset, String ruleName) {
    static final String ALERT = "alert";
    static final String EVENT = "event";
    static final String MODULE = "aegisnet";

    private static final float UNKNOWN = -1;

    /**
     * Finds the earlier verdict in a record.
     *
     * @param event the value of {@code event} in the record, or null
     * @param rule the value of {@code rule} in the record, or null
     * @return empty if the record has no verdict, or one of another product
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

    /** Tells whether the same model gave this verdict, so that a later verdict always replaces it. */
    boolean isOf(final String otherDataset, final String otherRuleName) {
        return dataset.equals(otherDataset) && ruleName.equals(otherRuleName);
    }

    /**
     * Tells whether this verdict stays. An alert outranks an event; among equals the higher score wins. If the scores are equal, the later one
     * wins.
     */
    boolean outranks(final Detection later) {
        if (alert != later.suspicious()) {
            return alert;
        }
        return normalizedScore > (float) later.normalizedScore().orElse(UNKNOWN);
    }
}

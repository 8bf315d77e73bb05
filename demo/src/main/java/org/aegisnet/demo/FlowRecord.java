package org.aegisnet.demo;

import com.fasterxml.jackson.databind.JsonNode;

/** One network flow as the template has written it. */
public final class FlowRecord {
    private final JsonNode fields;

    FlowRecord(final JsonNode fields) {
        this.fields = fields;
    }

    public boolean wasScored() {
        return fields.hasNonNull("is_suspicious");
    }

    public boolean isSuspicious() {
        return fields.path("is_suspicious").asBoolean(false);
    }

    public boolean wasClassified() {
        return fields.hasNonNull("flow_label");
    }

    public boolean isAttack() {
        return fields.path("flow_label").asText().equals("Attack");
    }

    public double anomalyScore() {
        return fields.path("anomaly_score").asDouble();
    }

    public double attackProbability() {
        return fields.path("attack_probability").asDouble();
    }

    /** A field's text; empty if the record lacks it or holds nothing in it. */
    public String text(final String field) {
        return fields.hasNonNull(field) ? fields.path(field).asText() : "";
    }

    /** Tells whether the data set labels the flow as part of an attack. The models never see this label. */
    public boolean isLabelledAttack() {
        return !text("Label").isEmpty() && !text("Label").equalsIgnoreCase("BENIGN");
    }
}

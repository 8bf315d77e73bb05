package org.aegisnet.patterns;

import java.util.Optional;

/** The patterns, gravest first: a flow that belongs to several is called by the first. */
public enum FlowPattern {
    EXFILTRATION("Exfiltration"),
    FLOOD("Flood"),
    BRUTE_FORCE("Brute Force"),
    PORT_SCAN("Port Scan"),
    HOST_SWEEP("Host Sweep"),
    BEACONING("Beaconing");

    private final String label;

    FlowPattern(final String label) {
        this.label = label;
    }

    /** The name for people. */
    public String label() {
        return label;
    }

    /** The pattern of a name, whatever its case. */
    public static Optional<FlowPattern> named(final String label) {
        for (final FlowPattern pattern : values()) {
            if (pattern.label.equalsIgnoreCase(label.strip())) {
                return Optional.of(pattern);
            }
        }
        return Optional.empty();
    }
}

package org.aegisnet.training.data;

import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The class that a file's maker gives a flow. Published files write the same class in several ways. In some of them a broken encoding has
 * destroyed the dash in "Web Attack – XSS". Here a label has one spelling.
 *
 * @param name for example {@code BENIGN} or {@code Web Attack - XSS}; empty if the file does not give a label
 */
public record Label(String name) {
    /** The label of every benign flow. */
    public static final Label BENIGN = new Label("BENIGN");

    /** The label of a flow of which nobody has said what it is. */
    public static final Label UNKNOWN = new Label("");

    private static final Set<String> WORDS_FOR_BENIGN = Set.of("benign", "normal", "safe", "0");

    /** En and em dash, what is left of them after reading Windows-1252 as something else, and a plain hyphen. */
    private static final Pattern DASH = Pattern.compile("\\s+[\\u2013\\u2014\\uFFFD\\u0096\\u0097-]+\\s+");

    public Label {
        Objects.requireNonNull(name, "name");
    }

    /**
     * Reads a label as a file writes it.
     *
     * @param text may be blank
     */
    public static Label of(final String text) {
        final String name = DASH.matcher(text.strip()).replaceAll(" - ");
        if (name.isEmpty()) {
            return UNKNOWN;
        }
        return WORDS_FOR_BENIGN.contains(name.toLowerCase(Locale.ROOT)) ? BENIGN : new Label(name);
    }

    /** Tells whether the flow is known to be harmless. */
    public boolean isBenign() {
        return equals(BENIGN);
    }

    /** Tells whether the flow is known to be an attack. */
    public boolean isAttack() {
        return !isBenign() && !equals(UNKNOWN);
    }

    /** The kind of attack, the same for all the names that different files give it: {@code Port scan} for {@code Infiltration - Portscan}. */
    public String family() {
        if (!isAttack()) {
            return name;
        }
        final String letters = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
        if (letters.contains("portscan")) {
            return "Port scan";
        }
        if (letters.contains("webattack")) {
            return "Web attack";
        }
        if (letters.contains("patator") || letters.contains("bruteforce")) {
            return "Brute force";
        }
        if (letters.startsWith("ddos")) {
            return "DDoS";
        }
        if (letters.startsWith("dos")) {
            return "DoS";
        }
        if (letters.startsWith("bot")) {
            return "Bot";
        }
        return name;
    }
}

package org.aegisnet.training.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelTest {
    @ParameterizedTest
    @ValueSource(strings = {"Web Attack \uFFFD XSS", "Web Attack \u0096 XSS", "Web Attack – XSS", " Web Attack - XSS "})
    void spellsAClassInOneWayForEveryFormOfItsDash(final String text) {
        assertEquals(new Label("Web Attack - XSS"), Label.of(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"BENIGN", "Benign", " benign", "Normal", "0"})
    void knowsTheWordsForBenign(final String text) {
        assertTrue(Label.of(text).isBenign());
        assertFalse(Label.of(text).isAttack());
    }

    @Test
    void isNeitherBenignNorAnAttackWithoutALabel() {
        assertFalse(Label.of("  ").isBenign());
        assertFalse(Label.of("  ").isAttack());
    }

    @ParameterizedTest
    @CsvSource({
        "Infiltration - Portscan, Port scan",
        "PortScan, Port scan",
        "FTP-Patator, Brute force",
        "SSH-Bruteforce, Brute force",
        "BruteForce, Brute force",
        "Web Attack - Brute Force, Web attack",
        "WebAttack, Web attack",
        "DoS Slowhttptest, DoS",
        "DoS, DoS",
        "DDoS, DDoS",
        "Botnet, Bot",
        "Infiltration, Infiltration",
        "Heartbleed, Heartbleed"
    })
    void findsTheFamilyBehindTheNamesOfDifferentFiles(final String name, final String family) {
        assertEquals(family, Label.of(name).family());
    }
}

package org.aegisnet.scoring.feature;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldIndexTest {
    @ParameterizedTest
    @ValueSource(strings = {"Flow Duration", " Flow Duration", "flow_duration", "FLOW-DURATION", "flowDuration\t"})
    void caseBlanksAndPunctuationDoNotCount(final String spelling) {
        final FieldIndex fields = new FieldIndex(List.of("Label", spelling));
        assertEquals(OptionalInt.of(1), fields.position("Flow Duration"));
    }

    @Test
    void theFirstOfTwoFieldsOfOneNameIsMeant() {
        final FieldIndex fields = new FieldIndex(List.of("Fwd Header Length", " fwd_header_length"));
        assertEquals(OptionalInt.of(0), fields.position("Fwd Header Length"));
    }

    @Test
    void aFieldThatIsNotThereHasNoPosition() {
        assertEquals(OptionalInt.empty(), new FieldIndex(List.of("Fwd Header Length.1")).position("Fwd Header Length"));
    }

    @Test
    void namesAreSpelledAsTheRecordDoesButForBlanksAround() {
        assertEquals("Flow Bytes/s", new FieldIndex(List.of(" Flow Bytes/s ")).name(0));
    }
}

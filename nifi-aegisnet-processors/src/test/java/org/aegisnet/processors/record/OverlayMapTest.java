package org.aegisnet.processors.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OverlayMapTest {
    private final Map<String, Object> own = Map.of("id", "a", "score", 1);
    private final OverlayMap values = new OverlayMap(own);

    @Test
    void showWhatWasAddedInThePlaceOfTheRecordsOwn() {
        assertEquals(1, values.put("score", 2));
        assertNull(values.put("reasons", "none"));
        assertEquals(2, values.get("score"));
        assertEquals("none", values.get("reasons"));
        assertEquals("a", values.get("id"));
        assertEquals(1, own.get("score"));
    }

    @Test
    void hideTheRecordsOwnBehindAnAddedNull() {
        values.put("score", null);
        assertNull(values.get("score"));
        assertTrue(values.containsKey("score"));
    }

    @Test
    void anIterationSeesAllEntries() {
        values.put("score", 2);
        values.put("reasons", null);
        final Map<String, Object> expected = new HashMap<>(Map.of("id", "a", "score", 2));
        expected.put("reasons", null);
        assertEquals(expected, new LinkedHashMap<>(values));
        assertEquals(3, values.size());
        assertEquals(3, List.copyOf(values.entrySet()).size(), "each of them once");
    }
}

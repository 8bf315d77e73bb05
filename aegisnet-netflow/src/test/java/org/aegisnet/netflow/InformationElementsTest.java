package org.aegisnet.netflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Field;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.aegisnet.netflow.element.ElementRegistry;
import org.aegisnet.netflow.element.InformationElements;
import org.junit.jupiter.api.Test;

class InformationElementsTest {
    /** The registry is IANA's own list, and a constant is the name there in Java's spelling. */
    @Test
    void eachNumberIsTheOneOfItsNameInTheRegistry() throws IllegalAccessException {
        final ElementRegistry registry = ElementRegistry.load();
        final Set<Integer> numbers = new HashSet<>();
        for (final Field constant : InformationElements.class.getFields()) {
            final int number = constant.getInt(null);
            assertEquals(
                    registry.find(0, number).name().toLowerCase(Locale.ROOT),
                    constant.getName().replace("_", "").toLowerCase(Locale.ROOT));
            assertTrue(numbers.add(number), constant.getName());
        }
        assertTrue(numbers.size() > 80, "Constants: " + numbers.size());
    }
}

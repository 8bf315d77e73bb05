package org.aegisnet.repository;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Test that no file keeps a name that was changed: of a property, relationship, counter, component, module or class. {@code old-names.tsv} has a line
 * for each: the old name and the new one.
 */
class OldNamesTest {
    private static final Path NAMES = Path.of("src/test/resources/old-names.tsv");

    @TestFactory
    List<DynamicTest> noFileKeepsTheOldNameOf() throws IOException {
        final Map<String, String> contents = new TreeMap<>();
        final Checkout checkout = new Checkout();
        for (final Path file : checkout.texts()) {
            contents.put(
                    checkout.root().relativize(file).toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
        }
        return Files.readAllLines(NAMES).stream()
                .map(line -> line.split("\t", -1))
                .map(names -> DynamicTest.dynamicTest(names[1], () -> assertAbsent(names[0], contents)))
                .toList();
    }

    private static void assertAbsent(final String oldName, final Map<String, String> contents) {
        assertEquals(
                List.of(),
                contents.entrySet().stream()
                        .filter(file -> file.getValue().contains(oldName))
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toList()),
                "files with the old name " + oldName);
    }
}

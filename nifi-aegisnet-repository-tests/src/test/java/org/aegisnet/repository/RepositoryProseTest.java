package org.aegisnet.repository;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Test that holds all prose of the repository to the rule. Faults that are older than the rule are counted per file in {@code prose-debt.tsv}; a
 * count may only fall. Without that file no fault is accepted.
 */
class RepositoryProseTest {
    private static final Path DEBT = Path.of("src/test/resources/prose-debt.tsv");

    @Test
    void noFileHasMoreFaultsThanRecorded() throws IOException {
        final List<ProseFault> faults = new Checkout()
                .prose().stream()
                        .flatMap(prose -> ProseRules.faultsOf(prose).stream())
                        .toList();
        final Map<String, Long> counts = faults.stream()
                .collect(Collectors.groupingBy(
                        fault -> fault.rule() + "\t" + fault.prose().file(), TreeMap::new, Collectors.counting()));
        final String found = counts.entrySet().stream()
                .map(entry -> entry.getKey() + "\t" + entry.getValue() + "\n")
                .collect(Collectors.joining());
        Files.createDirectories(Path.of("target"));
        Files.writeString(Path.of("target/prose-debt.tsv"), found);
        Files.write(
                Path.of("target/prose-faults.txt"),
                faults.stream().map(ProseFault::inWords).toList());
        assertEquals(
                Files.exists(DEBT) ? Files.readString(DEBT) : "",
                found,
                "target/prose-faults.txt lists the faults; mend new ones. If counts have fallen, copy target/prose-debt.tsv over "
                        + DEBT
                        + ", or delete that file with the last of them");
    }
}

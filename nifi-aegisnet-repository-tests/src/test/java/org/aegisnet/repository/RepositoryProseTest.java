package org.aegisnet.repository;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Test that holds all prose of the repository, in Java and Markdown, to the rule. */
class RepositoryProseTest {
    private static final Path FAULTS = Path.of("target/prose-faults.txt");

    @Test
    void noSentenceBreaksTheRule() throws IOException {
        final List<String> faults = new Checkout()
                .prose().stream()
                        .flatMap(prose -> ProseRules.faultsOf(prose).stream())
                        .map(ProseFault::inWords)
                        .toList();
        Files.createDirectories(FAULTS.getParent());
        Files.write(FAULTS, faults);
        assertEquals(List.of(), faults, FAULTS + " has these faults, too; mend them");
    }
}

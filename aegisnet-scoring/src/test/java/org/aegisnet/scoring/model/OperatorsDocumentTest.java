package org.aegisnet.scoring.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table in models/plain-operators.md, which has the rows of {@link Operator}. */
class OperatorsDocumentTest {
    private static final Path COMMITTED = Path.of("..", "models", "plain-operators.md");
    private static final Path WRITTEN = Path.of("target", "operators.md");
    private static final String HEAD = "| operator | models | inputs | in plain Java |\n|---|---|---|---|\n";

    @Test
    void theCommittedTableIsThatOfTheCode() throws Exception {
        final String table = Arrays.stream(Operator.values())
                .map(operator -> operator.row() + "\n")
                .collect(Collectors.joining("", HEAD, ""));
        Files.createDirectories(WRITTEN.getParent());
        Files.writeString(WRITTEN, table);

        final String document = Files.readString(COMMITTED);
        final int start = document.indexOf(HEAD);
        assertEquals(
                table,
                start < 0 ? "" : document.substring(start, document.indexOf("\n\n", start) + 1),
                "the table in models/plain-operators.md is out of date; put aegisnet-scoring/target/operators.md in its place");
    }

    @Test
    void rowsStandInTheOrderOfTheirNames() {
        assertEquals(
                Arrays.stream(Operator.values())
                        .map(Operator::onnxName)
                        .sorted()
                        .toList(),
                Arrays.stream(Operator.values()).map(Operator::onnxName).toList());
    }
}

package org.aegisnet.training.card;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Collects the rows of a Markdown table; all columns but the first are aligned to the right. For one thread. */
final class MarkdownTable {
    private final List<String> lines = new ArrayList<>();
    private final int columns;

    MarkdownTable(final String... header) {
        this.columns = header.length;
        row(header);
        lines.add("|---|" + String.join("", Collections.nCopies(columns - 1, "---:|")));
    }

    void row(final String... cells) {
        if (cells.length != columns) {
            throw new IllegalArgumentException("%d cells in a table of %d columns".formatted(cells.length, columns));
        }
        lines.add("| " + String.join(" | ", cells) + " |");
    }

    @Override
    public String toString() {
        return String.join("\n", lines) + "\n";
    }
}

package org.aegisnet.repository;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Reader of the paragraphs, list items and table cells of a Markdown file; code and quoted output are left out. */
final class MarkdownProse {
    private static final Pattern CODE = Pattern.compile("`[^`]*`");
    private static final Pattern LINK = Pattern.compile("!?\\[([^]]*)]\\([^)]*\\)");
    private static final Pattern ITEM = Pattern.compile("^\\s*(?:[-*+]|\\d+\\.)\\s+");

    private final List<Prose> found = new ArrayList<>();
    private final StringBuilder paragraph = new StringBuilder();
    private final String file;
    private int start;

    private MarkdownProse(final String file) {
        this.file = file;
    }

    static List<Prose> in(final String file, final String content) {
        return new MarkdownProse(file).read(content.lines().toList());
    }

    private List<Prose> read(final List<String> lines) {
        boolean fenced = false;
        for (int i = 0; i < lines.size(); i++) {
            final String line = lines.get(i);
            if (line.strip().startsWith("```")) {
                finish();
                fenced = !fenced;
            } else if (!fenced) {
                take(line, i + 1);
            }
        }
        finish();
        return found;
    }

    private void take(final String line, final int number) {
        if (line.isBlank() || line.startsWith("#") || line.startsWith("    ") || line.startsWith(">")) {
            finish();
        } else if (line.strip().startsWith("|")) {
            finish();
            for (final String cell : line.split("(?<!\\\\)\\|", -1)) {
                add(cell, number);
                finish();
            }
        } else {
            if (ITEM.matcher(line).find()) {
                finish();
            }
            add(ITEM.matcher(line).replaceFirst(""), number);
        }
    }

    private void add(final String text, final int number) {
        if (paragraph.isEmpty()) {
            start = number;
        }
        paragraph.append(text.strip()).append(' ');
    }

    private void finish() {
        final String text =
                LINK.matcher(CODE.matcher(paragraph).replaceAll("X")).replaceAll("$1");
        final String plain = text.replace("**", "").strip();
        if (!plain.isEmpty()) {
            found.add(new Prose(file, start, Prose.Kind.PARAGRAPH, plain));
        }
        paragraph.setLength(0);
    }
}

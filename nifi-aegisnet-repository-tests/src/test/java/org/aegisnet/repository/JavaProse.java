package org.aegisnet.repository;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reader of the Javadoc, the comments and the names of constants of a Java file. */
final class JavaProse {
    private static final Pattern TYPE = Pattern.compile(
            "^(?:@\\w+(?:\\([^)]*\\))?\\s+)*(?:(?:public|protected|private|static|final|abstract|sealed|non-sealed)\\s+)*"
                    + "(?:class|interface|enum|record|@interface)\\s");
    private static final Pattern CONSTANT =
            Pattern.compile("^\\s*(?:public |private |protected )?static final [\\w<>\\[\\], ]+ ([A-Z][A-Z0-9_]+) =");
    private static final Pattern TAG = Pattern.compile("\\{@\\w+\\s+([^}]*)}");
    private static final Pattern MARKUP = Pattern.compile("<[^>]+>");

    private final List<Prose> found = new ArrayList<>();
    private final List<String> lines;
    private final String file;

    private JavaProse(final String file, final List<String> lines) {
        this.file = file;
        this.lines = lines;
    }

    static List<Prose> in(final String file, final String content) {
        return new JavaProse(file, content.lines().toList()).read();
    }

    private List<Prose> read() {
        int i = 0;
        while (i < lines.size()) {
            final String line = lines.get(i).strip();
            if (line.startsWith("/**") || line.startsWith("/*")) {
                i = block(i);
            } else if (line.startsWith("//")) {
                i = lineComments(i);
            } else {
                constant(i);
                i++;
            }
        }
        return found;
    }

    private void constant(final int i) {
        final Matcher name = CONSTANT.matcher(lines.get(i));
        if (name.find()) {
            found.add(new Prose(file, i + 1, Prose.Kind.CONSTANT, name.group(1)));
        }
    }

    private int lineComments(final int first) {
        final StringBuilder text = new StringBuilder();
        int i = first;
        while (i < lines.size() && lines.get(i).strip().startsWith("//")) {
            text.append(lines.get(i).strip().substring(2).strip()).append(' ');
            i++;
        }
        add(first, Prose.Kind.COMMENT, text);
        return i;
    }

    private int block(final int first) {
        int last = first;
        while (last < lines.size() - 1 && !lines.get(last).contains("*/")) {
            last++;
        }
        final boolean type = isOfType(last + 1);
        final StringBuilder text = new StringBuilder();
        int start = first;
        Prose.Kind kind = type ? Prose.Kind.TYPE_JAVADOC : Prose.Kind.JAVADOC;
        boolean preformatted = false;
        for (int i = first; i <= last; i++) {
            final String line = lines.get(i)
                    .strip()
                    .replaceFirst("^/\\*\\*?", "")
                    .replaceFirst("\\*/$", "")
                    .replaceFirst("^\\*", "")
                    .strip();
            if (line.startsWith("@") || line.startsWith("<p>") || line.startsWith("<li>") || line.isEmpty()) {
                add(start, kind, text);
                text.setLength(0);
                start = i;
                kind = Prose.Kind.JAVADOC.equals(kind) || !line.isEmpty() ? Prose.Kind.JAVADOC : kind;
            }
            preformatted |= line.contains("<pre>");
            if (!preformatted) {
                text.append(line.replaceFirst("^@(?:param|throws)\\s+\\S+|^@\\w+", ""))
                        .append(' ');
            }
            preformatted &= !line.contains("</pre>");
        }
        add(start, kind, text);
        return last + 1;
    }

    private boolean isOfType(final int next) {
        int i = next;
        while (i < lines.size()
                && lines.get(i).strip().startsWith("@")
                && !lines.get(i).contains("@interface")) {
            i++;
        }
        return i < lines.size() && TYPE.matcher(lines.get(i).strip()).find();
    }

    private void add(final int line, final Prose.Kind kind, final CharSequence text) {
        final String untagged = TAG.matcher(text).replaceAll("X");
        final String plain =
                MARKUP.matcher(untagged).replaceAll(" ").replaceAll("\\s+", " ").strip();
        if (!plain.isEmpty()) {
            found.add(new Prose(file, line + 1, kind, plain));
        }
    }
}

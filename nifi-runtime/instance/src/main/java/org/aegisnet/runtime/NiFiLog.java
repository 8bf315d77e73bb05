package org.aegisnet.runtime;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A reader of NiFi's log: the lines since the last look, and the errors. */
final class NiFiLog {
    private static final Pattern ERROR = Pattern.compile("^\\S+ \\S+ ERROR .*");
    private static final Pattern CAUSE = Pattern.compile("^Caused by: .*");
    private static final int MAX_LINE = 300;

    private final Path file;
    private int linesSeen;

    NiFiLog(final Path file) {
        this.file = file;
    }

    /** Skips the lines that an earlier run has written. */
    void skipWhatIsThere() {
        linesSeen = allLines().size();
    }

    List<String> newLines() {
        final List<String> lines = allLines();
        final List<String> fresh = List.copyOf(lines.subList(Math.min(linesSeen, lines.size()), lines.size()));
        linesSeen = lines.size();
        return fresh;
    }

    /** The number of lines that the looks so far have seen, including the skipped ones. */
    int linesSeen() {
        return linesSeen;
    }

    /** The first errors and the deepest cause of each, without the stack traces between. */
    List<String> errors(final int limit) {
        final List<String> errors = new ArrayList<>();
        boolean causeMayFollow = false;
        for (final String line : allLines()) {
            if (ERROR.matcher(line).matches()) {
                errors.add(shortened(line));
                causeMayFollow = false;
            } else if (!errors.isEmpty() && CAUSE.matcher(line).matches()) {
                if (causeMayFollow) {
                    errors.removeLast();
                }
                errors.add("  " + shortened(line));
                causeMayFollow = true;
            }
        }
        return List.copyOf(errors.subList(0, Math.min(limit, errors.size())));
    }

    private List<String> allLines() {
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            final String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            // The text behind the last line end is a line that NiFi is still writing.
            return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
        } catch (final IOException e) {
            throw new NiFiException("Could not read " + file + ": " + e.getMessage(), e);
        }
    }

    private static String shortened(final String line) {
        return line.length() <= MAX_LINE ? line : line.substring(0, MAX_LINE) + "...";
    }
}

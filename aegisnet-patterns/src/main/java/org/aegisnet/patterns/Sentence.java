package org.aegisnet.patterns;

import java.util.Locale;

/** Numbers as reasons tell them. */
final class Sentence {
    private static final double MEGABYTE = 1e6;
    private static final double SECOND = 1000;

    private Sentence() {}

    static String count(final long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    static String megabytes(final long bytes) {
        return String.format(Locale.ROOT, "%,.1f MB", bytes / MEGABYTE);
    }

    static String seconds(final long millis) {
        return millis % (long) SECOND == 0
                ? String.format(Locale.ROOT, "%d s", millis / (long) SECOND)
                : String.format(Locale.ROOT, "%.1f s", millis / SECOND);
    }
}

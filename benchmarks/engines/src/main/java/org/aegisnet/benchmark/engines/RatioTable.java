package org.aegisnet.benchmark.engines;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A Markdown table of pairs: ours, a peer's, and how many times as fast ours is. For one thread. */
final class RatioTable {
    private final List<String> lines =
            new ArrayList<>(List.of("| what | ours | peer | | times as fast |", "|---|---:|---|---:|---:|"));

    void add(final String what, final double ours, final String peer, final double peers) {
        lines.add(String.format(
                Locale.ROOT, "| %s | %s | %s | %s | %.1f |", what, time(ours), peer, time(peers), peers / ours));
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    private static String time(final double nanoseconds) {
        if (nanoseconds < 1e3) {
            return String.format(Locale.ROOT, "%.0f ns", nanoseconds);
        }
        return nanoseconds < 1e6
                ? String.format(Locale.ROOT, "%.2f µs", nanoseconds / 1e3)
                : String.format(Locale.ROOT, "%.1f ms", nanoseconds / 1e6);
    }
}

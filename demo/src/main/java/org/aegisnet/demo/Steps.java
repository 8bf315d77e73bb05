package org.aegisnet.demo;

import java.io.PrintStream;
import java.util.Locale;

/** Printer of the current step and the elapsed seconds. It uses the form of the scripts in bin/, and continues their clock. */
final class Steps {
    private final PrintStream out;
    private final long start;

    Steps(final PrintStream out, final long secondsBefore) {
        this.out = out;
        this.start = System.nanoTime() - secondsBefore * 1_000_000_000L;
    }

    void say(final String what) {
        out.println(String.format(Locale.ROOT, "[%3ds] %s", (System.nanoTime() - start) / 1_000_000_000L, what));
    }
}

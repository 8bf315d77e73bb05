package org.aegisnet.patterns.window;

/**
 * Division of time into panes. A window is a number of panes. Panes are kept for longer than the window, so that late flows can still be counted.
 * Immutable.
 *
 * @param paneMillis length of a pane, at least 1
 * @param windowPanes panes of one window, 1 or more
 * @param keptPanes panes for which anything is remembered, at least a window's and at most 64
 */
public record Panes(long paneMillis, int windowPanes, int keptPanes) {
    /** As many as there are bits in a long. */
    public static final int MAX_COUNT = 64;

    private static final int PANES_OF_A_WINDOW = 6;

    public Panes {
        if (paneMillis < 1 || windowPanes < 1 || keptPanes < windowPanes || keptPanes > MAX_COUNT) {
            throw new IllegalArgumentException(
                    "Panes of %d ms, %d in a window and %d kept: a pane takes at least 1 ms, and at least a window's and at most %d are kept"
                            .formatted(paneMillis, windowPanes, keptPanes, MAX_COUNT));
        }
    }

    /**
     * Six panes for a window, and as many more as late flows may need.
     *
     * @param windowMillis length of the window
     * @param latenessMillis maximum lateness of a flow; at most nine windows
     */
    public static Panes of(final long windowMillis, final long latenessMillis) {
        final long pane = Math.max(1, windowMillis / PANES_OF_A_WINDOW);
        final long kept = PANES_OF_A_WINDOW + Math.ceilDiv(latenessMillis, pane) + 1;
        if (kept > MAX_COUNT) {
            throw new IllegalArgumentException(
                    "Flows %d s late cannot be counted in windows of %d s: lateness is at most nine windows"
                            .formatted(latenessMillis / 1000, windowMillis / 1000));
        }
        return new Panes(pane, PANES_OF_A_WINDOW, (int) kept);
    }

    /** The pane of a point in time, in milliseconds since 1970. */
    public long paneOf(final long millis) {
        return Math.floorDiv(millis, paneMillis);
    }

    /** The number of the whole window, of windows that follow each other without overlap, that a pane lies in. */
    public long periodOf(final long pane) {
        return Math.floorDiv(pane, windowPanes);
    }

    /** Length of a window. */
    public long windowMillis() {
        return paneMillis * windowPanes;
    }
}

package org.aegisnet.patterns;

import java.io.IOException;
import org.aegisnet.net.VarintInput;
import org.aegisnet.net.VarintOutput;
import org.aegisnet.patterns.table.Sized;
import org.aegisnet.patterns.window.Panes;
import org.aegisnet.patterns.window.RecentStarts;
import org.aegisnet.patterns.window.SumWindow;

/** The flows of one source to one service of one destination. For one thread. */
final class Conversation implements Sized {
    private static final int OBJECT_BYTES = 24;
    private static final int FLOWS = 0;
    private static final int ATTEMPTS = 1;
    private static final int SIZES = 2;
    private static final int SQUARED_SIZES = 3;
    private static final int COLUMNS = 4;

    /** Sizes are added up as whole 1024ths of their logarithm to base 2. */
    private static final double STEPS = 1024;

    private final SumWindow sums;
    private final RecentStarts starts;

    Conversation(final Panes panes) {
        this(new SumWindow(panes, COLUMNS), new RecentStarts());
    }

    private Conversation(final SumWindow sums, final RecentStarts starts) {
        this.sums = sums;
        this.starts = starts;
    }

    void note(final long pane, final boolean attempt, final long bytes) {
        if (attempt) {
            final long size = Math.round(STEPS * Math.log(1.0 + Math.max(0, bytes)) / Math.log(2));
            sums.add(pane, 1, 1, size, size * size);
        } else {
            sums.add(pane, 1, 0, 0, 0);
        }
    }

    void noteStart(final long start) {
        starts.add(start);
    }

    long flowsUntil(final long pane) {
        return sums.sumUntil(pane, FLOWS);
    }

    long attemptsUntil(final long pane) {
        return sums.sumUntil(pane, ATTEMPTS);
    }

    /** Returns the spread of the sizes of the attempts: the standard deviation of their logarithm to base 2. */
    double spreadUntil(final long pane) {
        final double count = (double) sums.sumUntil(pane, ATTEMPTS);
        final double mean = (double) sums.sumUntil(pane, SIZES) / count;
        final double variance = (double) sums.sumUntil(pane, SQUARED_SIZES) / count - mean * mean;
        return Math.sqrt(Math.max(0, variance)) / STEPS;
    }

    RecentStarts starts() {
        return starts;
    }

    /** When its latest flow was counted, to a pane; milliseconds since 1970. */
    long latestMillis() {
        return sums.latestMillis();
    }

    Conversation copy() {
        return new Conversation(sums.copy(), starts.copy());
    }

    @Override
    public long bytes() {
        return OBJECT_BYTES + sums.bytes() + starts.bytes();
    }

    void writeTo(final VarintOutput output) throws IOException {
        sums.writeTo(output);
        starts.writeTo(output);
    }

    static Conversation readFrom(final VarintInput input, final Panes panes) throws IOException {
        return new Conversation(SumWindow.readFrom(input, panes, COLUMNS), RecentStarts.readFrom(input));
    }
}

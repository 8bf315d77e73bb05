package org.aegisnet.patterns.window;

import java.io.IOException;
import java.util.Arrays;
import org.aegisnet.net.VarintInput;
import org.aegisnet.net.VarintOutput;
import org.aegisnet.patterns.table.Sized;

/** Sums over any window of the panes kept, several columns of them. Takes memory for panes that had something only. For one thread. */
public final class SumWindow implements Sized {
    private static final int OBJECT_BYTES = 80;
    private static final int MAX_COLUMNS = 8;

    private final Panes panes;
    private final int columns;
    private long[] paneOf;
    private long[] sums;
    private int size;

    /**
     * Empty.
     *
     * @param columns number of sums of a pane, 1 to 8
     */
    public SumWindow(final Panes panes, final int columns) {
        this.panes = panes;
        this.columns = columns;
        this.paneOf = new long[1];
        this.sums = new long[columns];
    }

    /**
     * Adds to a pane's sums; a pane that is kept no longer is ignored.
     *
     * @param amounts one for each column, none below 0
     */
    public void add(final long pane, final long... amounts) {
        if (size > 0 && pane <= paneOf[size - 1] - panes.keptPanes()) {
            return;
        }
        final int position = positionFor(pane);
        for (int column = 0; column < columns; column++) {
            final int cell = position * columns + column;
            final long sum = sums[cell] + amounts[column];
            sums[cell] = sum < 0 ? Long.MAX_VALUE : sum;
        }
    }

    private int positionFor(final long pane) {
        int position = size;
        while (position > 0 && paneOf[position - 1] > pane) {
            position--;
        }
        if (position > 0 && paneOf[position - 1] == pane) {
            return position - 1;
        }
        if (position == size) {
            position -= forgetBefore(pane - panes.keptPanes() + 1);
        }
        makeRoom(position);
        paneOf[position] = pane;
        Arrays.fill(sums, position * columns, (position + 1) * columns, 0);
        return position;
    }

    private int forgetBefore(final long firstKept) {
        int forgotten = 0;
        while (forgotten < size && paneOf[forgotten] < firstKept) {
            forgotten++;
        }
        if (forgotten > 0) {
            System.arraycopy(paneOf, forgotten, paneOf, 0, size - forgotten);
            System.arraycopy(sums, forgotten * columns, sums, 0, (size - forgotten) * columns);
            size -= forgotten;
        }
        return forgotten;
    }

    private void makeRoom(final int position) {
        if (size == paneOf.length) {
            paneOf = Arrays.copyOf(paneOf, 2 * size);
            sums = Arrays.copyOf(sums, 2 * size * columns);
        }
        System.arraycopy(paneOf, position, paneOf, position + 1, size - position);
        System.arraycopy(sums, position * columns, sums, (position + 1) * columns, (size - position) * columns);
        size++;
    }

    /** The sum of a column over the window that ends with a pane. */
    public long sumUntil(final long pane, final int column) {
        return sum(pane - panes.windowPanes() + 1, pane, column);
    }

    /** The sum of a column over the whole window, of those that follow each other without overlap, that a pane lies in. */
    public long sumOfPeriod(final long pane, final int column) {
        final long first = panes.periodOf(pane) * panes.windowPanes();
        return sum(first, first + panes.windowPanes() - 1, column);
    }

    private long sum(final long first, final long last, final int column) {
        long sum = 0;
        for (int position = 0; position < size; position++) {
            if (paneOf[position] >= first && paneOf[position] <= last) {
                final long more = sum + sums[position * columns + column];
                sum = more < 0 ? Long.MAX_VALUE : more;
            }
        }
        return sum;
    }

    /** Returns the begin of the latest pane with a value, in milliseconds since 1970; {@link Long#MIN_VALUE} if all panes are empty. */
    public long latestMillis() {
        return size == 0 ? Long.MIN_VALUE : paneOf[size - 1] * panes.paneMillis();
    }

    /** One of its own with the same content. */
    public SumWindow copy() {
        final SumWindow copy = new SumWindow(panes, columns);
        copy.paneOf = paneOf.clone();
        copy.sums = sums.clone();
        copy.size = size;
        return copy;
    }

    @Override
    public long bytes() {
        return OBJECT_BYTES + 8L * paneOf.length + 8L * sums.length;
    }

    /** Writes everything down. */
    public void writeTo(final VarintOutput output) throws IOException {
        output.writeCount(size);
        for (int position = 0; position < size; position++) {
            output.writeNumber(paneOf[position]);
            for (int column = 0; column < columns; column++) {
                output.writeNumber(sums[position * columns + column]);
            }
        }
    }

    /**
     * Reads back what {@link #writeTo} wrote.
     *
     * @throws IOException if the data cannot have been written by this class
     */
    public static SumWindow readFrom(final VarintInput input, final Panes panes, final int columns) throws IOException {
        final SumWindow window = new SumWindow(panes, Math.min(columns, MAX_COLUMNS));
        final int size = input.readSize(Panes.MAX_COUNT);
        final long[] amounts = new long[columns];
        for (int position = 0; position < size; position++) {
            final long pane = input.readNumber();
            for (int column = 0; column < columns; column++) {
                amounts[column] = input.readNumber();
                if (amounts[column] < 0) {
                    throw input.corrupted("a sum is %d".formatted(amounts[column]));
                }
            }
            window.add(pane, amounts);
        }
        return window;
    }
}

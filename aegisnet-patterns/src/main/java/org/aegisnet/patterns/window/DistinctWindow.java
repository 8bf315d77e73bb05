package org.aegisnet.patterns.window;

import java.io.IOException;
import org.aegisnet.net.VarintInput;
import org.aegisnet.net.VarintOutput;
import org.aegisnet.patterns.table.Sized;

/**
 * Number of different items in any window of the panes kept. It is exact up to {@value #CAPACITY} items. Beyond that it is an estimate from the
 * items whose hash begins with enough zero bits (adaptive sampling: Flajolet, "On adaptive sampling", Computing 43, 1990). The standard error is
 * about 1.2 / sqrt({@value #CAPACITY}), which is 8 %. At most {@value #MAX_TABLE} slots of 16 bytes are used, however many items come.
 *
 * <p>Each item carries one bit for each pane it was seen in, so that every window is counted from the same items. While counting is exact, the
 * order in which flows come does not matter. For one thread.
 */
public final class DistinctWindow implements Sized {
    /** Items held before sampling begins. */
    public static final int CAPACITY = 256;

    private static final int MAX_TABLE = 2 * CAPACITY;
    private static final int MIN_TABLE = 2;
    private static final int MAX_LEVEL = 62;

    /** Fewer sampled items than these say too little to be multiplied; they count for themselves only. */
    private static final int FEWEST_FOR_AN_ESTIMATE = 16;

    private static final byte[] EXACT = new byte[0];
    private static final int OBJECT_BYTES = 88;

    private final Panes panes;
    private long[] items = new long[MIN_TABLE];
    private long[] seenIn = new long[MIN_TABLE];
    private byte[] levels = EXACT;
    private int size;
    private int level;
    private long latest = Long.MIN_VALUE;

    /** Empty, over panes of a kind. */
    public DistinctWindow(final Panes panes) {
        this.panes = panes;
    }

    /**
     * Notes an item in a pane; one in a pane that is kept no longer is ignored.
     *
     * @param hash of the item, with all 64 bits well mixed
     */
    public void add(final long hash, final long pane) {
        if (latest == Long.MIN_VALUE) {
            latest = pane;
        }
        if (pane > latest) {
            advance(pane);
        }
        if (pane <= latest - panes.keptPanes()) {
            return;
        }
        final long item = hash == 0 ? 1 : hash;
        if (Long.numberOfLeadingZeros(item) < level) {
            return;
        }
        insert(item, bit(pane));
        while (size > CAPACITY) {
            sampleMoreCoarsely();
        }
    }

    private void insert(final long item, final long bits) {
        int slot = slotOf(item);
        if (items[slot] == 0) {
            if (4 * (size + 1) > 3 * items.length && items.length < MAX_TABLE) {
                rebuild(2 * items.length);
                slot = slotOf(item);
            }
            items[slot] = item;
            size++;
        }
        seenIn[slot] |= bits;
    }

    private int slotOf(final long item) {
        final int mask = items.length - 1;
        int slot = (int) item & mask;
        while (items[slot] != 0 && items[slot] != item) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void sampleMoreCoarsely() {
        level = Math.min(level + 1, MAX_LEVEL);
        if (levels.length == 0) {
            levels = new byte[Panes.MAX_COUNT];
        }
        for (int pane = 0; pane < Panes.MAX_COUNT; pane++) {
            levels[pane] = (byte) Math.max(levels[pane], level);
        }
        rebuild(items.length);
    }

    private void advance(final long pane) {
        final long keep = mask(pane - panes.keptPanes() + 1, Math.min(latest, pane));
        int kept = 0;
        for (int slot = 0; slot < items.length; slot++) {
            seenIn[slot] &= keep;
            if (seenIn[slot] != 0) {
                kept++;
            }
        }
        if (kept < size) {
            rebuild(tableFor(kept));
        }
        if (size <= CAPACITY / 2) {
            level = 0;
        }
        if (levels.length > 0) {
            for (long fresh = Math.max(latest + 1, pane - Panes.MAX_COUNT + 1); fresh <= pane; fresh++) {
                levels[(int) (fresh & (Panes.MAX_COUNT - 1))] = (byte) level;
            }
            dropLevelsWhereAllIsExact();
        }
        latest = pane;
    }

    private void dropLevelsWhereAllIsExact() {
        int highest = 0;
        for (final byte paneLevel : levels) {
            highest = Math.max(highest, paneLevel);
        }
        if (highest == 0) {
            levels = EXACT;
        }
    }

    private static int tableFor(final int count) {
        int table = MIN_TABLE;
        while (4 * count > 3 * table && table < MAX_TABLE) {
            table *= 2;
        }
        return table;
    }

    private void rebuild(final int table) {
        final long[] oldItems = items;
        final long[] oldSeenIn = seenIn;
        items = new long[table];
        seenIn = new long[table];
        size = 0;
        for (int slot = 0; slot < oldItems.length; slot++) {
            if (oldSeenIn[slot] != 0 && Long.numberOfLeadingZeros(oldItems[slot]) >= level) {
                final int free = slotOf(oldItems[slot]);
                items[free] = oldItems[slot];
                seenIn[free] = oldSeenIn[slot];
                size++;
            }
        }
    }

    /** Returns the number of different items in the window that ends with a pane. */
    public long countUntil(final long pane) {
        final long last = Math.min(pane, latest);
        final long first = Math.max(pane - panes.windowPanes() + 1, latest - panes.keptPanes() + 1);
        if (latest == Long.MIN_VALUE || first > last) {
            return 0;
        }
        final long window = mask(first, last);
        final int coarsest = coarsest(first, last);
        long count = 0;
        for (int slot = 0; slot < items.length; slot++) {
            if ((seenIn[slot] & window) != 0 && Long.numberOfLeadingZeros(items[slot]) >= coarsest) {
                count++;
            }
        }
        return count < FEWEST_FOR_AN_ESTIMATE ? count : count << coarsest;
    }

    /** Tells whether the count of the window that ends with a pane is an estimate. */
    public boolean isEstimateUntil(final long pane) {
        return coarsest(pane - panes.windowPanes() + 1, pane) > 0;
    }

    private int coarsest(final long first, final long last) {
        int coarsest = 0;
        if (levels.length > 0) {
            for (long pane = first; pane <= last; pane++) {
                coarsest = Math.max(coarsest, levels[(int) (pane & (Panes.MAX_COUNT - 1))]);
            }
        }
        return coarsest;
    }

    private static long bit(final long pane) {
        return 1L << (pane & (Panes.MAX_COUNT - 1));
    }

    private static long mask(final long first, final long last) {
        final long length = last - first + 1;
        if (length <= 0) {
            return 0;
        }
        return length >= Panes.MAX_COUNT
                ? ~0L
                : Long.rotateLeft((1L << length) - 1, (int) (first & (Panes.MAX_COUNT - 1)));
    }

    /** One of its own with the same content. */
    public DistinctWindow copy() {
        final DistinctWindow copy = new DistinctWindow(panes);
        copy.items = items.clone();
        copy.seenIn = seenIn.clone();
        copy.levels = levels.length == 0 ? EXACT : levels.clone();
        copy.size = size;
        copy.level = level;
        copy.latest = latest;
        return copy;
    }

    @Override
    public long bytes() {
        return OBJECT_BYTES + 16L * items.length + levels.length;
    }

    /** Writes everything down. */
    public void writeTo(final VarintOutput output) throws IOException {
        output.writeNumber(latest == Long.MIN_VALUE ? 0 : latest);
        output.writeCount(level);
        output.writeBinary(levels);
        output.writeCount(size);
        for (int slot = 0; slot < items.length; slot++) {
            if (items[slot] != 0) {
                output.writeLong(items[slot]);
                output.writeLong(seenIn[slot]);
            }
        }
    }

    /**
     * Reads back what {@link #writeTo} wrote.
     *
     * @throws IOException if the data cannot have been written by this class
     */
    public static DistinctWindow readFrom(final VarintInput input, final Panes panes) throws IOException {
        final DistinctWindow window = new DistinctWindow(panes);
        final long latest = input.readNumber();
        window.level = input.readSize(MAX_LEVEL);
        final byte[] levels = input.readBinary(Panes.MAX_COUNT);
        if (levels.length != 0 && levels.length != Panes.MAX_COUNT) {
            throw input.corrupted("a sketch has %d levels".formatted(levels.length));
        }
        window.levels = levels.length == 0 ? EXACT : levels;
        final int size = input.readSize(CAPACITY);
        window.rebuild(tableFor(size));
        for (int item = 0; item < size; item++) {
            window.insert(input.readLong(), input.readLong());
        }
        if (size > 0) {
            window.latest = latest;
        }
        return window;
    }
}

package org.aegisnet.netflow.column;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.aegisnet.net.IpAddressText;

/**
 * Flows as columns: one primitive array a column and one bit a cell that says whether it is there. Made once, filled and cleared again
 * and again; grows when a datagram brings more flows than fit.
 *
 * <p>Not safe for more than one thread.
 */
public final class FlowBatch {
    private static final int MIN = 64;

    private final Set<FlowColumn> columns;
    private final long[][] numbers = new long[FlowColumn.values().length][];
    private final double[][] decimals = new double[FlowColumn.values().length][];
    private final String[][] texts = new String[FlowColumn.values().length][];
    /** The first eight bytes of IPv6 addresses; the last eight, or the four of IPv4, are in {@link #numbers}. */
    private final long[][] highHalves = new long[FlowColumn.values().length][];

    private final boolean withExtras;
    private final List<Map<String, Object>> extras = new ArrayList<>();
    private long[] presence;
    private long[] ipv6;
    private int size;

    /**
     * An empty batch.
     *
     * @param columns which columns it has; the decoder fills no others. Those a wanted one is computed from
     *     come with it
     * @param withExtras true if each row also keeps the fields that no column holds
     * @param capacity number of rows for which memory is allocated at once
     */
    public FlowBatch(Set<FlowColumn> columns, boolean withExtras, int capacity) {
        this.columns = FlowColumn.withSources(columns);
        this.withExtras = withExtras;
        int rows = Math.max(MIN, capacity);
        this.presence = new long[rows];
        this.ipv6 = new long[rows];
        for (FlowColumn column : this.columns) {
            allocate(column, rows);
        }
    }

    /** A batch with all columns and without extras. */
    public static FlowBatch ofAllColumns(int capacity) {
        return new FlowBatch(FlowColumn.all(), false, capacity);
    }

    /** Returns the number of flows in the batch. */
    public int size() {
        return size;
    }

    public boolean has(FlowColumn column) {
        return numbers[column.slot()] != null || decimals[column.slot()] != null || texts[column.slot()] != null;
    }

    public boolean hasExtras() {
        return withExtras;
    }

    /** The columns it has; a view that cannot be changed. */
    public Set<FlowColumn> columns() {
        return Collections.unmodifiableSet(columns);
    }

    /** Tells whether the flow has a value in the column. */
    public boolean isPresent(FlowColumn column, int row) {
        return (presence[row] & column.bit()) != 0;
    }

    /** The whole number in a LONG, INT, TIMESTAMP (nanoseconds since 1970) or PAIRING cell; meaningless if it is absent. */
    public long getLong(FlowColumn column, int row) {
        return numbers[column.slot()][row];
    }

    /** The whole number in an INT cell; meaningless if it is absent. */
    public int getInt(FlowColumn column, int row) {
        return (int) numbers[column.slot()][row];
    }

    /** The decimal in a DOUBLE cell; meaningless if it is absent. */
    public double getDouble(FlowColumn column, int row) {
        return decimals[column.slot()][row];
    }

    /** Milliseconds since 1970 of a TIMESTAMP cell, rounded down; meaningless if it is absent. */
    public long getEpochMillis(FlowColumn column, int row) {
        return Math.floorDiv(numbers[column.slot()][row], 1_000_000L);
    }

    /** Tells whether the address in an ADDRESS cell is IPv6; meaningless if the address is absent. */
    public boolean isIpv6(FlowColumn column, int row) {
        return (ipv6[row] & column.bit()) != 0;
    }

    /** The first eight bytes of an IPv6 address; 0 for IPv4. */
    public long addressHigh(FlowColumn column, int row) {
        return isIpv6(column, row) ? highHalves[column.slot()][row] : 0;
    }

    /** The last eight bytes of an IPv6 address, or the four bytes of an IPv4 address as an unsigned number. */
    public long addressLow(FlowColumn column, int row) {
        return numbers[column.slot()][row];
    }

    /** The text of an ADDRESS, STRING or PAIRING cell; meaningless if it is absent. */
    public String getText(FlowColumn column, int row) {
        return switch (column.kind()) {
            case ADDRESS ->
                isIpv6(column, row)
                        ? IpAddressText.ofIpv6(highHalves[column.slot()][row], numbers[column.slot()][row])
                        : IpAddressText.ofIpv4(numbers[column.slot()][row]);
            case PAIRING -> pairing(row).text();
            default -> texts[column.slot()][row];
        };
    }

    /** Tells whether the flow holds one direction or both, or is an event. */
    public Pairing pairing(int row) {
        return Pairing.of(numbers[FlowColumn.PAIRING.slot()][row]);
    }

    /** The fields that no column holds, by name, in the order of the wire; empty if the batch keeps none. */
    public Map<String, Object> extras(int row) {
        return withExtras ? extras.get(row) : Map.of();
    }

    /** Empties the batch; its memory stays allocated. */
    public void clear() {
        for (String[] text : texts) {
            if (text != null) {
                Arrays.fill(text, 0, size, null);
            }
        }
        size = 0;
        extras.clear();
    }

    /**
     * Adds rows in which nothing is present yet.
     *
     * @return the index of the first new row
     */
    public int addRows(int count) {
        int first = size;
        int needed = Math.addExact(size, count);
        if (needed > presence.length) {
            grow(Math.max(needed, presence.length * 2));
        }
        Arrays.fill(presence, first, needed, 0);
        Arrays.fill(ipv6, first, needed, 0);
        size = needed;
        if (withExtras) {
            for (int row = first; row < needed; row++) {
                extras.add(Map.of());
            }
        }
        return first;
    }

    /** The array behind a LONG, INT, TIMESTAMP, PAIRING or ADDRESS column, to be filled; valid until rows are added. */
    public long[] numbers(FlowColumn column) {
        return numbers[column.slot()];
    }

    /** The array behind a DOUBLE column, to be filled; valid until rows are added. */
    public double[] decimals(FlowColumn column) {
        return decimals[column.slot()];
    }

    /** The array behind a STRING column, to be filled; valid until rows are added. */
    public String[] texts(FlowColumn column) {
        return texts[column.slot()];
    }

    /** Says that a cell is there. */
    public void markPresent(FlowColumn column, int row) {
        presence[row] |= column.bit();
    }

    /** Says that a cell is not there. */
    public void markAbsent(FlowColumn column, int row) {
        presence[row] &= ~column.bit();
    }

    /**
     * Says that cells are there in all rows of a run.
     *
     * @param bits of the columns, or-ed together
     */
    public void markPresent(long bits, int row, int count) {
        for (int index = row; index < row + count; index++) {
            presence[index] |= bits;
        }
    }

    /** Puts an IPv4 address into an ADDRESS cell. */
    public void putIpv4(FlowColumn column, int row, long bits) {
        numbers[column.slot()][row] = bits;
        ipv6[row] &= ~column.bit();
        presence[row] |= column.bit();
    }

    /** Puts an IPv6 address into an ADDRESS cell. */
    public void putIpv6(FlowColumn column, int row, long high, long low) {
        highHalves[column.slot()][row] = high;
        numbers[column.slot()][row] = low;
        ipv6[row] |= column.bit();
        presence[row] |= column.bit();
    }

    /** Keeps the fields of a row that no column holds. */
    public void putExtras(int row, Map<String, Object> fields) {
        extras.set(row, Objects.requireNonNull(fields, "fields"));
    }

    private void allocate(FlowColumn column, int rows) {
        int index = column.slot();
        switch (column.kind()) {
            case DOUBLE -> decimals[index] = new double[rows];
            case STRING -> texts[index] = new String[rows];
            case ADDRESS -> {
                numbers[index] = new long[rows];
                highHalves[index] = new long[rows];
            }
            default -> numbers[index] = new long[rows];
        }
    }

    private void grow(int rows) {
        presence = Arrays.copyOf(presence, rows);
        ipv6 = Arrays.copyOf(ipv6, rows);
        for (int index = 0; index < numbers.length; index++) {
            if (numbers[index] != null) {
                numbers[index] = Arrays.copyOf(numbers[index], rows);
            }
            if (decimals[index] != null) {
                decimals[index] = Arrays.copyOf(decimals[index], rows);
            }
            if (texts[index] != null) {
                texts[index] = Arrays.copyOf(texts[index], rows);
            }
            if (highHalves[index] != null) {
                highHalves[index] = Arrays.copyOf(highHalves[index], rows);
            }
        }
    }
}

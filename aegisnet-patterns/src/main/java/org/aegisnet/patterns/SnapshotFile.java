package org.aegisnet.patterns;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.aegisnet.net.VarintInput;
import org.aegisnet.net.VarintOutput;
import org.aegisnet.patterns.table.BoundedTable;
import org.aegisnet.patterns.table.Sized;

/**
 * Format of a snapshot: four bytes for the format and its version, a CRC-32C over the rest, and the deflated rest. The rest is a head and the
 * entries. A flag before each entry tells whether another one follows. For one thread.
 */
final class SnapshotFile {
    /** "AFP" and the version. */
    private static final int MAGIC = 0x41465032;

    /** Knew one time only. */
    private static final int FIRST_MAGIC = 0x41465031;

    private static final int HEADER_BYTES = 8;
    private static final int FLUSH_AFTER = 16 * 1024;

    /** Bytes reserved for the flags at the end and for the overhead of deflating data that cannot be compressed. */
    private static final int RESERVE = 256;

    private final int mostBytes;
    private final ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    private final DeflaterOutputStream deflater = new DeflaterOutputStream(compressed, true);
    private int written;

    SnapshotFile(final int mostBytes) {
        this.mostBytes = mostBytes;
    }

    void begin(final HeadWriter head) throws IOException {
        final ByteArrayOutputStream entry = new ByteArrayOutputStream();
        head.write(new VarintOutput(entry));
        put(entry);
    }

    @FunctionalInterface
    interface HeadWriter {
        void write(VarintOutput output) throws IOException;
    }

    /**
     * Writes entries until the maximum size is reached.
     *
     * @param leave bytes to leave free for what comes after
     * @return the number of entries written
     */
    <K> int write(final List<K> keys, final TableSnapshot.PartWriter<K> writer, final int leave) throws IOException {
        int entries = 0;
        for (final K key : keys) {
            final ByteArrayOutputStream entry = new ByteArrayOutputStream();
            final VarintOutput output = new VarintOutput(entry);
            output.writeBoolean(true);
            writer.write(output, key);
            if (HEADER_BYTES + compressed.size() + written + entry.size() + RESERVE + leave > mostBytes) {
                flush();
                if (HEADER_BYTES + compressed.size() + entry.size() + RESERVE + leave > mostBytes) {
                    break;
                }
            }
            put(entry);
            entries++;
        }
        final ByteArrayOutputStream end = new ByteArrayOutputStream();
        new VarintOutput(end).writeBoolean(false);
        put(end);
        return entries;
    }

    private void put(final ByteArrayOutputStream entry) throws IOException {
        entry.writeTo(deflater);
        written += entry.size();
        if (written >= FLUSH_AFTER) {
            flush();
        }
    }

    private void flush() throws IOException {
        deflater.flush();
        written = 0;
    }

    byte[] finish() throws IOException {
        deflater.close();
        final byte[] body = compressed.toByteArray();
        return ByteBuffer.allocate(HEADER_BYTES + body.length)
                .putInt(MAGIC)
                .putInt(checksum(body, 0))
                .put(body)
                .array();
    }

    private static int checksum(final byte[] bytes, final int offset) {
        final CRC32C checksum = new CRC32C();
        checksum.update(bytes, offset, bytes.length - offset);
        return (int) checksum.getValue();
    }

    /** Tells whether these bytes are of the first version of the format. */
    static boolean isFirstVersion(final byte[] bytes) {
        return ByteBuffer.wrap(bytes).getInt() == FIRST_MAGIC;
    }

    static VarintInput open(final byte[] bytes) throws SnapshotRejectedException {
        if (bytes.length < HEADER_BYTES || (ByteBuffer.wrap(bytes).getInt() != MAGIC && !isFirstVersion(bytes))) {
            throw new SnapshotRejectedException("This version of AegisNet has not written the state");
        }
        if (ByteBuffer.wrap(bytes).getInt(Integer.BYTES) != checksum(bytes, HEADER_BYTES)) {
            throw new SnapshotRejectedException("The state is damaged: its checksum is another one");
        }
        return new VarintInput(new BufferedInputStream(
                new InflaterInputStream(new ByteArrayInputStream(bytes, HEADER_BYTES, bytes.length - HEADER_BYTES))));
    }

    private record Entry<K, V>(K key, boolean seenAgain, V value) {}

    static <K, V extends Sized> void read(
            final VarintInput input,
            final BoundedTable<K, V> table,
            final TableSnapshot.PartReader<K> keys,
            final TableSnapshot.PartReader<V> values)
            throws IOException {
        final List<Entry<K, V>> dearestFirst = new ArrayList<>();
        while (input.readBoolean()) {
            dearestFirst.add(new Entry<>(keys.read(input), input.readBoolean(), values.read(input)));
        }
        dearestFirst.reversed().forEach(entry -> table.restore(entry.key(), entry.value(), entry.seenAgain()));
    }
}

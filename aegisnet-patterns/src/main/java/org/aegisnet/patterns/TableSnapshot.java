package org.aegisnet.patterns;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.aegisnet.patterns.snapshot.SnapshotInput;
import org.aegisnet.patterns.snapshot.SnapshotOutput;
import org.aegisnet.patterns.table.BoundedTable;
import org.aegisnet.patterns.table.Sized;

/** Writer and reader of tables, which preserves their order of eviction. */
final class TableSnapshot {
    private TableSnapshot() {}

    @FunctionalInterface
    interface PartWriter<T> {
        void write(SnapshotOutput output, T part) throws IOException;
    }

    @FunctionalInterface
    interface PartReader<T> {
        T read(SnapshotInput input) throws IOException;
    }

    private record Entry<K, V>(K key, V value, boolean seenAgain) {}

    static <K, V extends Sized> void write(
            final SnapshotOutput output,
            final BoundedTable<K, V> table,
            final PartWriter<K> keys,
            final PartWriter<V> values)
            throws IOException {
        output.writeSize(table.size());
        for (final K key : table.keysDearestFirst()) {
            keys.write(output, key);
            output.writeFlag(table.isSeenAgain(key));
            values.write(output, table.find(key).orElseThrow());
        }
    }

    static <K, V extends Sized> void read(
            final SnapshotInput input,
            final int largest,
            final BoundedTable<K, V> table,
            final PartReader<K> keys,
            final PartReader<V> values)
            throws IOException {
        final int size = input.readSize(largest);
        final List<Entry<K, V>> dearestFirst = new ArrayList<>();
        for (int entry = 0; entry < size; entry++) {
            final K key = keys.read(input);
            final boolean seenAgain = input.readFlag();
            dearestFirst.add(new Entry<>(key, values.read(input), seenAgain));
        }
        dearestFirst.reversed().forEach(entry -> table.restore(entry.key(), entry.value(), entry.seenAgain()));
    }
}

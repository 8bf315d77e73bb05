package org.aegisnet.patterns;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.aegisnet.net.VarintInput;
import org.aegisnet.net.VarintOutput;
import org.aegisnet.patterns.table.BoundedTable;
import org.aegisnet.patterns.table.Sized;

/** Writer and reader of tables, which preserves their order of eviction. */
final class TableSnapshot {
    private TableSnapshot() {}

    @FunctionalInterface
    interface PartWriter<T> {
        void write(VarintOutput output, T part) throws IOException;
    }

    @FunctionalInterface
    interface PartReader<T> {
        T read(VarintInput input) throws IOException;
    }

    private record Entry<K, V>(K key, V value, boolean seenAgain) {}

    static <K, V extends Sized> void write(
            final VarintOutput output,
            final BoundedTable<K, V> table,
            final PartWriter<K> keys,
            final PartWriter<V> values)
            throws IOException {
        output.writeCount(table.size());
        for (final K key : table.keysDearestFirst()) {
            keys.write(output, key);
            output.writeBoolean(table.isSeenAgain(key));
            values.write(output, table.find(key).orElseThrow());
        }
    }

    static <K, V extends Sized> void read(
            final VarintInput input,
            final int largest,
            final BoundedTable<K, V> table,
            final PartReader<K> keys,
            final PartReader<V> values)
            throws IOException {
        final int size = input.readSize(largest);
        final List<Entry<K, V>> dearestFirst = new ArrayList<>();
        for (int entry = 0; entry < size; entry++) {
            final K key = keys.read(input);
            final boolean seenAgain = input.readBoolean();
            dearestFirst.add(new Entry<>(key, values.read(input), seenAgain));
        }
        dearestFirst.reversed().forEach(entry -> table.restore(entry.key(), entry.value(), entry.seenAgain()));
    }
}

package org.aegisnet.processors.record;

import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import org.apache.nifi.serialization.record.Record;

/**
 * The memory that a record holds, in values: a number counts one, a text one for each {@value #CHARACTERS_PER_VALUE} characters more. Records that are
 * held together are bounded by their weight, for the number of records says nothing about memory. Holds no state.
 */
public final class RecordWeight {
    /** The most that one batch holds, some 30 MB; 1,024 flows of CICFlowMeter weigh a third of that. */
    public static final int MAX_BATCH = 1 << 18;

    private static final int CHARACTERS_PER_VALUE = 64;
    private static final int ELEMENTS_PER_VALUE = 16;

    private RecordWeight() {}

    /** The weight of a record, at least 1; counting ends if {@link #MAX_BATCH} is passed. */
    public static int of(final Record values) {
        return (int) Math.min(Integer.MAX_VALUE, weight(values.toMap(), 0));
    }

    private static long weight(final Object value, final long before) {
        if (before > MAX_BATCH) {
            return 1;
        }
        return switch (value) {
            case null -> 1;
            case CharSequence text -> 1 + text.length() / CHARACTERS_PER_VALUE;
            case Record nested -> weight(nested.toMap(), before);
            case Map<?, ?> map -> ofAll(map.values(), before);
            case Collection<?> elements -> ofAll(elements, before);
            case Byte[] bytes -> 1 + bytes.length / ELEMENTS_PER_VALUE;
            case Object[] elements -> ofAll(Arrays.asList(elements), before);
            case byte[] bytes -> 1 + bytes.length / CHARACTERS_PER_VALUE;
            default -> 1;
        };
    }

    private static long ofAll(final Collection<?> elements, final long before) {
        long sum = 1;
        for (final Object element : elements) {
            if (before + sum > MAX_BATCH) {
                return sum;
            }
            sum += weight(element, before + sum);
        }
        return sum;
    }
}

package org.aegisnet.netflow.option;

import java.util.Optional;
import java.util.OptionalLong;

/** Agreement of several sources that could each answer for another one. Stateless. */
final class Agreement {
    private Agreement() {}

    /** The value that all have; empty if they differ, or no value is there. */
    static <V> Optional<V> among(final Iterable<V> values) {
        Optional<V> agreed = Optional.empty();
        for (final V value : values) {
            if (agreed.isPresent() && !agreed.get().equals(value)) {
                return Optional.empty();
            }
            agreed = Optional.of(value);
        }
        return agreed;
    }

    /** The number that all have; empty if they differ, or no number is there. */
    static OptionalLong of(final Iterable<Long> numbers) {
        final Optional<Long> agreed = among(numbers);
        return agreed.isPresent() ? OptionalLong.of(agreed.get()) : OptionalLong.empty();
    }
}

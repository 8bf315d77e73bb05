package org.aegisnet.patterns.table;

/**
 * A value that knows the latest event that was noted in it.
 *
 * @param <V> of the value itself
 */
public interface Dated<V> extends Sized {
    /** Returns the latest time noted, milliseconds since 1970; {@link Long#MIN_VALUE} if the value is empty. */
    long latest();

    /** A value of its own with the same content. */
    V copy();
}

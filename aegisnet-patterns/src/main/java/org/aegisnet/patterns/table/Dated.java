package org.aegisnet.patterns.table;

/**
 * A value that knows the latest event that was noted in it.
 *
 * @param <V> of the value itself
 */
public interface Dated<V> extends Sized {
    /** Milliseconds since 1970; {@link Long#MIN_VALUE} where nothing was noted. */
    long latest();

    /** A value of its own with the same content. */
    V copy();
}

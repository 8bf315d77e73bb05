package org.aegisnet.netflow.retention;

/**
 * Time over which somebody's data could be decoded. Immutable.
 *
 * @param sinceMillis when data was decoded first, milliseconds since 1970
 * @param lastMillis when data was decoded last; not before {@code sinceMillis}
 */
public record Standing(long sinceMillis, long lastMillis) {
    private static final long MIN_PATIENCE_MILLIS = 30 * 60_000L;
    private static final long MAX_PATIENCE_MILLIS = 24 * 3_600_000L;

    public Standing {
        lastMillis = Math.max(sinceMillis, lastMillis);
    }

    /** Standing of somebody whose first data has been decoded now. */
    public static Standing since(final long nowMillis) {
        return new Standing(nowMillis, nowMillis);
    }

    /** The same with data decoded now. */
    public Standing heardAt(final long nowMillis) {
        return nowMillis <= lastMillis ? this : new Standing(sinceMillis, nowMillis);
    }

    /** The time that two of the same key cover together. */
    public Standing with(final Standing other) {
        return new Standing(Math.min(sinceMillis, other.sinceMillis), Math.max(lastMillis, other.lastMillis));
    }

    /**
     * The time after which somebody else may have the place, milliseconds since 1970. Silence is allowed for as long as data came before,
     * but for half an hour at least and a day at most. So a place that was won in seconds is lost in half an hour.
     */
    long goodUntilMillis() {
        long patience = Math.clamp(lastMillis - sinceMillis, MIN_PATIENCE_MILLIS, MAX_PATIENCE_MILLIS);
        return lastMillis + patience;
    }
}

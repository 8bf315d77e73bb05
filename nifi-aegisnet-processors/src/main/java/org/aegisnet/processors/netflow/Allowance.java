package org.aegisnet.processors.netflow;

import java.time.Duration;

/** Amount that may be used in a minute; what was not used is saved up, for a minute at most. Safe for all threads. */
final class Allowance {
    private static final double MINUTE_NANOS = (double) Duration.ofMinutes(1).toNanos();

    private final double perMinute;
    private double left;
    private long countedNanos;

    /**
     * @param perMinute the amount
     * @param nowNanos the time on the clock of {@link System#nanoTime}
     */
    Allowance(final long perMinute, final long nowNanos) {
        this.perMinute = (double) perMinute;
        this.left = this.perMinute;
        this.countedNanos = nowNanos;
    }

    /** Uses an amount, if so much is left. */
    synchronized boolean use(final long amount, final long nowNanos) {
        left = Math.min(perMinute, left + (double) (nowNanos - countedNanos) / MINUTE_NANOS * perMinute);
        countedNanos = nowNanos;
        if ((double) amount > left) {
            return false;
        }
        left -= (double) amount;
        return true;
    }
}

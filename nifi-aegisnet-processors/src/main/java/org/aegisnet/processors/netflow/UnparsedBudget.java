package org.aegisnet.processors.netflow;

import org.aegisnet.netflow.decode.UndecodedDatagram;

/**
 * Limits of the data that goes to unparsed, over all tasks together. Exporters whose flows have been decoded have separate limits, so that junk from
 * other senders does not use up theirs. Safe for all threads.
 */
final class UnparsedBudget {
    /** Bytes that a datagram costs in memory and as its part of a FlowFile, in addition to its content. */
    static final int OVERHEAD = 250;

    /** FlowFiles of one exporter each, in a minute; data beyond this limit shares a FlowFile. */
    private static final int FLOW_FILES_PER_MINUTE = 60;

    private final Limits ofKnown;
    private final Limits ofOthers;

    private record Limits(Allowance bytes, Allowance flowFiles) {}

    /**
     * @param bytesPerMinute of known exporters together, and of all others together
     * @param nowNanos the time on the clock of {@link System#nanoTime}
     */
    UnparsedBudget(final long bytesPerMinute, final long nowNanos) {
        this.ofKnown = limits(bytesPerMinute, nowNanos);
        this.ofOthers = limits(bytesPerMinute, nowNanos);
    }

    private static Limits limits(final long bytesPerMinute, final long nowNanos) {
        return new Limits(new Allowance(bytesPerMinute, nowNanos), new Allowance(FLOW_FILES_PER_MINUTE, nowNanos));
    }

    /** Tells whether a datagram or set may go to unparsed; if so, its bytes count as used. */
    boolean admits(final UndecodedDatagram unparsed, final long nowNanos) {
        return limits(unparsed.isFromKnownExporter()).bytes().use(unparsed.bytes().length + (long) OVERHEAD, nowNanos);
    }

    /** Tells whether an exporter may have a separate FlowFile; if so, the FlowFile counts as used. */
    boolean admitsFlowFile(final boolean ofKnownExporter, final long nowNanos) {
        return limits(ofKnownExporter).flowFiles().use(1, nowNanos);
    }

    private Limits limits(final boolean ofKnownExporter) {
        return ofKnownExporter ? ofKnown : ofOthers;
    }
}

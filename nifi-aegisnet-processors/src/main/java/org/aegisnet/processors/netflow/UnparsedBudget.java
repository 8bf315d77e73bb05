package org.aegisnet.processors.netflow;

import org.aegisnet.netflow.decode.UndecodedDatagram;

/**
 * Limits of what leaves by unparsed, over all tasks together. Exporters whose flows have been decoded have limits of their own, so that junk of
 * others takes nothing from them. Safe for all threads.
 */
final class UnparsedBudget {
    /** What a datagram costs in memory and as its part of a FlowFile, beside its bytes. */
    static final int OVERHEAD = 250;

    /** FlowFiles of one exporter each, in a minute; what comes beyond shares a FlowFile. */
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

    /** Whether a datagram or set may leave; if so, its bytes are used. */
    boolean admits(final UndecodedDatagram unparsed, final long nowNanos) {
        return limits(unparsed.isFromKnownExporter()).bytes().use(unparsed.bytes().length + (long) OVERHEAD, nowNanos);
    }

    /** Whether an exporter may have a FlowFile of its own; if so, it is used. */
    boolean admitsFlowFile(final boolean ofKnownExporter, final long nowNanos) {
        return limits(ofKnownExporter).flowFiles().use(1, nowNanos);
    }

    private Limits limits(final boolean ofKnownExporter) {
        return ofKnownExporter ? ofKnown : ofOthers;
    }
}

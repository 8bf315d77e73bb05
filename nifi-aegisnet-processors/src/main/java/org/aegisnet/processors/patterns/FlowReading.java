package org.aegisnet.processors.patterns;

import java.util.Optional;
import java.util.OptionalLong;
import org.aegisnet.net.IpAddress;
import org.aegisnet.patterns.Flow;
import org.aegisnet.scoring.feature.FlowFacts;

/** Reader of flows from the facts of records. Immutable and thread-safe. */
final class FlowReading {
    private static final double MILLIS = 1000;
    private static final double MAX_SECONDS = 1e14;

    /**
     * The flow, or the fault that prevents it.
     *
     * @param flow empty if the record has a fault
     * @param fault a sentence; empty if the flow is present
     */
    record Result(Optional<Flow> flow, String fault) {}

    /** Reads a flow; its addresses, protocol and start must be known, the rest may be missing. */
    Result read(final FlowFacts facts) {
        if (facts.sourceAddress().isEmpty()) {
            return fault("The record has no source address");
        }
        if (facts.destinationAddress().isEmpty()) {
            return fault("The record has no destination address");
        }
        final Optional<IpAddress> source = facts.sourceAddress().flatMap(IpAddress::parse);
        if (source.isEmpty()) {
            return fault("The source address '%s' is not an IP address"
                    .formatted(facts.sourceAddress().get()));
        }
        final Optional<IpAddress> destination = facts.destinationAddress().flatMap(IpAddress::parse);
        if (destination.isEmpty()) {
            return fault("The destination address '%s' is not an IP address"
                    .formatted(facts.destinationAddress().get()));
        }
        if (facts.protocol().isEmpty()) {
            return fault("The record has no protocol that is a number or a known name");
        }
        if (facts.start().isEmpty() || facts.start().getAsDouble() > MAX_SECONDS) {
            return fault("The record has no start time that can be read");
        }
        return new Result(Optional.of(flow(facts, source.get(), destination.get())), "");
    }

    private static Result fault(final String sentence) {
        return new Result(Optional.empty(), sentence);
    }

    private static Flow flow(final FlowFacts facts, final IpAddress source, final IpAddress destination) {
        final long start = Math.round(MILLIS * facts.start().getAsDouble());
        final long packetsReverse = packetsReverse(facts);
        return new Flow(
                source,
                destination,
                facts.sourcePort().orElse(Flow.UNKNOWN),
                facts.icmpType().orElse(facts.destinationPort().orElse(Flow.UNKNOWN)),
                facts.protocol().getAsInt(),
                start,
                start
                        + Math.round(
                                MILLIS * Math.min(MAX_SECONDS, facts.duration().orElse(0))),
                facts.bytesIn().orElse(Flow.UNKNOWN),
                facts.packetsForward()
                        .orElseGet(() -> facts.packets().isPresent()
                                ? facts.packets().getAsLong() - Math.max(0, packetsReverse)
                                : Flow.UNKNOWN),
                packetsReverse,
                facts.tcpFlags().orElse(Flow.UNKNOWN));
    }

    /**
     * The packets of the reverse direction. If an exporter counts the packets of both directions together, but their bytes apart, half of the
     * packets count as reverse. If no bytes came back, the number is 0.
     */
    private static long packetsReverse(final FlowFacts facts) {
        final OptionalLong reverse = facts.packetsReverse();
        if (reverse.isPresent()) {
            return reverse.getAsLong();
        }
        if (facts.packetsForward().isPresent()
                || facts.packets().isEmpty()
                || facts.bytesOut().isEmpty()) {
            return Flow.UNKNOWN;
        }
        return facts.bytesOut().getAsLong() == 0 ? 0 : facts.packets().getAsLong() / 2;
    }
}

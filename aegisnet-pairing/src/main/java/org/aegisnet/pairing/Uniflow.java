package org.aegisnet.pairing;

import java.util.Optional;
import org.aegisnet.net.IpAddress;

/**
 * One direction of a conversation, as one flow record reports it. It is its own place in the {@link PairingTable}, which links halves to each
 * other; a half is therefore offered to one table, once. Not safe for use by several threads.
 *
 * @param <T> the payload of the half
 */
public final class Uniflow<T> {
    private static final int PORT_BITS = 16;
    private static final int PORT_MASK = 0xffff;

    private final long sourceHigh;
    private final long sourceLow;
    private final long destinationHigh;
    private final long destinationLow;
    private final long first;
    private final long last;
    private final long arrived;
    private final int ports;
    private final short tcpFlags;
    private final short icmpType;
    private final byte protocol;
    private final byte direction;
    private final int vlan;
    private final int postVlan;
    private final Uniflow<T> afterTranslation;

    private T payload;

    boolean hasLeft;
    long clockAtArrival;
    ContextTimeline<T> timeline;
    Uniflow<T> previousInBucket;
    Uniflow<T> nextInBucket;
    Uniflow<T> older;
    Uniflow<T> newer;
    Uniflow<T> olderInTimeline;
    Uniflow<T> newerInTimeline;

    /**
     * @param ends its source, destination and protocol
     * @param first when its first packet was seen, milliseconds since 1970
     * @param last when its last packet was seen, milliseconds since 1970, not before {@code first}
     * @param traits its other details
     * @param arrived when the half came, milliseconds since 1970 by the collector's clock
     * @param payload the owner's payload
     * @throws IllegalArgumentException if {@code last} is before {@code first}
     */
    public Uniflow(
            final FiveTuple ends,
            final long first,
            final long last,
            final UniflowDetails traits,
            final long arrived,
            final T payload) {
        if (last < first) {
            throw new IllegalArgumentException("A flow cannot end (%d) before it begins (%d)".formatted(last, first));
        }
        this.sourceHigh = ends.source().high();
        this.sourceLow = ends.source().low();
        this.destinationHigh = ends.destination().high();
        this.destinationLow = ends.destination().low();
        this.ports = ends.sourcePort() << PORT_BITS | (ends.destinationPort() & PORT_MASK);
        this.protocol = (byte) ends.protocol();
        this.first = first;
        this.last = last;
        this.tcpFlags = (short) traits.tcpFlags();
        this.icmpType = (short) traits.icmpType();
        this.direction = (byte) traits.direction();
        this.vlan = traits.vlan();
        this.postVlan = traits.postVlan();
        this.arrived = arrived;
        this.payload = payload;
        this.afterTranslation = traits.translated()
                .map(translated -> new Uniflow<T>(translated, first, last, UniflowDetails.NONE, arrived, null))
                .orElse(null);
    }

    /** Returns the owner's payload; null once the half has left the table and is only remembered. */
    public T payload() {
        return payload;
    }

    /** When its first packet was seen, milliseconds since 1970. */
    public long first() {
        return first;
    }

    /** When its last packet was seen, milliseconds since 1970. */
    public long last() {
        return last;
    }

    /** When the half came, milliseconds since 1970 by the collector's clock. */
    public long arrived() {
        return arrived;
    }

    /** Returns the half's source, destination and protocol. */
    public FiveTuple ends() {
        return new FiveTuple(
                new IpAddress(sourceHigh, sourceLow),
                new IpAddress(destinationHigh, destinationLow),
                sourcePort(),
                destinationPort(),
                protocol());
    }

    /** Returns the half's other details. */
    public UniflowDetails traits() {
        return new UniflowDetails(
                tcpFlags, direction, icmpType, vlan, postVlan, translation().map(Uniflow::ends));
    }

    /** Returns the context, which must be the same on the other half; only for a half that is in a table. */
    public FlowContext context() {
        return timeline.context();
    }

    /** Tells whether the half has left the table already and is only remembered, so that a second report of it is recognised. */
    public boolean hasLeft() {
        return hasLeft;
    }

    int sourcePort() {
        return ports >>> PORT_BITS;
    }

    int destinationPort() {
        return ports & PORT_MASK;
    }

    int protocol() {
        return protocol & 0xff;
    }

    int tcpFlags() {
        return tcpFlags;
    }

    int icmpType() {
        return icmpType;
    }

    int direction() {
        return direction;
    }

    /** The half as it is after address translation; it is never in a table itself. Empty if nothing was translated. */
    Optional<Uniflow<T>> translation() {
        return Optional.ofNullable(afterTranslation);
    }

    void enter(final ContextTimeline<T> timeline) {
        this.timeline = timeline;
        if (afterTranslation != null) {
            afterTranslation.timeline = timeline;
        }
    }

    /**
     * Tells whether two halves were seen in the same VLAN, as far as they tell. A router between VLANs may tell both. The half that
     * comes back then comes by the VLAN that the other one left by.
     */
    boolean isInVlanOf(final Uniflow<?> other) {
        return vlan == other.vlan
                || (postVlan != UniflowDetails.UNKNOWN && postVlan == other.vlan)
                || (other.postVlan != UniflowDetails.UNKNOWN && other.postVlan == vlan);
    }

    void leave() {
        hasLeft = true;
        payload = null;
    }

    boolean goesTheSameWayAs(final Uniflow<T> other) {
        return sourceLow == other.sourceLow
                && destinationLow == other.destinationLow
                && ports == other.ports
                && sourceHigh == other.sourceHigh
                && destinationHigh == other.destinationHigh
                && protocol == other.protocol
                && timeline == other.timeline;
    }

    /** Tells whether this is the other half's reverse direction. A flow from an endpoint to itself does not have a reverse direction. */
    boolean comesBackFrom(final Uniflow<T> other) {
        return sourceLow == other.destinationLow
                && destinationLow == other.sourceLow
                && sourcePort() == other.destinationPort()
                && destinationPort() == other.sourcePort()
                && sourceHigh == other.destinationHigh
                && destinationHigh == other.sourceHigh
                && protocol == other.protocol
                && timeline == other.timeline
                && !goesTheSameWayAs(other);
    }

    /** The same for both directions of a conversation. */
    long conversationHash() {
        final long source = mixed(sourceHigh, sourceLow, sourcePort());
        final long destination = mixed(destinationHigh, destinationLow, destinationPort());
        return source + destination + protocol;
    }

    private static long mixed(final long high, final long low, final int port) {
        long hash = high * 0x9E3779B97F4A7C15L ^ low;
        hash = (hash ^ hash >>> 32) * 0xD6E8FEB86659FD93L + port;
        hash = (hash ^ hash >>> 29) * 0xBF58476D1CE4E5B9L;
        return hash ^ hash >>> 32;
    }
}

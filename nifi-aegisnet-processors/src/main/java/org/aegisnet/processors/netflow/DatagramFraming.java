package org.aegisnet.processors.netflow;

import org.aegisnet.netflow.framing.Framing;
import org.apache.nifi.components.DescribedValue;

/** Layout of datagrams in a FlowFile, in a user's words. */
enum DatagramFraming implements DescribedValue {
    SINGLE(
            "Single Datagram",
            "The content is one datagram, as ListenUDP with Max Batch Size 1 and most Kafka topics have it",
            Framing.SINGLE),
    LENGTH_PREFIXED(
            "Length Prefixed",
            "Before each datagram stands its length as four bytes, big endian",
            Framing.LENGTH_PREFIXED),
    SELF_DELIMITING(
            "Self Delimiting",
            "One datagram directly after the other, without any separator. NetFlow v9 does not mark the end of a "
                    + "datagram, so that a damaged one makes those after it unreadable",
            Framing.SELF_DELIMITING),
    PCAP("Pcap", "A capture in pcap or pcapng format; exporters and times are those of its packets", Framing.PCAP);

    private final String displayName;
    private final String description;
    private final Framing framing;

    DatagramFraming(final String displayName, final String description, final Framing framing) {
        this.displayName = displayName;
        this.description = description;
        this.framing = framing;
    }

    Framing framing() {
        return framing;
    }

    @Override
    public String getValue() {
        return displayName;
    }

    @Override
    public String getDisplayName() {
        return displayName;
    }

    @Override
    public String getDescription() {
        return description;
    }
}

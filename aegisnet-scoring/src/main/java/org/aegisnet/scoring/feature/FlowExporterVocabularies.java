package org.aegisnet.scoring.feature;

import static org.aegisnet.scoring.feature.Vocabulary.BYTES_IN;
import static org.aegisnet.scoring.feature.Vocabulary.BYTES_OUT;
import static org.aegisnet.scoring.feature.Vocabulary.DESTINATION_ADDRESS;
import static org.aegisnet.scoring.feature.Vocabulary.DESTINATION_PORT;
import static org.aegisnet.scoring.feature.Vocabulary.DURATION;
import static org.aegisnet.scoring.feature.Vocabulary.PACKETS;
import static org.aegisnet.scoring.feature.Vocabulary.PACKETS_FORWARD;
import static org.aegisnet.scoring.feature.Vocabulary.PACKETS_REVERSE;
import static org.aegisnet.scoring.feature.Vocabulary.PROTOCOL;
import static org.aegisnet.scoring.feature.Vocabulary.SOURCE_ADDRESS;
import static org.aegisnet.scoring.feature.Vocabulary.SOURCE_PORT;
import static org.aegisnet.scoring.feature.Vocabulary.START;
import static org.aegisnet.scoring.feature.Vocabulary.TCP_FLAGS;

/** Vocabularies of NetFlow, IPFIX and the collectors of them. Stateless. */
final class FlowExporterVocabularies {
    private static final double MILLISECONDS = 1e-3;
    private static final double MICROSECONDS = 1e-6;

    private FlowExporterVocabularies() {}

    /** The field names of NetFlow v9 (RFC 3954, section 8), as nProbe writes them, and the elements of IPFIX as IANA registers them. */
    static Vocabulary netFlow() {
        return new VocabularyBuilder("NetFlow", ByteCount.IP)
                .icmpPorts(IcmpPorts.DESTINATION_PORT)
                .field(BYTES_IN, "IN_BYTES", "octetDeltaCount")
                .field(BYTES_OUT, "OUT_BYTES", "reverseOctetDeltaCount")
                .feature(
                        PACKETS,
                        Formula.sum("IN_PKTS", "OUT_PKTS"),
                        Formula.sum("packetDeltaCount", "reversePacketDeltaCount"),
                        Formula.field("IN_PKTS", "packetDeltaCount"))
                .field(PACKETS_FORWARD, "IN_PKTS", "packetDeltaCount")
                .field(PACKETS_REVERSE, "OUT_PKTS", "reversePacketDeltaCount")
                .feature(
                        DURATION,
                        Formula.scaled(MILLISECONDS, "FLOW_DURATION_MILLISECONDS", "flowDurationMilliseconds"),
                        Formula.scaled(MICROSECONDS, "FLOW_DURATION_MICROSECONDS", "flowDurationMicroseconds"),
                        Formula.elapsed(MILLISECONDS, "flowStartMilliseconds", "flowEndMilliseconds"),
                        Formula.elapsed(MILLISECONDS, "FIRST_SWITCHED", "LAST_SWITCHED"))
                .field(SOURCE_ADDRESS, "IPV4_SRC_ADDR", "IPV6_SRC_ADDR", "sourceIPv4Address", "sourceIPv6Address")
                .field(
                        DESTINATION_ADDRESS,
                        "IPV4_DST_ADDR",
                        "IPV6_DST_ADDR",
                        "destinationIPv4Address",
                        "destinationIPv6Address")
                .field(SOURCE_PORT, "L4_SRC_PORT", "sourceTransportPort")
                .field(DESTINATION_PORT, "L4_DST_PORT", "destinationTransportPort")
                .field(PROTOCOL, "PROTOCOL", "protocolIdentifier")
                .field(
                        START,
                        "flowStartMilliseconds",
                        "FLOW_START_MILLISECONDS",
                        "flowStartSeconds",
                        "FLOW_START_SEC",
                        "flowStartMicroseconds")
                .field(TCP_FLAGS, "TCP_FLAGS", "tcpControlBits")
                .build();
    }

    /**
     * CSV of nfdump: the many short columns up to version 1.7.3, and the few long ones since then. For a one-way flow, nfdump writes 0 into the
     * reverse counters. So a flow whose answer has 0 bytes looks like a flow whose answer was not counted. It is taken for the latter.
     */
    static Vocabulary nfdump() {
        return new VocabularyBuilder("nfdump", ByteCount.IP)
                .icmpPorts(IcmpPorts.DESTINATION_PORT)
                .field(BYTES_IN, "ibyt", "inBytes", "bytes")
                .feature(BYTES_OUT, Formula.fieldUnlessZero("obyt", "outBytes"))
                .feature(
                        PACKETS,
                        Formula.sum("ipkt", "opkt"),
                        Formula.sum("inPackets", "outPackets"),
                        Formula.field("packets", "ipkt", "inPackets"))
                .field(PACKETS_FORWARD, "ipkt", "inPackets", "packets")
                .feature(PACKETS_REVERSE, Formula.fieldUnlessZero("opkt", "outPackets"))
                .field(DURATION, "td", "duration")
                .field(SOURCE_ADDRESS, "sa", "srcAddr")
                .field(DESTINATION_ADDRESS, "da", "dstAddr")
                .field(SOURCE_PORT, "sp", "srcPort")
                .field(DESTINATION_PORT, "dp", "dstPort")
                .field(PROTOCOL, "pr", "proto")
                .field(START, "ts", "firstSeen")
                .field(TCP_FLAGS, "flg", "flags")
                .build();
    }
}

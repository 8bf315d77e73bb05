package org.aegisnet.scoring.feature;

import static org.aegisnet.scoring.feature.Vocabulary.BYTES_IN;
import static org.aegisnet.scoring.feature.Vocabulary.BYTES_OUT;
import static org.aegisnet.scoring.feature.Vocabulary.DESTINATION_ADDRESS;
import static org.aegisnet.scoring.feature.Vocabulary.DESTINATION_PORT;
import static org.aegisnet.scoring.feature.Vocabulary.DURATION;
import static org.aegisnet.scoring.feature.Vocabulary.ICMP_CODE;
import static org.aegisnet.scoring.feature.Vocabulary.ICMP_TYPE;
import static org.aegisnet.scoring.feature.Vocabulary.ICMP_TYPE_AND_CODE;
import static org.aegisnet.scoring.feature.Vocabulary.PACKETS;
import static org.aegisnet.scoring.feature.Vocabulary.PACKETS_FORWARD;
import static org.aegisnet.scoring.feature.Vocabulary.PACKETS_REVERSE;
import static org.aegisnet.scoring.feature.Vocabulary.PROTOCOL;
import static org.aegisnet.scoring.feature.Vocabulary.SOURCE_ADDRESS;
import static org.aegisnet.scoring.feature.Vocabulary.SOURCE_PORT;
import static org.aegisnet.scoring.feature.Vocabulary.START;
import static org.aegisnet.scoring.feature.Vocabulary.TCP_FLAGS;

import java.util.stream.Stream;

/** Vocabularies of NetFlow, IPFIX and the collectors of them. Stateless. */
final class FlowExporterVocabularies {
    private static final double MILLISECONDS = 1e-3;
    private static final double MICROSECONDS = 1e-6;
    private static final double NANOSECONDS = 1e-9;

    private FlowExporterVocabularies() {}

    /** The field names of NetFlow v9 (RFC 3954, section 8), and the elements of IPFIX as IANA registers them. */
    static Vocabulary netFlow() {
        return withNetFlow9(new VocabularyBuilder("NetFlow", ByteCount.IP)).build();
    }

    /** JSON and text of nProbe, which has the names of NetFlow v9 and some of its own, and writes Unix times as first and last. */
    static Vocabulary nProbe() {
        return withNetFlow9(new VocabularyBuilder("nProbe", ByteCount.IP))
                .witnesses(
                        "L7_PROTO",
                        "L7_PROTO_NAME",
                        "NPROBE_IPV4_ADDRESS",
                        "EXPORTER_IPV4_ADDRESS",
                        "CLIENT_NW_LATENCY_MS",
                        "SERVER_NW_LATENCY_MS",
                        "APPL_LATENCY_MS",
                        "TOTAL_FLOWS_EXP",
                        "FLOW_ID")
                .build();
    }

    private static VocabularyBuilder withNetFlow9(final VocabularyBuilder vocabulary) {
        return vocabulary
                .icmpPorts(IcmpPorts.DESTINATION_PORT)
                .field(BYTES_IN, "IN_BYTES", "octetDeltaCount", "octetTotalCount")
                .field(BYTES_OUT, "OUT_BYTES", "reverseOctetDeltaCount", "reverseOctetTotalCount")
                .feature(
                        PACKETS,
                        Formula.sum("IN_PKTS", "OUT_PKTS"),
                        Formula.sum("packetDeltaCount", "reversePacketDeltaCount"),
                        Formula.sum("packetTotalCount", "reversePacketTotalCount"),
                        Formula.field("IN_PKTS", "packetDeltaCount", "packetTotalCount"))
                .field(PACKETS_FORWARD, "IN_PKTS", "packetDeltaCount", "packetTotalCount")
                .field(PACKETS_REVERSE, "OUT_PKTS", "reversePacketDeltaCount", "reversePacketTotalCount")
                .feature(
                        DURATION,
                        Formula.scaled(MILLISECONDS, "FLOW_DURATION_MILLISECONDS", "flowDurationMilliseconds"),
                        Formula.scaled(MICROSECONDS, "FLOW_DURATION_MICROSECONDS", "flowDurationMicroseconds"),
                        Formula.elapsed(MILLISECONDS, "flowStartMilliseconds", "flowEndMilliseconds"),
                        Formula.elapsed(MILLISECONDS, "FLOW_START_MILLISECONDS", "FLOW_END_MILLISECONDS"),
                        Formula.elapsed(MICROSECONDS, "flowStartMicroseconds", "flowEndMicroseconds"),
                        Formula.elapsed(NANOSECONDS, "flowStartNanoseconds", "flowEndNanoseconds"),
                        Formula.elapsed(1, "FLOW_START_SEC", "FLOW_END_SEC"),
                        Formula.elapsed(1, "flowStartSeconds", "flowEndSeconds"),
                        Formula.scaledDifference(MILLISECONDS, "flowEndSysUpTime", "flowStartSysUpTime"),
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
                .field(ICMP_TYPE_AND_CODE, "ICMP_TYPE", "icmpTypeCodeIPv4", "icmpTypeCodeIPv6")
                .feature(
                        START,
                        Formula.instant(
                                "flowStartMilliseconds",
                                "FLOW_START_MILLISECONDS",
                                "flowStartSeconds",
                                "FLOW_START_SEC",
                                "flowStartMicroseconds",
                                "flowStartNanoseconds"),
                        Formula.unixTime("FIRST_SWITCHED"))
                .field(TCP_FLAGS, "TCP_FLAGS", "tcpControlBits");
    }

    /** JSON of ipfixcol2, with {@code formatted} values or without. */
    static Vocabulary ipfixcol2() {
        return new VocabularyBuilder("ipfixcol2", ByteCount.IP)
                .icmpPorts(IcmpPorts.DESTINATION_PORT)
                .field(BYTES_IN, "iana:octetDeltaCount", "iana:octetTotalCount")
                .field(BYTES_OUT, "iana@reverse:octetDeltaCount", "iana@reverse:octetTotalCount")
                .feature(
                        PACKETS,
                        Formula.sum("iana:packetDeltaCount", "iana@reverse:packetDeltaCount"),
                        Formula.sum("iana:packetTotalCount", "iana@reverse:packetTotalCount"),
                        Formula.field("iana:packetDeltaCount", "iana:packetTotalCount"))
                .field(PACKETS_FORWARD, "iana:packetDeltaCount", "iana:packetTotalCount")
                .field(PACKETS_REVERSE, "iana@reverse:packetDeltaCount", "iana@reverse:packetTotalCount")
                .feature(
                        DURATION,
                        Formula.elapsed(MILLISECONDS, "iana:flowStartMilliseconds", "iana:flowEndMilliseconds"),
                        Formula.elapsed(MICROSECONDS, "iana:flowStartMicroseconds", "iana:flowEndMicroseconds"),
                        Formula.elapsed(NANOSECONDS, "iana:flowStartNanoseconds", "iana:flowEndNanoseconds"),
                        Formula.elapsed(1, "iana:flowStartSeconds", "iana:flowEndSeconds"),
                        Formula.scaled(MILLISECONDS, "iana:flowDurationMilliseconds"),
                        Formula.scaledDifference(MILLISECONDS, "iana:flowEndSysUpTime", "iana:flowStartSysUpTime"))
                .field(SOURCE_ADDRESS, "iana:sourceIPv4Address", "iana:sourceIPv6Address")
                .field(DESTINATION_ADDRESS, "iana:destinationIPv4Address", "iana:destinationIPv6Address")
                .field(SOURCE_PORT, "iana:sourceTransportPort")
                .field(DESTINATION_PORT, "iana:destinationTransportPort")
                .field(PROTOCOL, "iana:protocolIdentifier")
                .field(ICMP_TYPE_AND_CODE, "iana:icmpTypeCodeIPv4", "iana:icmpTypeCodeIPv6")
                .field(
                        START,
                        "iana:flowStartMilliseconds",
                        "iana:flowStartMicroseconds",
                        "iana:flowStartNanoseconds",
                        "iana:flowStartSeconds")
                .field(TCP_FLAGS, "iana:tcpControlBits")
                .build();
    }

    /** JSON of YAF (yaf2json, super_mediator): elements of IPFIX, often below {@code flows}, with the counters of whole flows. */
    static Vocabulary yaf() {
        return new VocabularyBuilder("YAF", ByteCount.IP)
                .icmpPorts(IcmpPorts.DESTINATION_PORT)
                .field(BYTES_IN, belowFlows("octetTotalCount", "octetDeltaCount"))
                .field(BYTES_OUT, belowFlows("reverseOctetTotalCount", "reverseOctetDeltaCount"))
                .feature(
                        PACKETS,
                        Formula.sum("flows.packetTotalCount", "flows.reversePacketTotalCount"),
                        Formula.sum("packetTotalCount", "reversePacketTotalCount"),
                        Formula.sum("flows.packetDeltaCount", "flows.reversePacketDeltaCount"),
                        Formula.sum("packetDeltaCount", "reversePacketDeltaCount"),
                        Formula.field(belowFlows("packetTotalCount", "packetDeltaCount")))
                .field(PACKETS_FORWARD, belowFlows("packetTotalCount", "packetDeltaCount"))
                .field(PACKETS_REVERSE, belowFlows("reversePacketTotalCount", "reversePacketDeltaCount"))
                .feature(
                        DURATION,
                        Formula.scaled(MILLISECONDS, belowFlows("flowDurationMilliseconds")),
                        Formula.elapsed(MILLISECONDS, "flows.flowStartMilliseconds", "flows.flowEndMilliseconds"),
                        Formula.elapsed(MILLISECONDS, "flowStartMilliseconds", "flowEndMilliseconds"),
                        Formula.scaled(MICROSECONDS, belowFlows("flowDurationMicroseconds")))
                .field(SOURCE_ADDRESS, belowFlows("sourceIPv4Address", "sourceIPv6Address"))
                .field(DESTINATION_ADDRESS, belowFlows("destinationIPv4Address", "destinationIPv6Address"))
                .field(SOURCE_PORT, belowFlows("sourceTransportPort"))
                .field(DESTINATION_PORT, belowFlows("destinationTransportPort"))
                .field(PROTOCOL, belowFlows("protocolIdentifier"))
                .field(ICMP_TYPE_AND_CODE, belowFlows("icmpTypeCodeIPv4", "icmpTypeCodeIPv6"))
                .field(START, belowFlows("flowStartMilliseconds", "flowStartMicroseconds"))
                .witnesses(belowFlows(
                        "silkAppLabel",
                        "reverseFlowDeltaMilliseconds",
                        "initialTCPFlags",
                        "unionTCPFlags",
                        "reverseInitialTCPFlags",
                        "reverseUnionTCPFlags",
                        "flowAttributes",
                        "flowEndReason"))
                .build();
    }

    private static String[] belowFlows(final String... elements) {
        return Stream.concat(Stream.of(elements).map("flows."::concat), Stream.of(elements))
                .toArray(String[]::new);
    }

    /** Both forms of JSON of GoFlow2: names with underscores and nanoseconds since version 2, capitals and seconds before. */
    static Vocabulary goFlow2() {
        return new VocabularyBuilder("GoFlow2", ByteCount.IP)
                .field(BYTES_IN, "bytes")
                .field(PACKETS, "packets")
                .field(PACKETS_FORWARD, "packets")
                .feature(
                        DURATION,
                        Formula.elapsed(NANOSECONDS, "time_flow_start_ns", "time_flow_end_ns"),
                        Formula.elapsed(MILLISECONDS, "TimeFlowStartMs", "TimeFlowEndMs"),
                        Formula.elapsed(1, "TimeFlowStart", "TimeFlowEnd"))
                .field(SOURCE_ADDRESS, "src_addr")
                .field(DESTINATION_ADDRESS, "dst_addr")
                .field(SOURCE_PORT, "src_port")
                .field(DESTINATION_PORT, "dst_port")
                .field(PROTOCOL, "proto")
                .field(ICMP_TYPE, "icmp_type")
                .field(ICMP_CODE, "icmp_code")
                .field(START, "time_flow_start_ns", "TimeFlowStartMs", "TimeFlowStart")
                .field(TCP_FLAGS, "tcp_flags")
                .witnesses(
                        "sampler_address", "sampling_rate", "sequence_num", "etype", "time_received_ns", "TimeReceived")
                .build();
    }

    /** JSON of pmacct's daemons (nfacctd, pmacctd, sfacctd), one way. */
    static Vocabulary pmacct() {
        return new VocabularyBuilder("pmacct", ByteCount.IP)
                .field(BYTES_IN, "bytes")
                .field(PACKETS, "packets")
                .field(PACKETS_FORWARD, "packets")
                .feature(
                        DURATION,
                        Formula.elapsed(1, "timestamp_start", "timestamp_end"),
                        Formula.elapsed(1, "timestamp_min", "timestamp_max"))
                .field(SOURCE_ADDRESS, "ip_src")
                .field(DESTINATION_ADDRESS, "ip_dst")
                .field(SOURCE_PORT, "port_src")
                .field(DESTINATION_PORT, "port_dst")
                .field(PROTOCOL, "ip_proto")
                .field(START, "timestamp_start", "timestamp_min")
                .field(TCP_FLAGS, "tcp_flags")
                .witnesses("peer_ip_src", "iface_in", "iface_out", "stamp_inserted", "stamp_updated", "writer_id")
                .build();
    }

    /**
     * Output of nfdump: CSV with the many short columns up to version 1.7.3 and the few long ones since then, and JSON. For a one-way flow, nfdump
     * writes 0 into the reverse counters. So a flow whose answer has 0 bytes looks like a flow whose answer was not counted. It is taken for the
     * latter.
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
                .feature(
                        DURATION,
                        Formula.field("td", "duration"),
                        Formula.elapsed(1, "t_first", "t_last"),
                        Formula.elapsed(1, "firstSeen", "lastSeen"),
                        Formula.elapsed(1, "ts", "te"),
                        Formula.elapsed(1, "first", "last"))
                .field(SOURCE_ADDRESS, "sa", "srcAddr", "src4_addr", "src6_addr")
                .field(DESTINATION_ADDRESS, "da", "dstAddr", "dst4_addr", "dst6_addr")
                .field(SOURCE_PORT, "sp", "srcPort")
                .field(DESTINATION_PORT, "dp", "dstPort")
                .field(PROTOCOL, "pr", "proto")
                .field(ICMP_TYPE, "icmp_type")
                .field(ICMP_CODE, "icmp_code")
                .field(START, "ts", "firstSeen", "t_first", "first")
                .field(TCP_FLAGS, "flg", "flags", "tcp_flags")
                .witnesses("te", "flows", "export_sysid", "fwd_status", "sampled", "lastSeen")
                .build();
    }
}

package org.aegisnet.scoring.feature;

import static org.aegisnet.scoring.feature.Vocabulary.BYTES_IN;
import static org.aegisnet.scoring.feature.Vocabulary.BYTES_OUT;
import static org.aegisnet.scoring.feature.Vocabulary.DESTINATION_ADDRESS;
import static org.aegisnet.scoring.feature.Vocabulary.DESTINATION_PORT;
import static org.aegisnet.scoring.feature.Vocabulary.DURATION;
import static org.aegisnet.scoring.feature.Vocabulary.ICMP_CODE;
import static org.aegisnet.scoring.feature.Vocabulary.ICMP_TYPE;
import static org.aegisnet.scoring.feature.Vocabulary.PACKETS;
import static org.aegisnet.scoring.feature.Vocabulary.PACKETS_FORWARD;
import static org.aegisnet.scoring.feature.Vocabulary.PACKETS_REVERSE;
import static org.aegisnet.scoring.feature.Vocabulary.PROTOCOL;
import static org.aegisnet.scoring.feature.Vocabulary.SOURCE_ADDRESS;
import static org.aegisnet.scoring.feature.Vocabulary.SOURCE_PORT;
import static org.aegisnet.scoring.feature.Vocabulary.START;
import static org.aegisnet.scoring.feature.Vocabulary.TCP_FLAGS;

import java.util.List;
import java.util.Optional;

/**
 * The vocabularies known without any setting. Everywhere {@code bytes_in} and {@code packets_fwd} go from source to destination, {@code
 * bytes_out} and {@code packets_rev} come back; {@code packets} is both together; {@code duration} is in seconds.
 */
public final class Vocabularies {
    private static final double MILLISECONDS = 1e-3;
    private static final double MICROSECONDS = 1e-6;

    private final List<Vocabulary> all;

    public Vocabularies() {
        this.all = List.of(
                aegisNet(),
                cicFlowMeter(new CicFlowMeterColumns()),
                netFlow(),
                nfStream(),
                zeek(),
                suricata(),
                nfdump(),
                argus());
    }

    /** All of them; where a record fits several equally well, the first is meant. */
    public List<Vocabulary> all() {
        return all;
    }

    /** The vocabulary of a name. */
    public Optional<Vocabulary> named(final String name) {
        return all.stream().filter(vocabulary -> vocabulary.name().equals(name)).findFirst();
    }

    /** The names that our models, our NetFlow components and our documentation use. */
    private static Vocabulary aegisNet() {
        return new VocabularyBuilder("AegisNet", ByteCount.UNSPECIFIED)
                .icmpPorts(IcmpPorts.DESTINATION_PORT)
                .field(BYTES_IN, "bytes_in")
                .field(BYTES_OUT, "bytes_out")
                .feature(PACKETS, Formula.field("packets"), sumOf("packets_fwd", "packets_rev"))
                .field(PACKETS_FORWARD, "packets_fwd")
                .field(PACKETS_REVERSE, "packets_rev")
                .field(DURATION, "duration")
                .field(SOURCE_ADDRESS, "src_ip")
                .field(DESTINATION_ADDRESS, "dst_ip")
                .field(SOURCE_PORT, "src_port")
                .field(DESTINATION_PORT, "dst_port")
                .field(PROTOCOL, "protocol")
                .field(START, "first")
                .field(TCP_FLAGS, "tcp_flags_fwd")
                .build();
    }

    private static Vocabulary cicFlowMeter(final CicFlowMeterColumns columns) {
        final VocabularyBuilder vocabulary = new VocabularyBuilder("CICFlowMeter", ByteCount.PAYLOAD);
        columns.byName().forEach((name, column) -> vocabulary.field(name, column.quantity(), columns.names(name)));
        return vocabulary
                .field(BYTES_IN, columns.names("Total Length of Fwd Packets"))
                .field(BYTES_OUT, columns.names("Total Length of Bwd Packets"))
                .field(PACKETS_FORWARD, columns.names("Total Fwd Packets"))
                .field(PACKETS_REVERSE, columns.names("Total Backward Packets"))
                .feature(DURATION, Formula.scaled(MICROSECONDS, columns.names("Flow Duration")))
                .field(SOURCE_ADDRESS, columns.names("Source IP"))
                .field(DESTINATION_ADDRESS, columns.names("Destination IP"))
                .field(SOURCE_PORT, columns.names("Source Port"))
                .field(DESTINATION_PORT, columns.names("Destination Port"))
                .field(PROTOCOL, columns.names("Protocol"))
                .field(START, "Timestamp")
                .build();
    }

    /** The field names of NetFlow v9 (RFC 3954, section 8), as nProbe writes them, and the elements of IPFIX as IANA registers them. */
    private static Vocabulary netFlow() {
        return new VocabularyBuilder("NetFlow", ByteCount.IP)
                .icmpPorts(IcmpPorts.DESTINATION_PORT)
                .field(BYTES_IN, "IN_BYTES", "octetDeltaCount")
                .field(BYTES_OUT, "OUT_BYTES", "reverseOctetDeltaCount")
                .feature(
                        PACKETS,
                        sumOf("IN_PKTS", "OUT_PKTS"),
                        sumOf("packetDeltaCount", "reversePacketDeltaCount"),
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

    /** NFStream with its default accounting mode, which counts frames. */
    private static Vocabulary nfStream() {
        return new VocabularyBuilder("NFStream", ByteCount.FRAME)
                .field(BYTES_IN, "src2dst_bytes")
                .field(BYTES_OUT, "dst2src_bytes")
                .feature(PACKETS, Formula.field("bidirectional_packets"), sumOf("src2dst_packets", "dst2src_packets"))
                .field(PACKETS_FORWARD, "src2dst_packets")
                .field(PACKETS_REVERSE, "dst2src_packets")
                .feature(
                        DURATION,
                        Formula.scaled(MILLISECONDS, "bidirectional_duration_ms"),
                        Formula.elapsed(MILLISECONDS, "bidirectional_first_seen_ms", "bidirectional_last_seen_ms"))
                .field(SOURCE_ADDRESS, "src_ip")
                .field(DESTINATION_ADDRESS, "dst_ip")
                .field(SOURCE_PORT, "src_port")
                .field(DESTINATION_PORT, "dst_port")
                .field(PROTOCOL, "protocol")
                .field(START, "bidirectional_first_seen_ms")
                .build();
    }

    /**
     * Zeek's conn.log, as TSV or JSON. Zeek sets the duration only if it is above 0. A flow of a single packet, such as the probe of a port
     * scan, therefore has an empty duration.
     */
    private static Vocabulary zeek() {
        return new VocabularyBuilder("Zeek", ByteCount.IP)
                .missingMarkers("-", "(empty)", "unknown_transport")
                .icmpPorts(IcmpPorts.TYPE_AND_CODE)
                .field(BYTES_IN, "orig_ip_bytes", "orig_bytes")
                .field(BYTES_OUT, "resp_ip_bytes", "resp_bytes")
                .field(PACKETS_FORWARD, "orig_pkts")
                .field(PACKETS_REVERSE, "resp_pkts")
                .feature(DURATION, Formula.fieldOrZero("duration"), Formula.zeroWhere("orig_pkts"))
                .field(SOURCE_ADDRESS, "id.orig_h")
                .field(DESTINATION_ADDRESS, "id.resp_h")
                .field(SOURCE_PORT, "id.orig_p")
                .field(DESTINATION_PORT, "id.resp_p")
                .field(PROTOCOL, "proto")
                .field(START, "ts")
                .build();
    }

    /** Suricata's eve flow events. Only the end of a flow tells its duration; other events are not flows. */
    private static Vocabulary suricata() {
        return new VocabularyBuilder("Suricata", ByteCount.FRAME)
                .field(BYTES_IN, "flow.bytes_toserver")
                .field(BYTES_OUT, "flow.bytes_toclient")
                .field(PACKETS_FORWARD, "flow.pkts_toserver")
                .field(PACKETS_REVERSE, "flow.pkts_toclient")
                .feature(DURATION, Formula.elapsed(1, "flow.start", "flow.end"), Formula.field("flow.age"))
                .field(SOURCE_ADDRESS, "src_ip")
                .field(DESTINATION_ADDRESS, "dest_ip")
                .field(SOURCE_PORT, "src_port")
                .field(DESTINATION_PORT, "dest_port")
                .field(PROTOCOL, "proto")
                .field(ICMP_TYPE, "icmp_type")
                .field(ICMP_CODE, "icmp_code")
                .field(START, "flow.start")
                .build();
    }

    /**
     * CSV of nfdump: the many short columns up to version 1.7.3, and the few long ones since then. For a one-way flow, nfdump writes 0 into the
     * reverse counters. So a flow whose answer has 0 bytes looks like a flow whose answer was not counted. It is taken for the latter.
     */
    private static Vocabulary nfdump() {
        return new VocabularyBuilder("nfdump", ByteCount.IP)
                .icmpPorts(IcmpPorts.DESTINATION_PORT)
                .field(BYTES_IN, "ibyt", "inBytes", "bytes")
                .feature(BYTES_OUT, Formula.fieldUnlessZero("obyt", "outBytes"))
                .feature(
                        PACKETS,
                        sumOf("ipkt", "opkt"),
                        sumOf("inPackets", "outPackets"),
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

    /** Argus, as in the binetflow files of the CTU data sets: totals of both directions and the source's part. */
    private static Vocabulary argus() {
        return new VocabularyBuilder("Argus", ByteCount.FRAME)
                .icmpPorts(IcmpPorts.SOURCE_PORT)
                .field(BYTES_IN, "SrcBytes")
                .feature(BYTES_OUT, Formula.field("DstBytes"), Formula.difference("TotBytes", "SrcBytes"))
                .feature(PACKETS, Formula.field("TotPkts"), sumOf("SrcPkts", "DstPkts"))
                .field(PACKETS_FORWARD, "SrcPkts")
                .feature(PACKETS_REVERSE, Formula.field("DstPkts"), Formula.difference("TotPkts", "SrcPkts"))
                .field(DURATION, "Dur")
                .field(SOURCE_ADDRESS, "SrcAddr")
                .field(DESTINATION_ADDRESS, "DstAddr")
                .field(SOURCE_PORT, "Sport")
                .field(DESTINATION_PORT, "Dport")
                .field(PROTOCOL, "Proto")
                .field(START, "StartTime")
                .build();
    }

    private static Formula sumOf(final String first, final String second) {
        return Formula.field(first).plus(Formula.field(second));
    }
}

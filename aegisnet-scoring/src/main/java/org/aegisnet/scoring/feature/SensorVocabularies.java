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

/** Vocabularies of sensors that make flows from packets. Stateless. */
final class SensorVocabularies {
    private static final double MILLISECONDS = 1e-3;

    private SensorVocabularies() {}

    /** NFStream with its default accounting mode, which counts frames. */
    static Vocabulary nfStream() {
        return new VocabularyBuilder("NFStream", ByteCount.FRAME)
                .field(BYTES_IN, "src2dst_bytes")
                .field(BYTES_OUT, "dst2src_bytes")
                .feature(
                        PACKETS,
                        Formula.field("bidirectional_packets"),
                        Formula.sum("src2dst_packets", "dst2src_packets"))
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
    static Vocabulary zeek() {
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

    /** Suricata's eve flow and netflow events. Only the end of a flow tells its duration; other events are not flows. */
    static Vocabulary suricata() {
        return new VocabularyBuilder("Suricata", ByteCount.FRAME)
                .field(BYTES_IN, "flow.bytes_toserver", "netflow.bytes")
                .field(BYTES_OUT, "flow.bytes_toclient")
                .feature(
                        PACKETS, Formula.sum("flow.pkts_toserver", "flow.pkts_toclient"), Formula.field("netflow.pkts"))
                .field(PACKETS_FORWARD, "flow.pkts_toserver", "netflow.pkts")
                .field(PACKETS_REVERSE, "flow.pkts_toclient")
                .feature(
                        DURATION,
                        Formula.elapsed(1, "flow.start", "flow.end"),
                        Formula.elapsed(1, "netflow.start", "netflow.end"),
                        Formula.field("flow.age", "netflow.age").asLastResort())
                .field(SOURCE_ADDRESS, "src_ip")
                .field(DESTINATION_ADDRESS, "dest_ip")
                .field(SOURCE_PORT, "src_port")
                .field(DESTINATION_PORT, "dest_port")
                .field(PROTOCOL, "proto")
                .field(ICMP_TYPE, "icmp_type")
                .field(ICMP_CODE, "icmp_code")
                .field(START, "flow.start", "netflow.start")
                .witnesses("event_type", "flow_id")
                .build();
    }

    /** Argus, as in the binetflow files of the CTU data sets: totals of both directions and the source's part. */
    static Vocabulary argus() {
        return new VocabularyBuilder("Argus", ByteCount.FRAME)
                .icmpPorts(IcmpPorts.SOURCE_PORT)
                .field(BYTES_IN, "SrcBytes")
                .feature(BYTES_OUT, Formula.field("DstBytes"), Formula.difference("TotBytes", "SrcBytes"))
                .feature(PACKETS, Formula.field("TotPkts"), Formula.sum("SrcPkts", "DstPkts"))
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
}

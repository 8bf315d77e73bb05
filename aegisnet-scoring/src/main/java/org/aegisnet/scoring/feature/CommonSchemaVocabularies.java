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

/** Vocabularies of the common schemas into which collectors bring the records of many tools. Stateless. */
final class CommonSchemaVocabularies {
    private static final double MILLISECONDS = 1e-3;
    private static final double NANOSECONDS = 1e-9;

    private CommonSchemaVocabularies() {}

    /**
     * The Elastic Common Schema, as Packetbeat, Filebeat and this project write flows. {@code event.duration} is in nanoseconds. Filebeat's records of
     * NetFlow have one way, so they have no bytes of the destination.
     */
    static Vocabulary ecs() {
        return new VocabularyBuilder("ECS", ByteCount.UNSPECIFIED)
                .field(BYTES_IN, "source.bytes")
                .field(BYTES_OUT, "destination.bytes")
                .feature(
                        PACKETS,
                        Formula.field("network.packets"),
                        Formula.sum("source.packets", "destination.packets"),
                        Formula.field("source.packets"))
                .field(PACKETS_FORWARD, "source.packets")
                .field(PACKETS_REVERSE, "destination.packets")
                .feature(
                        DURATION,
                        Formula.scaled(NANOSECONDS, "event.duration"),
                        Formula.elapsed(1, "event.start", "event.end"))
                .field(SOURCE_ADDRESS, "source.ip", "source.address")
                .field(DESTINATION_ADDRESS, "destination.ip", "destination.address")
                .field(SOURCE_PORT, "source.port")
                .field(DESTINATION_PORT, "destination.port")
                .field(PROTOCOL, "network.iana_number", "network.transport")
                .field(ICMP_TYPE, "suricata.eve.icmp_type", "zeek.connection.icmp.type")
                .field(ICMP_CODE, "suricata.eve.icmp_code", "zeek.connection.icmp.code")
                .field(ICMP_TYPE_AND_CODE, "netflow.icmp_type_code_ipv4", "netflow.icmp_type_code_ipv6")
                .field(START, "event.start", "@timestamp")
                .field(TCP_FLAGS, "netflow.tcp_control_bits")
                .witnesses(
                        "network.bytes",
                        "network.community_id",
                        "network.type",
                        "event.dataset",
                        "event.kind",
                        "event.category",
                        "ecs.version")
                .build();
    }

    /**
     * The model Network Traffic of Splunk's Common Information Model. Its {@code bytes_out} leave the source, its {@code bytes_in} come back, which is
     * the other way round than in our own names.
     */
    static Vocabulary splunkCim() {
        return new VocabularyBuilder("Splunk CIM", ByteCount.UNSPECIFIED)
                .missingMarkers("unknown")
                .feature(BYTES_IN, Formula.field("bytes_out"), Formula.difference("bytes", "bytes_in"))
                .feature(
                        BYTES_OUT,
                        Formula.field("bytes_in", "bytes_received"),
                        Formula.difference("bytes", "bytes_out"))
                .feature(PACKETS, Formula.field("packets"), Formula.sum("packets_out", "packets_in"))
                .feature(PACKETS_FORWARD, Formula.field("packets_out"), Formula.difference("packets", "packets_in"))
                .feature(PACKETS_REVERSE, Formula.field("packets_in"), Formula.difference("packets", "packets_out"))
                .field(DURATION, "duration")
                .field(SOURCE_ADDRESS, "src_ip", "src")
                .field(DESTINATION_ADDRESS, "dest_ip", "dest")
                .field(SOURCE_PORT, "src_port")
                .field(DESTINATION_PORT, "dest_port")
                .field(PROTOCOL, "transport", "protocol")
                .field(ICMP_TYPE, "icmp_type")
                .field(ICMP_CODE, "icmp_code")
                .field(START, "start_time", "_time")
                .field(TCP_FLAGS, "tcp_flag")
                .witnesses("dvc", "dvc_ip", "dest_zone", "src_zone", "vendor_product")
                .onlyBeside(
                        "dest_ip",
                        "dest",
                        "dest_port",
                        "transport",
                        "bytes_received",
                        "packets_in",
                        "packets_out",
                        "_time",
                        "dvc",
                        "dvc_ip",
                        "dest_zone",
                        "src_zone",
                        "vendor_product")
                .build();
    }

    /**
     * Network Activity (class 4001) of the Open Cybersecurity Schema Framework. The object {@code traffic} counts as out what the source sends, and
     * the duration is in milliseconds. Records of one way may have totals only.
     */
    static Vocabulary ocsf() {
        return new VocabularyBuilder("OCSF", ByteCount.UNSPECIFIED)
                .feature(
                        BYTES_IN,
                        Formula.field("traffic.bytes_out"),
                        Formula.difference("traffic.bytes", "traffic.bytes_in"),
                        Formula.field("traffic.bytes"))
                .feature(
                        BYTES_OUT,
                        Formula.field("traffic.bytes_in"),
                        Formula.difference("traffic.bytes", "traffic.bytes_out"))
                .feature(
                        PACKETS,
                        Formula.field("traffic.packets"),
                        Formula.sum("traffic.packets_out", "traffic.packets_in"))
                .feature(
                        PACKETS_FORWARD,
                        Formula.field("traffic.packets_out"),
                        Formula.difference("traffic.packets", "traffic.packets_in"))
                .feature(
                        PACKETS_REVERSE,
                        Formula.field("traffic.packets_in"),
                        Formula.difference("traffic.packets", "traffic.packets_out"))
                .feature(
                        DURATION,
                        Formula.scaled(MILLISECONDS, "duration"),
                        Formula.elapsed(MILLISECONDS, "start_time", "end_time"),
                        Formula.elapsed(MILLISECONDS, "start_time_dt", "end_time_dt"),
                        Formula.elapsed(MILLISECONDS, "traffic.start_time", "traffic.end_time"))
                .field(SOURCE_ADDRESS, "src_endpoint.ip")
                .field(DESTINATION_ADDRESS, "dst_endpoint.ip")
                .field(SOURCE_PORT, "src_endpoint.port")
                .field(DESTINATION_PORT, "dst_endpoint.port")
                .field(PROTOCOL, "connection_info.protocol_num", "connection_info.protocol_name")
                .field(START, "start_time", "start_time_dt", "traffic.start_time", "time", "time_dt")
                .field(TCP_FLAGS, "connection_info.tcp_flags")
                .witnesses("class_uid", "category_uid", "activity_id", "type_uid", "severity_id", "metadata.version")
                .build();
    }
}

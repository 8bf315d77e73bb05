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

/** Vocabularies of the flow logs of clouds. Stateless. */
final class CloudVocabularies {
    private CloudVocabularies() {}

    /**
     * Flow logs of Amazon VPC, versions 2 to 5, with the names of the documentation, of Parquet files and of Athena's tables. A record without
     * data has hyphens in place of counts, and is not a flow.
     */
    static Vocabulary awsVpc() {
        return new VocabularyBuilder("AWS VPC", ByteCount.IP)
                .missingMarkers("-")
                .field(BYTES_IN, "bytes", "numbytes")
                .field(PACKETS, "packets", "numpackets")
                .field(PACKETS_FORWARD, "packets", "numpackets")
                .feature(DURATION, Formula.elapsed(1, "start", "end"), Formula.elapsed(1, "starttime", "endtime"))
                .field(SOURCE_ADDRESS, "srcaddr", "sourceaddress", "pkt-srcaddr")
                .field(DESTINATION_ADDRESS, "dstaddr", "destinationaddress", "pkt-dstaddr")
                .field(SOURCE_PORT, "srcport", "sourceport")
                .field(DESTINATION_PORT, "dstport", "destinationport")
                .field(PROTOCOL, "protocol")
                .field(START, "start", "starttime")
                .field(TCP_FLAGS, "tcp-flags")
                .witnesses(
                        "account-id",
                        "interface-id",
                        "log-status",
                        "action",
                        "version",
                        "vpc-id",
                        "subnet-id",
                        "instance-id",
                        "az-id",
                        "flow-direction",
                        "traffic-path")
                .build();
    }

    /** Flow logs of Google Cloud VPC, as Cloud Logging exports them, one way. Each side reports the flow once. */
    static Vocabulary gcpVpc() {
        return new VocabularyBuilder("GCP VPC", ByteCount.IP)
                .field(BYTES_IN, belowPayload("bytes_sent"))
                .field(PACKETS, belowPayload("packets_sent"))
                .field(PACKETS_FORWARD, belowPayload("packets_sent"))
                .feature(
                        DURATION,
                        Formula.elapsed(1, "jsonPayload.start_time", "jsonPayload.end_time"),
                        Formula.elapsed(1, "start_time", "end_time"))
                .field(SOURCE_ADDRESS, belowPayload("connection.src_ip"))
                .field(DESTINATION_ADDRESS, belowPayload("connection.dest_ip"))
                .field(SOURCE_PORT, belowPayload("connection.src_port"))
                .field(DESTINATION_PORT, belowPayload("connection.dest_port"))
                .field(PROTOCOL, belowPayload("connection.protocol"))
                .field(START, belowPayload("start_time"))
                .witnesses(
                        "jsonPayload.reporter", "reporter", "jsonPayload.rtt_msec", "rtt_msec", "insertId", "logName")
                .build();
    }

    private static String[] belowPayload(final String name) {
        return new String[] {"jsonPayload." + name, name};
    }

    /**
     * Flow logs of Azure's virtual networks and network security groups: the tables of Traffic Analytics, and tuples split into fields. A tuple alone
     * tells no duration.
     */
    static Vocabulary azure() {
        return new VocabularyBuilder("Azure", ByteCount.UNSPECIFIED)
                .missingMarkers("-")
                .field(BYTES_IN, "BytesSrcToDest", "bytesStoD", "OutboundBytes_d")
                .field(BYTES_OUT, "BytesDestToSrc", "bytesDtoS", "InboundBytes_d")
                .feature(
                        PACKETS,
                        Formula.sum("PacketsSrcToDest", "PacketsDestToSrc"),
                        Formula.sum("packetsStoD", "packetsDtoS"),
                        Formula.sum("OutboundPackets_d", "InboundPackets_d"),
                        Formula.field("PacketsSrcToDest", "packetsStoD", "OutboundPackets_d"))
                .field(PACKETS_FORWARD, "PacketsSrcToDest", "packetsStoD", "OutboundPackets_d")
                .field(PACKETS_REVERSE, "PacketsDestToSrc", "packetsDtoS", "InboundPackets_d")
                .feature(
                        DURATION,
                        Formula.elapsed(1, "FlowStartTime", "FlowEndTime"),
                        Formula.elapsed(1, "FlowStartTime_t", "FlowEndTime_t"))
                .field(SOURCE_ADDRESS, "SrcIp", "SrcIP_s", "sourceAddress")
                .field(DESTINATION_ADDRESS, "DestIp", "DestIP_s", "destinationAddress")
                .field(SOURCE_PORT, "SrcPort", "SrcPort_d", "sourcePort")
                .field(DESTINATION_PORT, "DestPort", "DestPort_d", "destinationPort")
                .field(PROTOCOL, "L4Protocol", "L4Protocol_s", "transportProtocol")
                .field(START, "FlowStartTime", "FlowStartTime_t", "startTime", "TimeGenerated")
                .witnesses("FlowDirection", "FlowDirection_s", "FlowStatus", "FlowStatus_s", "FlowType", "FlowType_s")
                .build();
    }
}

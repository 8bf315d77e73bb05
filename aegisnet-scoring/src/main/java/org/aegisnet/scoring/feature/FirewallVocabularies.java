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

/** Vocabularies of the traffic logs of firewalls. Stateless. */
final class FirewallVocabularies {
    private FirewallVocabularies() {}

    /** Traffic logs of Palo Alto Networks' firewalls: the columns of an exported CSV, and the names of syslog and JSON. */
    static Vocabulary paloAlto() {
        return new VocabularyBuilder("Palo Alto", ByteCount.UNSPECIFIED)
                .field(BYTES_IN, "Bytes Sent")
                .field(BYTES_OUT, "Bytes Received")
                .feature(
                        PACKETS,
                        Formula.field("Packets"),
                        Formula.sum("Packets Sent", "Packets Received"),
                        Formula.sum("pkts_sent", "pkts_received"))
                .field(PACKETS_FORWARD, "Packets Sent", "pkts_sent")
                .field(PACKETS_REVERSE, "Packets Received", "pkts_received")
                .field(
                        DURATION,
                        "Elapsed Time",
                        "Elapsed Time (sec)",
                        "elapsed",
                        "session_duration",
                        "total_time_elapsed")
                .field(SOURCE_ADDRESS, "Source Address", "src", "src_ip", "source_ip", "source_ip.value")
                .field(DESTINATION_ADDRESS, "Destination Address", "dst", "dst_ip", "dest_ip", "dest_ip.value")
                .field(SOURCE_PORT, "Source Port", "src_port", "sport")
                .field(DESTINATION_PORT, "Destination Port", "dst_port", "dest_port", "dport")
                .field(PROTOCOL, "IP Protocol", "Protocol", "proto", "transport")
                .field(START, "Start Time", "start", "session_start_time")
                .witnesses(
                        "Serial Number",
                        "Serial #",
                        "Threat/Content Type",
                        "Source Zone",
                        "Destination Zone",
                        "Session ID",
                        "Session End Reason",
                        "Action Source",
                        "Application",
                        "Rule Name",
                        "Rule")
                .build();
    }

    /**
     * Traffic logs of FortiGate. A log is written when its session ends, so the session started one duration before the time of the log.
     */
    static Vocabulary fortiGate() {
        return new VocabularyBuilder("FortiGate", ByteCount.UNSPECIFIED)
                .field(BYTES_IN, "sentbyte")
                .field(BYTES_OUT, "rcvdbyte")
                .feature(PACKETS, Formula.sum("sentpkt", "rcvdpkt"), Formula.field("sentpkt"))
                .field(PACKETS_FORWARD, "sentpkt")
                .field(PACKETS_REVERSE, "rcvdpkt")
                .field(DURATION, "duration")
                .field(SOURCE_ADDRESS, "srcip")
                .field(DESTINATION_ADDRESS, "dstip")
                .field(SOURCE_PORT, "srcport")
                .field(DESTINATION_PORT, "dstport")
                .field(PROTOCOL, "proto")
                .feature(
                        START,
                        Formula.instant("eventtime").less("duration"),
                        Formula.dateAndTime("date", "time").less("duration"))
                .witnesses("logid", "subtype", "policyid", "srcintf", "dstintf", "sessionid", "devname", "devid", "vd")
                .build();
    }
}

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

/** Vocabularies of public data sets whose columns have names of their own. Stateless. Sources were seen on 2026-12-01. */
final class DataSetVocabularies {
    private static final String MISSING = "-";

    private DataSetVocabularies() {}

    /**
     * UNSW-NB15. The training and testing sets have no addresses and ports. The four whole files can be read if the names of
     * NUSW-NB15_features.csv are their header. Source: Moustafa and Slay (MilCIS 2015), research.unsw.edu.au/projects/unsw-nb15-dataset.
     */
    static Vocabulary unswNb15() {
        return new VocabularyBuilder("UNSW-NB15", ByteCount.IP)
                .missingMarkers(MISSING)
                .field(BYTES_IN, "sbytes")
                .field(BYTES_OUT, "dbytes")
                .field(PACKETS_FORWARD, "spkts")
                .field(PACKETS_REVERSE, "dpkts")
                .field(DURATION, "dur")
                .field(SOURCE_ADDRESS, "srcip")
                .field(DESTINATION_ADDRESS, "dstip")
                .field(SOURCE_PORT, "sport")
                .field(DESTINATION_PORT, "dsport")
                .field(PROTOCOL, "proto")
                .field(START, "stime")
                .build();
    }

    /**
     * BoT-IoT: the whole files and the extract of 5 %, which Argus made. The numbers in {@code proto_number} are the data set's own. Source:
     * Koroniotis et al. (FGCS 2019), research.unsw.edu.au/projects/bot-iot-dataset.
     */
    static Vocabulary botIot() {
        return new VocabularyBuilder("BoT-IoT", ByteCount.FRAME)
                .missingMarkers(MISSING)
                .icmpPorts(IcmpPorts.SOURCE_PORT)
                .field(BYTES_IN, "sbytes")
                .feature(BYTES_OUT, Formula.field("dbytes"), Formula.difference("bytes", "sbytes"))
                .feature(PACKETS, Formula.field("pkts"), Formula.sum("spkts", "dpkts"))
                .field(PACKETS_FORWARD, "spkts")
                .field(PACKETS_REVERSE, "dpkts")
                .field(DURATION, "dur")
                .field(SOURCE_ADDRESS, "saddr")
                .field(DESTINATION_ADDRESS, "daddr")
                .field(SOURCE_PORT, "sport")
                .field(DESTINATION_PORT, "dport")
                .field(PROTOCOL, "proto")
                .field(START, "stime")
                .build();
    }

    /**
     * ToN-IoT, the network data: Zeek's values in columns with other names. A few rows have an address in {@code src_bytes}, so the bytes of IP
     * come first. Source: Moustafa (Sustainable Cities and Society 2021), research.unsw.edu.au/projects/toniot-datasets.
     */
    static Vocabulary tonIot() {
        return new VocabularyBuilder("ToN-IoT", ByteCount.IP)
                .missingMarkers(MISSING)
                .icmpPorts(IcmpPorts.TYPE_AND_CODE)
                .field(BYTES_IN, "src_ip_bytes", "src_bytes")
                .field(BYTES_OUT, "dst_ip_bytes", "dst_bytes")
                .field(PACKETS_FORWARD, "src_pkts")
                .field(PACKETS_REVERSE, "dst_pkts")
                .feature(DURATION, Formula.fieldOrZero("duration"))
                .field(SOURCE_ADDRESS, "src_ip")
                .field(DESTINATION_ADDRESS, "dst_ip")
                .field(SOURCE_PORT, "src_port")
                .field(DESTINATION_PORT, "dst_port")
                .field(PROTOCOL, "proto")
                .field(START, "ts")
                .build();
    }

    /**
     * CIDDS-001 and CIDDS-002: one-way flows in the column titles of nfdump, with bytes such as {@code 1.4 M}. Source: Ring et al. (ECCWS 2017),
     * hs-coburg.de/cidds.
     */
    static Vocabulary cidds() {
        return new VocabularyBuilder("CIDDS", ByteCount.IP)
                .missingMarkers("---")
                .icmpPorts(IcmpPorts.DESTINATION_PORT)
                .feature(BYTES_IN, Formula.count("Bytes"))
                .feature(PACKETS, Formula.count("Packets"))
                .feature(PACKETS_FORWARD, Formula.count("Packets"))
                .field(DURATION, "Duration")
                .field(SOURCE_ADDRESS, "Src IP Addr", "Src IP")
                .field(DESTINATION_ADDRESS, "Dst IP Addr", "Dst IP")
                .field(SOURCE_PORT, "Src Pt")
                .field(DESTINATION_PORT, "Dst Pt")
                .field(PROTOCOL, "Proto")
                .field(START, "Date first seen")
                .field(TCP_FLAGS, "Flags")
                .build();
    }

    /**
     * NTLFlowLyzer, which CICFlowMeter's authors made after it; its data sets are the BCCC ones. Times are seconds. Source: Shafi et al.
     * (Computers and Security 2025), github.com/ahlashkari/NTLFlowLyzer.
     */
    static Vocabulary ntlFlowLyzer() {
        return new VocabularyBuilder("NTLFlowLyzer", ByteCount.PAYLOAD)
                .field(BYTES_IN, "fwd_total_payload_bytes")
                .field(BYTES_OUT, "bwd_total_payload_bytes")
                .feature(PACKETS, Formula.field("packets_count"), Formula.sum("fwd_packets_count", "bwd_packets_count"))
                .field(PACKETS_FORWARD, "fwd_packets_count")
                .field(PACKETS_REVERSE, "bwd_packets_count")
                .field(DURATION, "duration")
                .field(SOURCE_ADDRESS, "src_ip")
                .field(DESTINATION_ADDRESS, "dst_ip")
                .field(SOURCE_PORT, "src_port")
                .field(DESTINATION_PORT, "dst_port")
                .field(PROTOCOL, "protocol")
                .field(START, "timestamp")
                .build();
    }
}

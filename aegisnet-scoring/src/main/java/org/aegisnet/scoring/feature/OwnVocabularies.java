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

/** Vocabularies that this project writes itself. Stateless. */
final class OwnVocabularies {
    /** The vocabulary of our models, of our NetFlow components and of our documentation. */
    static final String AEGIS_NET = "AegisNet";

    private OwnVocabularies() {}

    /** The names that our models, our NetFlow components and our documentation use. */
    static Vocabulary aegisNet() {
        return new VocabularyBuilder(AEGIS_NET, ByteCount.UNSPECIFIED)
                .icmpPorts(IcmpPorts.DESTINATION_PORT)
                .field(BYTES_IN, "bytes_in")
                .field(BYTES_OUT, "bytes_out")
                .feature(PACKETS, Formula.field("packets"), Formula.sum("packets_fwd", "packets_rev"))
                .field(PACKETS_FORWARD, "packets_fwd")
                .field(PACKETS_REVERSE, "packets_rev")
                .field(DURATION, "duration")
                .field(SOURCE_ADDRESS, "src_ip")
                .field(DESTINATION_ADDRESS, "dst_ip")
                .field(SOURCE_PORT, "src_port")
                .field(DESTINATION_PORT, "dst_port")
                .field(PROTOCOL, "protocol")
                .field(ICMP_TYPE, "icmp_type")
                .field(ICMP_CODE, "icmp_code")
                .field(START, "first")
                .field(TCP_FLAGS, "tcp_flags_fwd")
                .notBeside("dest_ip", "dest_port", "transport", "bytes_received")
                .build();
    }
}

package org.aegisnet.scoring.feature;

import static org.aegisnet.scoring.feature.Vocabulary.BYTES_IN;
import static org.aegisnet.scoring.feature.Vocabulary.BYTES_OUT;
import static org.aegisnet.scoring.feature.Vocabulary.DESTINATION_ADDRESS;
import static org.aegisnet.scoring.feature.Vocabulary.DESTINATION_PORT;
import static org.aegisnet.scoring.feature.Vocabulary.DURATION;
import static org.aegisnet.scoring.feature.Vocabulary.PACKETS_FORWARD;
import static org.aegisnet.scoring.feature.Vocabulary.PACKETS_REVERSE;
import static org.aegisnet.scoring.feature.Vocabulary.PROTOCOL;
import static org.aegisnet.scoring.feature.Vocabulary.SOURCE_ADDRESS;
import static org.aegisnet.scoring.feature.Vocabulary.SOURCE_PORT;
import static org.aegisnet.scoring.feature.Vocabulary.START;

/** Vocabularies of CICFlowMeter. Stateless. */
final class CicFlowMeterVocabularies {
    private static final double MICROSECONDS = 1e-6;

    private CicFlowMeterVocabularies() {}

    static Vocabulary cicFlowMeter(final CicFlowMeterColumns columns) {
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
}

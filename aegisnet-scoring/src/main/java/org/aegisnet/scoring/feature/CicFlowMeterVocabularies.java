package org.aegisnet.scoring.feature;

import static org.aegisnet.scoring.feature.Vocabulary.BYTES_IN;
import static org.aegisnet.scoring.feature.Vocabulary.BYTES_OUT;
import static org.aegisnet.scoring.feature.Vocabulary.DESTINATION_ADDRESS;
import static org.aegisnet.scoring.feature.Vocabulary.DESTINATION_PORT;
import static org.aegisnet.scoring.feature.Vocabulary.DURATION;
import static org.aegisnet.scoring.feature.Vocabulary.ICMP_CODE;
import static org.aegisnet.scoring.feature.Vocabulary.ICMP_TYPE;
import static org.aegisnet.scoring.feature.Vocabulary.PACKETS_FORWARD;
import static org.aegisnet.scoring.feature.Vocabulary.PACKETS_REVERSE;
import static org.aegisnet.scoring.feature.Vocabulary.PROTOCOL;
import static org.aegisnet.scoring.feature.Vocabulary.SOURCE_ADDRESS;
import static org.aegisnet.scoring.feature.Vocabulary.SOURCE_PORT;
import static org.aegisnet.scoring.feature.Vocabulary.START;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Vocabularies of CICFlowMeter and its port to Python. Stateless.
 *
 * <p>Sources, seen on 2026-12-01: FlowFeature.java and BasicFlow.java in all commits of github.com/ahlashkari/CICFlowMeter. The published files of
 * CIC-IDS2017, CSE-CIC-IDS2018, CICDDoS2019 and CIC-Darknet2020. The corrected files of Liu and others (CNS 2022). LycoSTand (Rosay and others,
 * ICISSP 2022). The port: flow.py in tags v0.1.0 to v0.4.2 of github.com/hieulw/cicflowmeter.
 */
final class CicFlowMeterVocabularies {
    private static final double MICROSECONDS = 1e-6;
    private static final double PER_SECOND = 1e6;

    private static final String DURATION_COLUMN = "Flow Duration";

    /** The columns that are times. */
    private static final Pattern TIME = Pattern.compile("Flow Duration|.* IAT .*|Active .*|Idle .*");

    /** Names as the port writes them and CICFlowMeter does not: case and punctuation count. */
    private static final List<String> NAMES_OF_PORT = List.of("flow_duration", "tot_fwd_pkts", "tot_bwd_pkts");

    private static final int[] NOWHERE = {};

    private CicFlowMeterVocabularies() {}

    /** CICFlowMeter in Java; times are whole microseconds. */
    static Vocabulary cicFlowMeter(final CicFlowMeterColumns columns) {
        final VocabularyBuilder vocabulary = new VocabularyBuilder("CICFlowMeter", ByteCount.PAYLOAD);
        columns.byName().forEach((name, column) -> vocabulary.field(name, column.quantity(), columns.names(name)));
        return facts(vocabulary, columns)
                .search(new WordSearch(columns))
                .feature(DURATION, Formula.scaled(MICROSECONDS, columns.names(DURATION_COLUMN)))
                .build();
    }

    /**
     * The port of CICFlowMeter to Python. Its versions 0.1.0 to 0.1.3 write the duration in seconds and times between packets in microseconds.
     * From 0.1.5 to 0.2.0 all are microseconds, from 0.3.0 on all are seconds. {@link FlowTimeUnit} tells them apart, record by record. Lengths
     * are those of frames.
     */
    static Vocabulary python(final CicFlowMeterColumns columns) {
        final VocabularyBuilder vocabulary = new VocabularyBuilder("Python CICFlowMeter", ByteCount.FRAME);
        columns.byName().forEach((name, column) -> {
            vocabulary.field(name, column.quantity(), columns.names(name));
            if (TIME.matcher(name).matches()) {
                final Reading reading =
                        DURATION_COLUMN.equals(name) ? Reading.FLOW_DURATION : Reading.TIME_BETWEEN_PACKETS;
                vocabulary.feature(name, Formula.flowTime(reading, PER_SECOND, columns.names(name)));
            }
        });
        return facts(vocabulary, columns)
                .search(inPort(new WordSearch(columns)))
                .feature(DURATION, Formula.flowTime(Reading.FLOW_DURATION, 1, columns.names(DURATION_COLUMN)))
                .build();
    }

    private static VocabularyBuilder facts(final VocabularyBuilder vocabulary, final CicFlowMeterColumns columns) {
        return vocabulary
                .field(BYTES_IN, columns.names("Total Length of Fwd Packets"))
                .field(BYTES_OUT, columns.names("Total Length of Bwd Packets"))
                .field(PACKETS_FORWARD, columns.names("Total Fwd Packets"))
                .field(PACKETS_REVERSE, columns.names("Total Backward Packets"))
                .field(SOURCE_ADDRESS, columns.names("Source IP"))
                .field(DESTINATION_ADDRESS, columns.names("Destination IP"))
                .field(SOURCE_PORT, columns.names("Source Port"))
                .field(DESTINATION_PORT, columns.names("Destination Port"))
                .field(PROTOCOL, columns.names("Protocol"))
                .feature(ICMP_TYPE, Formula.fieldUnlessNegative("ICMP Type"))
                .feature(ICMP_CODE, Formula.fieldUnlessNegative("ICMP Code"))
                .field(START, "Timestamp");
    }

    private static FieldSearch inPort(final FieldSearch search) {
        return (fields, term) -> NAMES_OF_PORT.stream().allMatch(fields::spells) ? search.find(fields, term) : NOWHERE;
    }
}

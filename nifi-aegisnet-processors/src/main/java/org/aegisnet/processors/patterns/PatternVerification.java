package org.aegisnet.processors.patterns;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.aegisnet.patterns.PatternDetector;
import org.aegisnet.patterns.PatternSettings;
import org.aegisnet.processors.record.UnscoredReason;
import org.aegisnet.processors.record.VerificationStep;
import org.aegisnet.scoring.feature.Vocabulary;
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.components.ConfigVerificationResult.Outcome;
import org.apache.nifi.logging.ComponentLog;
import org.apache.nifi.processor.Relationship;
import org.apache.nifi.schema.access.SchemaNotFoundException;
import org.apache.nifi.serialization.MalformedRecordException;
import org.apache.nifi.serialization.RecordReader;
import org.apache.nifi.serialization.RecordReaderFactory;
import org.apache.nifi.serialization.record.Record;
import org.apache.nifi.serialization.record.RecordSchema;

/**
 * Action of NiFi's Verify button: a detector without earlier state judges sample records. The user gives them as the attribute
 * {@value VerificationStep#SAMPLE_ATTRIBUTE}. Used once.
 */
final class PatternVerification {
    private static final VerificationStep JUDGING = new VerificationStep("Judge sample records");

    private final PatternSettings settings;
    private final List<Vocabulary> vocabularies;
    private final int batchSize;
    private final RecordReaderFactory readerFactory;
    private final ComponentLog logger;

    PatternVerification(
            final PatternSettings settings,
            final List<Vocabulary> vocabularies,
            final int batchSize,
            final RecordReaderFactory readerFactory,
            final ComponentLog logger) {
        this.settings = settings;
        this.vocabularies = vocabularies;
        this.batchSize = batchSize;
        this.readerFactory = readerFactory;
        this.logger = logger;
    }

    /**
     * Takes the one step there is.
     *
     * @param attributes of a FlowFile that the user imagines
     */
    List<ConfigVerificationResult> verify(final Map<String, String> attributes) {
        if (!attributes.containsKey(VerificationStep.SAMPLE_ATTRIBUTE)) {
            return List.of(JUDGING.result(
                    Outcome.SKIPPED,
                    "To try records of your own, give some as the attribute " + VerificationStep.SAMPLE_ATTRIBUTE));
        }
        return List.of(JUDGING.trySample(attributes, readerFactory, logger, this::judge));
    }

    private ConfigVerificationResult judge(final RecordReader sample)
            throws IOException, MalformedRecordException, SchemaNotFoundException {
        final FirstReason output = new FirstReason();
        final PatternRecordProcessor run = new PatternRecordProcessor(
                new PatternDetector(settings, System::currentTimeMillis),
                Duration.ofMillis(settings.times().lateness()),
                vocabularies,
                new PlainPatternFields(""),
                batchSize,
                new PatternRecordProcessor.Routes(
                        DetectFlowPatterns.SUSPICIOUS, DetectFlowPatterns.NORMAL, DetectFlowPatterns.UNSCORED),
                output);
        final PatternCounts tally = run.run(sample);
        final String found = tally.byPattern().entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey().label())
                .collect(Collectors.joining(", "));
        final String counts = "%d records judged: %s; %d not judged"
                .formatted(tally.judged(), found.isEmpty() ? "no pattern" : found, tally.unscored());
        return output.reason
                .map(reason -> JUDGING.result(Outcome.FAILED, counts + "; the first of these: " + reason))
                .orElseGet(() -> JUDGING.result(Outcome.SUCCESSFUL, counts));
    }

    /** Output that keeps the reason for which the first record could not be judged. */
    private static final class FirstReason implements PatternRecordProcessor.Output {
        private Optional<String> reason = Optional.empty();

        @Override
        public void write(final Relationship relationship, final Record values) {
            if (reason.isEmpty() && relationship.equals(DetectFlowPatterns.UNSCORED)) {
                reason = Optional.of(values.getAsString(UnscoredReason.FIELD.getFieldName()));
            }
        }

        @Override
        public void writeNothing(final Relationship relationship, final RecordSchema schema) {
            reason = Optional.of("the sample holds no record");
        }
    }
}

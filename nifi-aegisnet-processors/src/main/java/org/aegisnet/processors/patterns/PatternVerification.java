package org.aegisnet.processors.patterns;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.aegisnet.patterns.PatternDetector;
import org.aegisnet.patterns.PatternSettings;
import org.aegisnet.processors.Causes;
import org.aegisnet.processors.UnscoredReason;
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
 * What NiFi's Verify button does: sample records, which the user gives as the attribute {@value #SAMPLE_ATTRIBUTE}, are judged by a detector that
 * remembers nothing. Used once.
 */
final class PatternVerification {
    static final String SAMPLE_ATTRIBUTE = "sample.records";

    private static final String JUDGING = "Judge sample records";

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
        if (!attributes.containsKey(SAMPLE_ATTRIBUTE)) {
            return List.of(result(
                    Outcome.SKIPPED, "To try records of your own, give some as the attribute " + SAMPLE_ATTRIBUTE));
        }
        final byte[] sample = attributes.get(SAMPLE_ATTRIBUTE).getBytes(StandardCharsets.UTF_8);
        final FirstReason output = new FirstReason();
        final PatternRun run = new PatternRun(
                new PatternDetector(settings, System::currentTimeMillis),
                Duration.ofMillis(settings.times().lateness()),
                vocabularies,
                new PlainPatternFields(""),
                batchSize,
                new PatternRun.Routes(
                        DetectFlowPatterns.SUSPICIOUS, DetectFlowPatterns.NORMAL, DetectFlowPatterns.UNSCORED),
                output);
        final PatternTally tally;
        try (RecordReader reader =
                readerFactory.createRecordReader(attributes, new ByteArrayInputStream(sample), sample.length, logger)) {
            tally = run.run(reader);
        } catch (final IOException | MalformedRecordException | SchemaNotFoundException | RuntimeException e) {
            return List.of(result(Outcome.FAILED, "The Record Reader cannot read the sample: " + Causes.inWords(e)));
        }
        final String found = tally.byPattern().entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey().label())
                .collect(Collectors.joining(", "));
        final String counts = "%d records judged: %s; %d not judged"
                .formatted(tally.judged(), found.isEmpty() ? "no pattern" : found, tally.unscored());
        return List.of(output.reason
                .map(reason -> result(Outcome.FAILED, counts + "; the first of these: " + reason))
                .orElseGet(() -> result(Outcome.SUCCESSFUL, counts)));
    }

    private static ConfigVerificationResult result(final Outcome outcome, final String explanation) {
        return new ConfigVerificationResult.Builder()
                .verificationStepName(JUDGING)
                .outcome(outcome)
                .explanation(explanation)
                .build();
    }

    /** Keeps why the first record could not be judged. */
    private static final class FirstReason implements PatternRun.Output {
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

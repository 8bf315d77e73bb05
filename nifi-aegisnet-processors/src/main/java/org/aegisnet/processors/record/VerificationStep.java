package org.aegisnet.processors.record;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.components.ConfigVerificationResult.Outcome;
import org.apache.nifi.logging.ComponentLog;
import org.apache.nifi.schema.access.SchemaNotFoundException;
import org.apache.nifi.serialization.MalformedRecordException;
import org.apache.nifi.serialization.RecordReader;
import org.apache.nifi.serialization.RecordReaderFactory;

/**
 * One step of what NiFi's Verify button does. Immutable.
 *
 * @param name the name that the user sees
 */
public record VerificationStep(String name) {
    /** The attribute in which a user gives sample records, in the format of the Record Reader. */
    public static final String SAMPLE_ATTRIBUTE = "sample.records";

    /** A trial of sample records. */
    @FunctionalInterface
    public interface Trial {
        /** Reads the records and gives the result. */
        ConfigVerificationResult of(RecordReader sample)
                throws IOException, MalformedRecordException, SchemaNotFoundException;
    }

    /** The result of the step. */
    public ConfigVerificationResult result(final Outcome outcome, final String explanation) {
        return new ConfigVerificationResult.Builder()
                .verificationStepName(name)
                .outcome(outcome)
                .explanation(explanation)
                .build();
    }

    /**
     * Tries sample records.
     *
     * @param attributes of a FlowFile that the user imagines, {@value #SAMPLE_ATTRIBUTE} among them
     * @return the result of the trial; a failure if the reader cannot read the records
     */
    public ConfigVerificationResult trySample(
            final Map<String, String> attributes,
            final RecordReaderFactory readerFactory,
            final ComponentLog logger,
            final Trial trial) {
        final byte[] sample = attributes.get(SAMPLE_ATTRIBUTE).getBytes(StandardCharsets.UTF_8);
        try (RecordReader reader = new CheckedRecordReader(readerFactory.createRecordReader(
                attributes, new ByteArrayInputStream(sample), sample.length, logger))) {
            return trial.of(reader);
        } catch (final IOException | MalformedRecordException | SchemaNotFoundException | RuntimeException e) {
            // NiFi's own readers throw unchecked exceptions at content that they cannot read.
            return result(Outcome.FAILED, "The Record Reader cannot read the sample: " + ErrorMessages.inWords(e));
        }
    }
}

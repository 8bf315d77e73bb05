package org.aegisnet.processors.netflow;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aegisnet.netflow.pairing.PairingTable;
import org.aegisnet.processors.Causes;
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.components.ConfigVerificationResult.Outcome;
import org.apache.nifi.logging.ComponentLog;
import org.apache.nifi.schema.access.SchemaNotFoundException;
import org.apache.nifi.serialization.MalformedRecordException;
import org.apache.nifi.serialization.RecordReader;
import org.apache.nifi.serialization.RecordReaderFactory;
import org.apache.nifi.serialization.record.Record;

/** What NiFi's Verify button does: sample records, which the user gives as the attribute {@value #SAMPLE_ATTRIBUTE}, are paired. Used once. */
final class PairingVerification {
    static final String SAMPLE_ATTRIBUTE = "sample.records";

    private static final String PAIRING = "Pair sample records";

    private final PairingSettings settings;
    private final RecordReaderFactory readerFactory;
    private final ComponentLog logger;

    PairingVerification(
            final PairingSettings settings, final RecordReaderFactory readerFactory, final ComponentLog logger) {
        this.settings = settings;
        this.readerFactory = readerFactory;
        this.logger = logger;
    }

    /**
     * Takes the one step there is.
     *
     * @param attributes of a FlowFile that the user imagines
     * @param now milliseconds since 1970
     */
    List<ConfigVerificationResult> verify(final Map<String, String> attributes, final long now) {
        if (!attributes.containsKey(SAMPLE_ATTRIBUTE)) {
            return List.of(result(
                    Outcome.SKIPPED,
                    "To try records of your own, give some, both halves of a conversation among them, as the attribute "
                            + SAMPLE_ATTRIBUTE));
        }
        final byte[] sample = attributes.get(SAMPLE_ATTRIBUTE).getBytes(StandardCharsets.UTF_8);
        final PairingTally tally = new PairingTally();
        final StringBuilder firstReason = new StringBuilder();
        final PairingOutput output = new PairingOutput(
                (relationship, values) -> {
                    if (relationship.equals(PairFlows.UNPAIRABLE) && firstReason.isEmpty()) {
                        firstReason.append(values.getAsString(FlowFields.UNPAIRABLE_REASON));
                    }
                },
                Optional.empty(),
                tally);
        final PairingTable<WaitingFlow> table = settings.emptyTable();
        final PairingRun run = new PairingRun(table, new SchemaBook(settings.separatingFields()), output, tally);
        try (RecordReader reader =
                readerFactory.createRecordReader(attributes, new ByteArrayInputStream(sample), sample.length, logger)) {
            for (Record next = reader.nextRecord(); next != null; next = reader.nextRecord()) {
                run.take(next, now);
            }
        } catch (final IOException | MalformedRecordException | SchemaNotFoundException | RuntimeException e) {
            return List.of(result(Outcome.FAILED, "The Record Reader cannot read the sample: " + Causes.inWords(e)));
        }
        final String counts = "%s; %d wait for their other half".formatted(tally.inWords(), table.waiting());
        return List.of(
                firstReason.isEmpty()
                        ? result(Outcome.SUCCESSFUL, counts)
                        : result(Outcome.FAILED, counts + "; the first that cannot be paired: " + firstReason));
    }

    private static ConfigVerificationResult result(final Outcome outcome, final String explanation) {
        return new ConfigVerificationResult.Builder()
                .verificationStepName(PAIRING)
                .outcome(outcome)
                .explanation(explanation)
                .build();
    }
}

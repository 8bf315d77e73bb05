package org.aegisnet.processors.pairing;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aegisnet.pairing.PairingTable;
import org.aegisnet.processors.netflow.FlowFields;
import org.aegisnet.processors.record.VerificationStep;
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.components.ConfigVerificationResult.Outcome;
import org.apache.nifi.logging.ComponentLog;
import org.apache.nifi.serialization.MalformedRecordException;
import org.apache.nifi.serialization.RecordReader;
import org.apache.nifi.serialization.RecordReaderFactory;
import org.apache.nifi.serialization.record.Record;

/**
 * Action of NiFi's Verify button: it pairs sample records, which the user gives as the attribute {@value VerificationStep#SAMPLE_ATTRIBUTE}. Used
 * once.
 */
final class PairingVerification {
    private static final VerificationStep PAIRING = new VerificationStep("Pair sample records");

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
        if (!attributes.containsKey(VerificationStep.SAMPLE_ATTRIBUTE)) {
            return List.of(PAIRING.result(
                    Outcome.SKIPPED,
                    "To try records of your own, give some, both halves of a conversation among them, as the attribute "
                            + VerificationStep.SAMPLE_ATTRIBUTE));
        }
        return List.of(PAIRING.trySample(attributes, readerFactory, logger, sample -> pair(sample, now)));
    }

    private ConfigVerificationResult pair(final RecordReader sample, final long now)
            throws IOException, MalformedRecordException {
        final PairingCounts tally = new PairingCounts();
        final StringBuilder firstReason = new StringBuilder();
        final PairingOutput output = new PairingOutput(
                (relationship, values) -> {
                    if (relationship.equals(PairFlows.UNPAIRABLE) && firstReason.isEmpty()) {
                        firstReason.append(values.getAsString(FlowFields.UNPAIRABLE_REASON));
                    }
                },
                Optional.empty(),
                tally);
        final PairingTable<PendingFlow> table = settings.emptyTable();
        final PairingBatch run =
                new PairingBatch(table, new PairingPlanCache(settings.separatingFields()), output, tally);
        for (Record next = sample.nextRecord(); next != null; next = sample.nextRecord()) {
            run.take(next, now);
        }
        final String counts = "%s; %d wait for their other half".formatted(tally.inWords(), table.waiting());
        return firstReason.isEmpty()
                ? PAIRING.result(Outcome.SUCCESSFUL, counts)
                : PAIRING.result(Outcome.FAILED, counts + "; the first that cannot be paired: " + firstReason);
    }
}

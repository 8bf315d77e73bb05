package org.aegisnet.processors.alert;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import org.aegisnet.net.IpAddress;
import org.aegisnet.processors.record.FlowFactsReader;
import org.aegisnet.processors.verdict.ScoredFlowReader;
import org.aegisnet.scoring.feature.FlowFacts;
import org.apache.nifi.serialization.record.Record;

/** Factory of alerts from flows that any of our processors scored, in fields of either naming. Used for one FlowFile, by one thread. */
final class AlertFactory {
    private static final double MILLIS = 1000;
    private static final double LATEST_SECONDS = 1e14;

    private final ScoredFlowReader reader;
    private final SeverityLevels probabilityLevels;
    private final SeverityLevels percentileLevels;
    private final Clock clock;
    private final FlowFactsReader factsReader = new FlowFactsReader();

    /**
     * @param prefix of the fields that the scoring processors added; may be empty
     * @param probabilityLevels for a forest's probability and a pattern's confidence, 0 to 1
     * @param percentileLevels for an anomaly's place among benign flows, 0 to 100
     * @param clock tells when an alert is made
     */
    AlertFactory(
            final String prefix,
            final SeverityLevels probabilityLevels,
            final SeverityLevels percentileLevels,
            final Clock clock) {
        this.reader = new ScoredFlowReader(prefix);
        this.probabilityLevels = probabilityLevels;
        this.percentileLevels = percentileLevels;
        this.clock = clock;
    }

    /** The alert; empty if no processor found anything in the flow. */
    Optional<FlowAlert> read(final Record scored) throws UnreadableAlertException {
        final Finding finding = Finding.of(reader.read(scored));
        final Optional<String> label = finding.label();
        return label.isPresent() ? Optional.of(alert(label.get(), finding, scored)) : Optional.empty();
    }

    private FlowAlert alert(final String label, final Finding finding, final Record scored)
            throws UnreadableAlertException {
        final FlowFacts facts = factsReader.read(scored);
        final Map<String, Object> values = new LinkedHashMap<>(finding.values());
        values.put(AlertFields.ID, UUID.randomUUID().toString());
        values.put(AlertFields.KIND, FlowAlert.SINGLE);
        values.put(AlertFields.TIME, time(facts).toString());
        values.put(AlertFields.SEVERITY, severity(finding).word());
        values.put(AlertFields.RISK, finding.risk());
        values.put(AlertFields.LABEL, label);
        put(values, AlertFields.SOURCE, address(facts.sourceAddress()));
        put(values, AlertFields.DESTINATION, address(facts.destinationAddress()));
        put(values, AlertFields.SOURCE_PORT, facts.sourcePort());
        put(values, AlertFields.DESTINATION_PORT, facts.destinationPort());
        put(values, AlertFields.PROTOCOL, facts.protocol());
        put(values, AlertFields.BYTES_IN, facts.bytesIn());
        put(values, AlertFields.BYTES_OUT, facts.bytesOut());
        put(values, AlertFields.PACKETS, facts.packets());
        if (facts.duration().isPresent()) {
            values.put(AlertFields.DURATION, facts.duration().getAsDouble());
        }
        final Object synthetic = scored.getValue(AlertFields.SYNTHETIC);
        if (synthetic != null && Boolean.parseBoolean(synthetic.toString())) {
            values.put(AlertFields.SYNTHETIC, true);
        }
        return FlowAlert.of(values);
    }

    private Severity severity(final Finding finding) {
        Severity severity = Severity.LOW;
        for (final String field : List.of(AlertFields.PROBABILITY, AlertFields.CONFIDENCE)) {
            final OptionalDouble value = finding.number(field);
            if (value.isPresent()) {
                severity = severity.orHigher(probabilityLevels.of(value.getAsDouble()));
            }
        }
        final OptionalDouble percentile = finding.number(AlertFields.PERCENTILE);
        return percentile.isPresent() ? severity.orHigher(percentileLevels.of(percentile.getAsDouble())) : severity;
    }

    private Instant time(final FlowFacts facts) {
        final double end = facts.start().orElse(Double.NaN) + facts.duration().orElse(0);
        return end < LATEST_SECONDS
                ? Instant.ofEpochMilli(Math.round(MILLIS * end))
                : clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** One spelling for one address, as far as it is one. */
    private Optional<String> address(final Optional<String> text) {
        return text.map(written -> IpAddress.parse(written).map(IpAddress::text).orElse(written));
    }

    private static void put(final Map<String, Object> values, final String field, final Optional<String> value) {
        value.ifPresent(known -> values.put(field, known));
    }

    private static void put(final Map<String, Object> values, final String field, final OptionalInt value) {
        value.ifPresent(known -> values.put(field, known));
    }

    private static void put(final Map<String, Object> values, final String field, final OptionalLong value) {
        value.ifPresent(known -> values.put(field, known));
    }
}

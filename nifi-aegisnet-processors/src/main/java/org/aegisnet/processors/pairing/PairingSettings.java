package org.aegisnet.processors.pairing;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.aegisnet.net.IpNetworks;
import org.aegisnet.pairing.FlowContext;
import org.aegisnet.pairing.PairingRules;
import org.aegisnet.pairing.PairingTable;
import org.aegisnet.processors.netflow.ExporterSettings;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.context.PropertyContext;

/** The properties of PairFlows, read once. Immutable. */
final class PairingSettings {
    private final PairingRules rules;
    private final SeparatingFields separatingFields;
    private final boolean deduplicate;
    private final Optional<IpNetworks> doubleReporting;
    private final long batchIntervalMillis;

    PairingSettings(final PropertyContext context) {
        this.rules = new PairingRules(
                millis(context, PairingProperties.PAIRING_TIMEOUT),
                millis(context, PairingProperties.OVERLAP_TOLERANCE),
                context.getProperty(PairingProperties.MAXIMUM_WAITING_FLOWS).asInteger());
        this.separatingFields = new SeparatingFields(
                PairingProperties.names(
                        context.getProperty(PairingProperties.SEPARATING_FIELDS).getValue()),
                ExporterSettings.of(context));
        this.deduplicate = context.getProperty(PairingProperties.DOUBLE_REPORTS).asAllowableValue(DoubleReports.class)
                == DoubleReports.DEDUPLICATE;
        this.doubleReporting = deduplicate
                ? Optional.ofNullable(context.getProperty(PairingProperties.DOUBLE_REPORTING_EXPORTERS)
                                .getValue())
                        .map(IpNetworks::parseSome)
                : Optional.empty();
        this.batchIntervalMillis = millis(context, PairingProperties.BATCH_INTERVAL);
    }

    private static long millis(final PropertyContext context, final PropertyDescriptor property) {
        return context.getProperty(property).asTimePeriod(TimeUnit.MILLISECONDS);
    }

    PairingTable<PendingFlow> emptyTable() {
        return new PairingTable<>(rules, this::isDeduplicated);
    }

    private boolean isDeduplicated(final FlowContext context) {
        return deduplicate
                && doubleReporting
                        .map(ranges -> !context.values().isEmpty()
                                && ranges.contain(context.values().getFirst()))
                        .orElse(true);
    }

    SeparatingFields separatingFields() {
        return separatingFields;
    }

    long batchIntervalMillis() {
        return batchIntervalMillis;
    }

    int capacity() {
        return rules.capacity();
    }
}

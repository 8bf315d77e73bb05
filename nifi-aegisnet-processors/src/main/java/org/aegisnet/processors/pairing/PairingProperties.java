package org.aegisnet.processors.pairing;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.aegisnet.net.IpNetworks;
import org.aegisnet.processors.netflow.ExporterSettings;
import org.aegisnet.processors.record.PropertyValidators;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.components.Validator;
import org.apache.nifi.processor.util.StandardValidators;
import org.apache.nifi.serialization.RecordReaderFactory;
import org.apache.nifi.serialization.RecordSetWriterFactory;

/** The properties of PairFlows, in the order a user sees them. */
final class PairingProperties {
    static final PropertyDescriptor RECORD_READER = new PropertyDescriptor.Builder()
            .name("Record Reader")
            .description("Reads the flow records")
            .identifiesControllerService(RecordReaderFactory.class)
            .required(true)
            .build();

    static final PropertyDescriptor RECORD_WRITER = new PropertyDescriptor.Builder()
            .name("Record Writer")
            .description(
                    "Writes the flow records. A writer that inherits the record's schema writes all fields; with a schema of its own, a writer"
                            + " writes the fields that schema names")
            .identifiesControllerService(RecordSetWriterFactory.class)
            .required(true)
            .build();

    static final PropertyDescriptor PAIRING_TIMEOUT = new PropertyDescriptor.Builder()
            .name("Pairing Timeout")
            .description(
                    "Time for which a half waits for its other half before it leaves one-sided. Choose it longer than the exporters' "
                            + "inactive timeout, because they may report the two halves that far apart")
            .required(true)
            .defaultValue("30 sec")
            .addValidator(atLeastAMillisecond())
            .build();

    static final PropertyDescriptor OVERLAP_TOLERANCE = new PropertyDescriptor.Builder()
            .name("Overlap Tolerance")
            .description(
                    "Maximum time between two halves that do not overlap. An answer comes a round trip after its question, and "
                            + "exporters that count in seconds are off by up to one")
            .required(true)
            .defaultValue("2 sec")
            .addValidator(StandardValidators.TIME_PERIOD_VALIDATOR)
            .build();

    static final PropertyDescriptor SEPARATING_FIELDS = new PropertyDescriptor.Builder()
            .name("Separating Fields")
            .description(
                    "Fields that must have the same value on both halves, besides addresses, ports and protocol; names with commas between"
                            + " them. A field that both halves lack is the same. Add vlan_id only if networks share addresses and both directions of a"
                            + " conversation have one VLAN: a router reports the VLAN that packets came in by, which differs by direction")
            .required(true)
            .defaultValue("exporter, vrf_id")
            .addValidator(StandardValidators.NON_BLANK_VALIDATOR)
            .build();

    static final PropertyDescriptor MAXIMUM_WAITING_FLOWS = new PropertyDescriptor.Builder()
            .name("Maximum Waiting Flows")
            .description(
                    "Maximum number of halves that wait. If more come, the oldest leave one-sided before their time, with a bulletin")
            .required(true)
            .defaultValue("100000")
            .addValidator(StandardValidators.createLongValidator(1, 50_000_000, true))
            .build();

    static final PropertyDescriptor DOUBLE_REPORTS = new PropertyDescriptor.Builder()
            .name("Double Reports")
            .description("Treatment of flows that an exporter reports twice, on their way in and on their way out")
            .required(true)
            .allowableValues(DoubleReports.class)
            .defaultValue(DoubleReports.KEEP)
            .build();

    static final PropertyDescriptor DOUBLE_REPORTING_EXPORTERS = new PropertyDescriptor.Builder()
            .name("Double Reporting Exporters")
            .description(
                    "The exporters that report flows twice, as the field exporter names them: addresses and ranges such as "
                            + "192.0.2.0/24, with commas between them. If this is empty, all exporters do")
            .required(false)
            .dependsOn(DOUBLE_REPORTS, DoubleReports.DEDUPLICATE)
            .addValidator(PropertyValidators.parsedBy(IpNetworks::parseSome))
            .build();

    static final PropertyDescriptor BATCH_INTERVAL = new PropertyDescriptor.Builder()
            .name("Batch Interval")
            .description(
                    "Time for which FlowFiles gather in the queue before they are paired together. The waiting flows are written "
                            + "once for each batch, so that more flows may wait if batches are longer. NiFi looks again after the processor's "
                            + "Yield Duration")
            .required(true)
            .defaultValue("1 sec")
            .addValidator(StandardValidators.TIME_PERIOD_VALIDATOR)
            .build();

    static final List<PropertyDescriptor> ALL = List.of(
            RECORD_READER,
            RECORD_WRITER,
            PAIRING_TIMEOUT,
            OVERLAP_TOLERANCE,
            SEPARATING_FIELDS,
            MAXIMUM_WAITING_FLOWS,
            DOUBLE_REPORTS,
            DOUBLE_REPORTING_EXPORTERS,
            BATCH_INTERVAL,
            ExporterSettings.PROPERTY);

    private PairingProperties() {}

    /** The names in the value of {@link #SEPARATING_FIELDS}. */
    static List<String> names(final String value) {
        return Arrays.stream(value.split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
    }

    private static Validator atLeastAMillisecond() {
        return StandardValidators.createTimePeriodValidator(1, TimeUnit.MILLISECONDS, 365, TimeUnit.DAYS);
    }
}

package org.aegisnet.netflow.decode;

import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import org.aegisnet.netflow.column.FlowColumn;
import org.aegisnet.netflow.plan.OutCounters;

/**
 * Output options and memory limits of a decoder. Immutable; the {@code with} methods return a changed copy.
 *
 * @param columns the columns to decode; fewer are faster
 * @param extras true if each flow also keeps the fields that no column holds
 * @param records true if each flow is also handed out as a {@code DataRecord} with all its fields; slow, for checks
 * @param outCounters the meaning of OUT_BYTES and OUT_PKTS (23, 24)
 * @param exporters maximum number of exporters known at once; the least recently heard is removed with all its state
 * @param templatesPerExporter maximum number of templates known per exporter; the least recently used is removed
 * @param fieldsPerTemplate maximum number of fields; a template with more is rejected
 * @param optionsPerDomain maximum number of names, samplers and interfaces known per observation domain, of each kind
 * @param domainsPerExporter maximum number of observation domains known per exporter
 * @param templateLifetime time for which a template is valid after it was last sent
 * @param heldSets maximum number of data sets that wait for their template, of all exporters together
 * @param heldBytes maximum number of bytes that wait
 * @param heldFor maximum time that a data set waits
 * @param withdrawals true if exporters may withdraw templates (IPFIX): only over a transport that authenticates the sender, or in a file
 * @param sessions true if each port of an exporter is a connection (RFC 7011, section 10.4): templates belong to it alone and live as long as it
 * @param rules settings of single exporters
 */
public record DecoderSettings(
        Set<FlowColumn> columns,
        boolean extras,
        boolean records,
        OutCounters outCounters,
        int exporters,
        int templatesPerExporter,
        int fieldsPerTemplate,
        int optionsPerDomain,
        int domainsPerExporter,
        Duration templateLifetime,
        int heldSets,
        long heldBytes,
        Duration heldFor,
        boolean withdrawals,
        boolean sessions,
        ExporterRules rules) {

    public DecoderSettings {
        Objects.requireNonNull(outCounters, "outCounters");
        Objects.requireNonNull(rules, "rules");
        columns = Set.copyOf(columns);
        atLeast(1, exporters, "exporters");
        atLeast(1, templatesPerExporter, "templates per exporter");
        atLeast(1, fieldsPerTemplate, "fields per template");
        atLeast(1, optionsPerDomain, "options per observation domain");
        atLeast(1, domainsPerExporter, "observation domains per exporter");
        atLeast(1, templateLifetime.toMillis(), "milliseconds of a template's lifetime");
        atLeast(0, heldSets, "data sets that wait for a template");
        atLeast(0, heldBytes, "bytes that wait for a template");
        atLeast(0, heldFor.toMillis(), "milliseconds that data waits for a template");
    }

    /** Settings for datagrams over UDP; withdrawals are not heeded. */
    public DecoderSettings(
            Set<FlowColumn> columns,
            boolean extras,
            boolean records,
            OutCounters outCounters,
            int exporters,
            int templatesPerExporter,
            int fieldsPerTemplate,
            int optionsPerDomain,
            int domainsPerExporter,
            Duration templateLifetime,
            int heldSets,
            long heldBytes,
            Duration heldFor) {
        this(
                columns,
                extras,
                records,
                outCounters,
                exporters,
                templatesPerExporter,
                fieldsPerTemplate,
                optionsPerDomain,
                domainsPerExporter,
                templateLifetime,
                heldSets,
                heldBytes,
                heldFor,
                false,
                false,
                ExporterRules.NONE);
    }

    /** All columns, no extras; 1,000 exporters with 1,000 templates of 512 fields, good for 30 minutes; 1,000 sets or 4 MiB wait for a minute. */
    public static DecoderSettings defaults() {
        return new DecoderSettings(
                FlowColumn.all(),
                false,
                false,
                OutCounters.AUTOMATIC,
                1_000,
                1_000,
                512,
                4_096,
                64,
                Duration.ofMinutes(30),
                1_000,
                4L << 20,
                Duration.ofMinutes(1));
    }

    public DecoderSettings withColumns(Set<FlowColumn> wanted) {
        return new DecoderSettings(
                wanted,
                extras,
                records,
                outCounters,
                exporters,
                templatesPerExporter,
                fieldsPerTemplate,
                optionsPerDomain,
                domainsPerExporter,
                templateLifetime,
                heldSets,
                heldBytes,
                heldFor,
                withdrawals,
                sessions,
                rules);
    }

    public DecoderSettings withExtras(boolean wanted) {
        return new DecoderSettings(
                columns,
                wanted,
                records,
                outCounters,
                exporters,
                templatesPerExporter,
                fieldsPerTemplate,
                optionsPerDomain,
                domainsPerExporter,
                templateLifetime,
                heldSets,
                heldBytes,
                heldFor,
                withdrawals,
                sessions,
                rules);
    }

    public DecoderSettings withRecords(boolean wanted) {
        return new DecoderSettings(
                columns,
                extras,
                wanted,
                outCounters,
                exporters,
                templatesPerExporter,
                fieldsPerTemplate,
                optionsPerDomain,
                domainsPerExporter,
                templateLifetime,
                heldSets,
                heldBytes,
                heldFor,
                withdrawals,
                sessions,
                rules);
    }

    public DecoderSettings withOutCounters(OutCounters meaning) {
        return new DecoderSettings(
                columns,
                extras,
                records,
                meaning,
                exporters,
                templatesPerExporter,
                fieldsPerTemplate,
                optionsPerDomain,
                domainsPerExporter,
                templateLifetime,
                heldSets,
                heldBytes,
                heldFor,
                withdrawals,
                sessions,
                rules);
    }

    /** With other bounds on what is known of exporters. */
    public DecoderSettings withTemplates(int ofExporters, int perExporter, Duration lifetime) {
        return new DecoderSettings(
                columns,
                extras,
                records,
                outCounters,
                ofExporters,
                perExporter,
                fieldsPerTemplate,
                optionsPerDomain,
                domainsPerExporter,
                lifetime,
                heldSets,
                heldBytes,
                heldFor,
                withdrawals,
                sessions,
                rules);
    }

    /** With other bounds on what waits for a template. */
    public DecoderSettings withHeld(int sets, long bytes, Duration age) {
        return new DecoderSettings(
                columns,
                extras,
                records,
                outCounters,
                exporters,
                templatesPerExporter,
                fieldsPerTemplate,
                optionsPerDomain,
                domainsPerExporter,
                templateLifetime,
                sets,
                bytes,
                age,
                withdrawals,
                sessions,
                rules);
    }

    /** With or without heed to withdrawals of templates. */
    public DecoderSettings withWithdrawals(boolean heeded) {
        return new DecoderSettings(
                columns,
                extras,
                records,
                outCounters,
                exporters,
                templatesPerExporter,
                fieldsPerTemplate,
                optionsPerDomain,
                domainsPerExporter,
                templateLifetime,
                heldSets,
                heldBytes,
                heldFor,
                heeded,
                sessions,
                rules);
    }

    /**
     * For datagrams that are messages of connections: a template belongs to its connection, lives as long as it and may be withdrawn (RFC 7011,
     * section 8.4).
     */
    public DecoderSettings withSessions() {
        return new DecoderSettings(
                columns,
                extras,
                records,
                outCounters,
                exporters,
                templatesPerExporter,
                fieldsPerTemplate,
                optionsPerDomain,
                domainsPerExporter,
                templateLifetime,
                heldSets,
                heldBytes,
                heldFor,
                true,
                true,
                rules);
    }

    /** With settings of single exporters. */
    public DecoderSettings withRules(ExporterRules wanted) {
        return new DecoderSettings(
                columns,
                extras,
                records,
                outCounters,
                exporters,
                templatesPerExporter,
                fieldsPerTemplate,
                optionsPerDomain,
                domainsPerExporter,
                templateLifetime,
                heldSets,
                heldBytes,
                heldFor,
                withdrawals,
                sessions,
                wanted);
    }

    private static void atLeast(long least, long value, String what) {
        if (value < least) {
            throw new IllegalArgumentException(
                    "The number of " + what + " must be at least " + least + "; got " + value + ".");
        }
    }
}

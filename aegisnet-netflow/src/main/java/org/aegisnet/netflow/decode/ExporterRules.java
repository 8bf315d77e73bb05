package org.aegisnet.netflow.decode;

import java.util.Optional;
import java.util.OptionalLong;
import org.aegisnet.netflow.datagram.Exporter;
import org.aegisnet.netflow.plan.OutCounters;

/** Settings that a user gives single exporters, because one value does not fit all. Implementations are immutable. */
public interface ExporterRules {
    /** No exporter has settings of its own. */
    ExporterRules NONE = new ExporterRules() {
        @Override
        public OptionalLong samplingRate(final Exporter exporter) {
            return OptionalLong.empty();
        }

        @Override
        public Optional<OutCounters> outCounters(final Exporter exporter) {
            return Optional.empty();
        }
    };

    /** One packet in so many, whatever the exporter says; empty to believe the exporter. */
    OptionalLong samplingRate(Exporter exporter);

    /** The meaning of the exporter's OUT_BYTES and OUT_PKTS (23, 24); empty for the meaning that holds for all. */
    Optional<OutCounters> outCounters(Exporter exporter);
}

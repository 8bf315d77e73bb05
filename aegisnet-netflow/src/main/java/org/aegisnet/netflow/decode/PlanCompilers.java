package org.aegisnet.netflow.decode;

import java.util.EnumMap;
import java.util.Map;
import org.aegisnet.netflow.datagram.Exporter;
import org.aegisnet.netflow.plan.OutCounters;
import org.aegisnet.netflow.plan.PlanCompiler;

/** Compilers of plans, one for each meaning of the OUT counters. Immutable, safe for all threads. */
final class PlanCompilers {
    private final OutCounters meaningOfAll;
    private final ExporterRules rules;
    private final Map<OutCounters, PlanCompiler> compilers = new EnumMap<>(OutCounters.class);

    PlanCompilers(final DecoderSettings settings) {
        this.meaningOfAll = settings.outCounters();
        this.rules = settings.rules();
        for (final OutCounters meaning : OutCounters.values()) {
            compilers.put(meaning, new PlanCompiler(settings.columns(), settings.extras(), meaning));
        }
    }

    /** The compiler for templates of an exporter. */
    PlanCompiler of(final Exporter exporter) {
        return compilers.get(rules.outCounters(exporter).orElse(meaningOfAll));
    }

    /** The compiler for a layout without OUT counters. */
    PlanCompiler ofAll() {
        return compilers.get(meaningOfAll);
    }
}

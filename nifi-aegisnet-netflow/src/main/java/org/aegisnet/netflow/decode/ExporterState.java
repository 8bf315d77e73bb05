package org.aegisnet.netflow.decode;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.aegisnet.netflow.datagram.Exporter;
import org.aegisnet.netflow.option.DomainOptions;
import org.aegisnet.netflow.plan.DecodePlan;
import org.aegisnet.netflow.plan.PlanCompiler;
import org.aegisnet.netflow.snapshot.DomainSnapshot;
import org.aegisnet.netflow.snapshot.ExporterSnapshot;
import org.aegisnet.netflow.template.TemplateCache;

/** What is known of one exporter: its templates, and its observation domains, of which the least recently heard leaves. */
final class ExporterState {
    /** A field of a template with the step of the plan that decodes it: measured at 50, and an element that nobody knows has a name of its own. */
    private static final int FIELD_BYTES = 100;

    private final DecoderSettings settings;
    private final TemplateCache<DecodePlan> templates;
    private final LinkedHashMap<DomainKey, DomainState> domains = new LinkedHashMap<>(4, 0.75f, true);

    ExporterState(DecoderSettings settings) {
        this.settings = settings;
        this.templates = new TemplateCache<>(
                settings.templatesPerExporter(), settings.templateLifetime().toMillis());
    }

    TemplateCache<DecodePlan> templates() {
        return templates;
    }

    DomainState domain(DomainKey key) {
        DomainState known = domains.get(key);
        if (known != null) {
            return known;
        }
        DomainState domain = new DomainState(key.version(), new DomainOptions(settings.optionsPerDomain()));
        domains.put(key, domain);
        if (domains.size() > settings.domainsPerExporter()) {
            domains.remove(domains.keySet().iterator().next());
        }
        return domain;
    }

    /** What is known of it, in bytes of memory, about. */
    long bytes() {
        long bytes = templates.fields() * FIELD_BYTES;
        for (DomainState domain : domains.values()) {
            bytes += domain.options().bytes();
        }
        return bytes;
    }

    ExporterSnapshot snapshot(Exporter exporter) {
        List<DomainSnapshot> known = new ArrayList<>();
        for (Map.Entry<DomainKey, DomainState> entry : domains.entrySet()) {
            DomainOptions options = entry.getValue().options();
            if (options.bootMillis().isPresent()
                    || !options.samplingRates().isEmpty()
                    || !options.interfaceSamplingRates().isEmpty()) {
                known.add(new DomainSnapshot(
                        entry.getKey().version(),
                        entry.getKey().observationDomain(),
                        options.bootMillis(),
                        options.samplingRates(),
                        options.interfaceSamplingRates()));
            }
        }
        return new ExporterSnapshot(exporter, templates.all(), known);
    }

    void restore(ExporterSnapshot snapshot, PlanCompiler compiler) {
        for (TemplateCache.Known known : snapshot.templates()) {
            DecodePlan plan = compiler.compile(known.key().version(), known.template());
            templates.put(known.key(), known.template(), plan, known.sentMillis());
        }
        for (DomainSnapshot known : snapshot.domains()) {
            DomainOptions options = domain(new DomainKey(known.version(), known.observationDomain()))
                    .options();
            known.bootMillis().ifPresent(options::learnBootMillis);
            known.samplingRates().forEach(options::learnSamplingRate);
            known.interfaceSamplingRates().forEach(options::learnInterfaceSamplingRate);
        }
    }
}

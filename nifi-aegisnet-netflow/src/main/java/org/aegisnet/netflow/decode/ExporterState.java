package org.aegisnet.netflow.decode;

import java.util.LinkedHashMap;
import java.util.Map;
import org.aegisnet.netflow.option.DomainOptions;
import org.aegisnet.netflow.plan.DecodePlan;
import org.aegisnet.netflow.template.TemplateCache;

/** What is known of one exporter: its templates, and its observation domains, of which the least recently heard leaves. */
final class ExporterState {
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
        DomainState domain = new DomainState(new DomainOptions(settings.optionsPerDomain()));
        domains.put(key, domain);
        if (domains.size() > settings.domainsPerExporter()) {
            domains.remove(domains.keySet().iterator().next());
        }
        return domain;
    }

    /** All observation domains known, least recently heard first. */
    Map<DomainKey, DomainState> domains() {
        return domains;
    }
}

package org.aegisnet.netflow.snapshot;

import java.util.List;
import org.aegisnet.netflow.datagram.Exporter;
import org.aegisnet.netflow.template.TemplateCache;

/**
 * What is known of one exporter that should survive a restart. Immutable.
 *
 * @param templates least recently used first
 * @param domains what its options have told
 */
public record ExporterSnapshot(Exporter exporter, List<TemplateCache.Known> templates, List<DomainSnapshot> domains) {
    public ExporterSnapshot {
        templates = List.copyOf(templates);
        domains = List.copyOf(domains);
    }
}

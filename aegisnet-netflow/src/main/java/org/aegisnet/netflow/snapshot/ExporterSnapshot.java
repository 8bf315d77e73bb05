package org.aegisnet.netflow.snapshot;

import java.util.List;
import java.util.Optional;
import org.aegisnet.netflow.datagram.Exporter;
import org.aegisnet.netflow.retention.Standing;
import org.aegisnet.netflow.template.TemplateCache;

/**
 * State of one exporter that should survive a restart. Immutable.
 *
 * @param templates in the order in which a full table would remove them
 * @param domains the options of its observation domains, in the same order
 * @param standing present if data of the exporter has been decoded
 */
public record ExporterSnapshot(
        Exporter exporter,
        List<TemplateCache.Known> templates,
        List<DomainSnapshot> domains,
        Optional<Standing> standing) {
    public ExporterSnapshot {
        templates = List.copyOf(templates);
        domains = List.copyOf(domains);
    }
}

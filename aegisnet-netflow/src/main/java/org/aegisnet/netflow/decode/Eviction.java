package org.aegisnet.netflow.decode;

import java.util.Objects;
import org.aegisnet.netflow.datagram.Exporter;

/**
 * Something that a decoder forgot for lack of room. Immutable.
 *
 * @param what {@link Counter#EXPORTERS_EVICTED}, {@link Counter#DOMAINS_EVICTED} or {@link Counter#TEMPLATES_EVICTED}: the counter that
 *     counts it
 * @param exporter that it belonged to
 * @param known whether flows or options of the exporter have been decoded before
 */
public record Eviction(Counter what, Exporter exporter, boolean known) {
    public Eviction {
        Objects.requireNonNull(what, "what");
        Objects.requireNonNull(exporter, "exporter");
    }
}

package org.aegisnet.netflow.snapshot;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.aegisnet.netflow.option.SamplingScope;
import org.aegisnet.netflow.retention.Standing;

/**
 * Options of an observation domain that later flows need: its boot time and its sampling. Names are left out, because they are many and the
 * exporter sends them again. Immutable.
 *
 * @param version 5, 9 or 10 (IPFIX)
 * @param bootMillis milliseconds since 1970
 * @param samplingRates by scope, and by the number within the scope
 * @param standing present if data of the domain has been decoded
 */
public record DomainSnapshot(
        int version,
        long observationDomain,
        OptionalLong bootMillis,
        Map<SamplingScope, Map<Long, Long>> samplingRates,
        Optional<Standing> standing) {
    public DomainSnapshot {
        samplingRates = Map.copyOf(samplingRates);
    }
}

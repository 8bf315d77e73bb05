package org.aegisnet.netflow.option;

import java.util.List;
import java.util.Optional;

/** The observation domains of one exporter and one version, for options that hold beyond the domain that they came with. */
public interface Neighbours {
    /** A domain that is alone. */
    Neighbours NONE = new Neighbours() {
        @Override
        public Iterable<DomainOptions> all() {
            return List.of();
        }

        @Override
        public Optional<DomainOptions> ofDomain(final long domain) {
            return Optional.empty();
        }
    };

    /** The options of all domains, the asking one included. */
    Iterable<DomainOptions> all();

    /** The options of a domain; empty if the domain is not known and no room is left for it. */
    Optional<DomainOptions> ofDomain(long domain);
}

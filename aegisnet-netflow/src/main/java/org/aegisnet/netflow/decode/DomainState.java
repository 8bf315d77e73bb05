package org.aegisnet.netflow.decode;

import org.aegisnet.netflow.option.DomainOptions;
import org.aegisnet.netflow.sequence.SequenceTracker;

/** State of one observation domain of an exporter, for one version. */
final class DomainState {
    private final DomainOptions options;
    private final SequenceTracker sequence;
    private final RestartWatch restarts = new RestartWatch();

    DomainState(int version, DomainOptions options) {
        this.options = options;
        this.sequence = new SequenceTracker(version);
    }

    DomainOptions options() {
        return options;
    }

    RestartWatch restarts() {
        return restarts;
    }

    SequenceTracker sequence() {
        return sequence;
    }
}

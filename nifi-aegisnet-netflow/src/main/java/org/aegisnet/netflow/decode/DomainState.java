package org.aegisnet.netflow.decode;

import org.aegisnet.netflow.option.DomainOptions;
import org.aegisnet.netflow.sequence.SequenceTracker;

/** What is known of one observation domain of an exporter, for one version. */
final class DomainState {
    private final DomainOptions options;
    private final SequenceTracker sequence;

    DomainState(int version, DomainOptions options) {
        this.options = options;
        this.sequence = new SequenceTracker(version);
    }

    DomainOptions options() {
        return options;
    }

    SequenceTracker sequence() {
        return sequence;
    }
}

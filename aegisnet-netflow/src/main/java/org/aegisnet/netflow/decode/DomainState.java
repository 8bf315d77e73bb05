package org.aegisnet.netflow.decode;

import java.util.LinkedHashMap;
import java.util.Map;
import org.aegisnet.netflow.option.DomainOptions;
import org.aegisnet.netflow.sequence.SequenceTracker;

/** State of one observation domain of an exporter, for one version. */
final class DomainState {
    private final DomainOptions options;
    private final SequenceTracker sequence;
    /** Forged ports must not fill the memory. */
    private static final int MAX_PORTS = 16;

    private final RestartWatch restarts = new RestartWatch();
    private final Map<Integer, RestartWatch> restartsOfPorts = new LinkedHashMap<>();

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

    /** The watch of the exporter that sends from a port: in IPFIX, each port may be a process with numbers of its own. */
    RestartWatch restartsOfPort(final int port) {
        RestartWatch watch = restartsOfPorts.computeIfAbsent(port, fresh -> new RestartWatch());
        if (restartsOfPorts.size() > MAX_PORTS) {
            restartsOfPorts.remove(restartsOfPorts.keySet().iterator().next());
        }
        return watch;
    }

    SequenceTracker sequence() {
        return sequence;
    }
}

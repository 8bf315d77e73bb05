package org.aegisnet.pairing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Values that must be the same on both halves of a conversation besides addresses, ports and protocol. They are the exporter and, if networks
 * share addresses, the VRF or VLAN. Immutable.
 *
 * @param values in an order that the owner chooses; null for a value that a half does not have
 */
public record FlowContext(List<String> values) {
    /** Takes a copy. */
    public FlowContext {
        values = Collections.unmodifiableList(new ArrayList<>(values));
    }
}

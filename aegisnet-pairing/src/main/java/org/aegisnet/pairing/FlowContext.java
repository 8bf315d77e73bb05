package org.aegisnet.pairing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What must be the same on both halves of a conversation besides addresses, ports and protocol: who exported them, and where networks share
 * addresses, in which VRF or VLAN they were seen. Immutable.
 *
 * @param values in an order of the owner's; null for what a half does not say
 */
public record FlowContext(List<String> values) {
    /** Takes a copy. */
    public FlowContext {
        values = Collections.unmodifiableList(new ArrayList<>(values));
    }
}

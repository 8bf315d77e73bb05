package org.aegisnet.processors.pairing;

import java.util.Optional;
import org.aegisnet.pairing.PairingTable;

/**
 * The table, and the state of the FlowFile of waiting flows that has the same content. It is only a cache: if that FlowFile has another state, the
 * table is rebuilt from the FlowFile. This happens, for example, if a session was rolled back.
 *
 * @param table the open flows
 * @param schemas their schemas
 * @param state the state in the attributes of the FlowFile of waiting flows; empty if no flow waits, so that no such FlowFile exists
 */
record PairingState(PairingTable<PendingFlow> table, PairingPlanCache schemas, Optional<String> state) {
    PairingState written(final Optional<String> newState) {
        return new PairingState(table, schemas, newState);
    }
}

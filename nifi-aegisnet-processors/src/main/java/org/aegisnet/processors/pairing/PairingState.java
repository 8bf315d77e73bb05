package org.aegisnet.processors.pairing;

import java.util.Optional;
import org.aegisnet.pairing.PairingTable;

/**
 * The table, and which content of the FlowFile of waiting flows it is the same as. Only a shortcut: wherever that FlowFile says something else, for
 * example because a session was rolled back, the table is made anew from it.
 *
 * @param table the open flows
 * @param schemas their schemas
 * @param state the state that the FlowFile of waiting flows is marked with; empty where there is no such FlowFile, because no flow waits
 */
record PairingState(PairingTable<PendingFlow> table, PairingPlanCache schemas, Optional<String> state) {
    PairingState written(final Optional<String> newState) {
        return new PairingState(table, schemas, newState);
    }
}

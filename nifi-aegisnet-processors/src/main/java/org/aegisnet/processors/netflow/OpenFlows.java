package org.aegisnet.processors.netflow;

import java.util.Optional;
import org.aegisnet.netflow.pairing.PairingTable;

/**
 * The table, and which content of the FlowFile of waiting flows it is the same as. Only a shortcut: wherever that FlowFile says something else, for
 * example because a session was rolled back, the table is made anew from it.
 *
 * @param table the open flows
 * @param schemas their schemas
 * @param state the state that the FlowFile of waiting flows is marked with; empty where there is no such FlowFile, because no flow waits
 */
record OpenFlows(PairingTable<WaitingFlow> table, SchemaBook schemas, Optional<String> state) {
    OpenFlows written(final Optional<String> newState) {
        return new OpenFlows(table, schemas, newState);
    }
}

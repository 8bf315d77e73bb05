package org.aegisnet.processors.pairing;

import org.aegisnet.processors.netflow.WriterProbe;

/**
 * What is done where a batch could not be written: before a half that has waited is written, the writer is tried with it, and the half leaves by itself
 * where it is refused. For one batch and one thread.
 *
 * @param trial tries the writer
 * @param refused takes the halves that the writer refuses
 */
record Distrust(WriterProbe trial, RejectedFlowsFile refused) {}

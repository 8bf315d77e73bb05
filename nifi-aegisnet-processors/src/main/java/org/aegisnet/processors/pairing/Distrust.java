package org.aegisnet.processors.pairing;

import org.aegisnet.processors.netflow.WriterProbe;

/**
 * Check of each waiting half after a batch could not be written: the writer is tried with the half before the half is written. A half that the
 * writer rejects leaves in a file of rejected halves. For one batch and one thread.
 *
 * @param trial tries the writer
 * @param refused takes the halves that the writer rejects
 */
record Distrust(WriterProbe trial, RejectedFlowsFile refused) {}

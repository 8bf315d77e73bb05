package org.aegisnet.processors.netflow;

/**
 * Limits and counts of what decoders cannot keep or decode, shared by all shards. Safe for all threads.
 *
 * @param budget of what may leave by unparsed
 * @param dropped what could not leave
 * @param forgotten what was forgotten for lack of room
 */
record UnparsedOutlet(UnparsedBudget budget, DroppedCounts dropped, EvictionCounts forgotten) {}

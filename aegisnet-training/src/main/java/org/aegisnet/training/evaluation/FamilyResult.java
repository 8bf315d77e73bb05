package org.aegisnet.training.evaluation;

/**
 * The result of a learner on a kind of attack that it has not learnt from.
 *
 * @param family the kind of attack
 * @param flows its flows, in all files
 * @param rocAuc against benign flows of the test
 * @param recallAtOnePercent with at most 1 % of those benign flows
 * @param recallAtTenthPercent with at most 0.1 % of them
 */
public record FamilyResult(
        String family, long flows, double rocAuc, double recallAtOnePercent, double recallAtTenthPercent) {}

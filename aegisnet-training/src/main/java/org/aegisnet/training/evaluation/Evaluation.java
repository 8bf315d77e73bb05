package org.aegisnet.training.evaluation;

import java.util.List;

/**
 * The result of judging a detector on the flows of one network. A figure that needs attacks or benign flows is NaN if such flows are missing.
 *
 * @param network the network of the flows
 * @param benign their number
 * @param attacks their number
 * @param threshold the detector's own
 * @param recall the share of attacks from that threshold on
 * @param falsePositiveRate the share of benign flows from that threshold on
 * @param rocAuc the area under the ROC curve
 * @param averagePrecision the area under the precision-recall curve
 * @param brierScore the mean squared error of the score as a probability
 * @param recallAtOnePercent the best recall with at most 1 % of these benign flows
 * @param recallAtTenthPercent the best recall with at most 0.1 % of these benign flows
 * @param frozen the results in the test of the thresholds frozen before it
 * @param classes each attack by itself
 */
public record Evaluation(
        String network,
        long benign,
        long attacks,
        double threshold,
        double recall,
        double falsePositiveRate,
        double rocAuc,
        double averagePrecision,
        double brierScore,
        double recallAtOnePercent,
        double recallAtTenthPercent,
        List<FrozenThreshold> frozen,
        List<ClassRecall> classes) {

    public Evaluation {
        frozen = List.copyOf(frozen);
        classes = List.copyOf(classes);
    }

    /**
     * A threshold set on benign flows held out from training, and what it has come to.
     *
     * @param budget the rate of false positives it was set for
     * @param score from which on a flow is suspicious
     * @param falsePositiveRate reached on the test's benign flows
     * @param recall reached on the test's attacks
     */
    public record FrozenThreshold(double budget, double score, double falsePositiveRate, double recall) {}

    /**
     * The share of one attack that is found.
     *
     * @param label the attack
     * @param flows their number
     * @param recall from the detector's own threshold on
     * @param recallAtOnePercent from the threshold frozen for 1 % on
     * @param recallAtTenthPercent from the threshold frozen for 0.1 % on
     */
    public record ClassRecall(
            String label, long flows, double recall, double recallAtOnePercent, double recallAtTenthPercent) {}
}

package org.aegisnet.training.forest;

import java.util.Arrays;
import java.util.List;
import smile.data.type.StructType;
import smile.regression.RegressionTree;

/**
 * Trees as Smile has grown them: each predicts the share of attacks, 0 to 1. As thread-safe as Smile's trees, which is to say for reading.
 *
 * @param trees one or more
 * @param columns the features that the trees were grown on, in their order
 */
public record SmileForest(List<RegressionTree> trees, StructType columns) {
    public SmileForest {
        trees = List.copyOf(trees);
    }

    /** The same forest without Smile. */
    public Forest forest() {
        final SmileTreeReader reader = new SmileTreeReader(columns);
        return new Forest(trees.stream().map(tree -> reader.read(tree.root())).toList(), importances());
    }

    private double[] importances() {
        final double[] gains = new double[columns.length()];
        for (final RegressionTree tree : trees) {
            final double[] ofTree = tree.importance();
            for (int feature = 0; feature < gains.length; feature++) {
                gains[feature] += ofTree[feature];
            }
        }
        final double total = Arrays.stream(gains).sum();
        return Arrays.stream(gains).map(gain -> total == 0 ? 0 : gain / total).toArray();
    }
}

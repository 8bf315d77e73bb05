package org.aegisnet.training.forest;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.aegisnet.training.data.FlowSet;
import smile.base.cart.CART;
import smile.base.cart.Loss;
import smile.data.DataFrame;
import smile.data.type.DataTypes;
import smile.data.type.StructField;
import smile.data.vector.DoubleVector;
import smile.math.MathEx;
import smile.regression.RegressionTree;

/**
 * Grows a forest of Smile's trees. The same flows and settings make the same forest, on any number of cores.
 *
 * <p>The trees are regression trees on 0 (benign) and 1 (attack), whose least-squares splits are those of the Gini index. The sampling around
 * them is our own, because Smile's classification forest does not allow a soft vote. It merges leaves that agree on the more frequent class
 * although their shares differ. It makes the best splits first by a gain that does not count the number of flows in the split. It weighs trees
 * by their out-of-bag accuracy. It balances classes only by down-sampling with whole numbers.
 */
public final class ForestGrower {
    private final ForestSettings settings;

    public ForestGrower(final ForestSettings settings) {
        this.settings = settings;
    }

    /**
     * Grows a forest.
     *
     * @param flows labelled flows, attacks and benign ones
     * @throws IllegalArgumentException if attacks or benign flows are missing
     */
    public Forest grow(final FlowSet flows) {
        if (flows.attacks().size() == 0 || flows.benign().size() == 0) {
            throw new IllegalArgumentException("A forest learns from attacks and benign flows; there are %d and %d"
                    .formatted(flows.attacks().size(), flows.benign().size()));
        }
        return growWithSmile(asOnOtherNetworks(flows)).forest();
    }

    /**
     * Grows the trees from flows exactly as they are given, and leaves them as Smile has made them. They can then be compared with the trees of
     * the model file.
     *
     * @param flows labelled flows, attacks and benign ones
     */
    public SmileForest growWithSmile(final FlowSet flows) {
        final DataFrame columns = columns(flows);
        return new SmileForest(growTrees(flows, columns), columns.schema());
    }

    /** The flows, some of them as they might look elsewhere. */
    private FlowSet asOnOtherNetworks(final FlowSet flows) {
        final FlowSet exchanged = new WindowSwapAugmentation(settings.exchangedWindows(), settings.seed()).apply(flows);
        return new SpeedAugmentation(settings.changedSpeed(), settings.seed() + 1).apply(exchanged);
    }

    private List<RegressionTree> growTrees(final FlowSet flows, final DataFrame columns) {
        final double[] attack = flows.flows().stream()
                .mapToDouble(flow -> flow.label().isAttack() ? 1 : 0)
                .toArray();
        final int[][] order = CART.order(columns);
        final Bootstrap bootstrap = new Bootstrap(settings.balance().chances(flows.flows()));
        final long[] seeds = new SplittableRandom(settings.seed())
                .longs(2L * settings.trees())
                .toArray();
        return IntStream.range(0, settings.trees())
                .parallel()
                .mapToObj(tree -> grow(
                        columns,
                        attack,
                        order,
                        bootstrap.draw(new SplittableRandom(seeds[2 * tree])),
                        seeds[2 * tree + 1]))
                .toList();
    }

    private RegressionTree grow(
            final DataFrame columns,
            final double[] attack,
            final int[][] order,
            final int[] sample,
            final long candidateSeed) {
        // Smile keeps the seeds of all threads in one set that is not safe for them.
        synchronized (ForestGrower.class) {
            MathEx.setSeed(candidateSeed);
        }
        return new RegressionTree(
                columns,
                Loss.ls(attack),
                new StructField("attack", DataTypes.DoubleType),
                settings.depth(),
                settings.leaves(),
                settings.leafSize(),
                Math.min(settings.candidates(), columns.ncols()),
                sample,
                order);
    }

    static DataFrame columns(final FlowSet flows) {
        final DoubleVector[] vectors = new DoubleVector[flows.features().size()];
        for (int feature = 0; feature < vectors.length; feature++) {
            final int column = feature;
            vectors[feature] = DoubleVector.of(
                    flows.features().get(feature).name(),
                    flows.flows().stream()
                            .mapToDouble(flow -> flow.feature(column))
                            .toArray());
        }
        return DataFrame.of(vectors);
    }
}

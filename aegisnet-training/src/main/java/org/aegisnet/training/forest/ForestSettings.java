package org.aegisnet.training.forest;

/**
 * Settings for growing a forest.
 *
 * @param trees 1 or more; the probability is the mean over them
 * @param leaves the most leaves of a tree, 2 or more; the splits that gain most are made first
 * @param depth the most splits between root and leaf, 1 or more
 * @param leafSize the fewest draws of flows in a leaf, 1 or more
 * @param candidates the features tried at each split, drawn anew for each; 1 or more
 * @param balance the frequency with which flows of each kind are drawn
 * @param exchangedWindows the share of flows that are learnt from with the TCP windows of other flows, 0 to 1
 * @param changedSpeed the share of flows that are learnt from faster or slower than they were, 0 to 1
 * @param seed of all randomness
 */
public record ForestSettings(
        int trees,
        int leaves,
        int depth,
        int leafSize,
        int candidates,
        Balance balance,
        double exchangedWindows,
        double changedSpeed,
        long seed) {

    public ForestSettings {
        if (trees < 1 || leaves < 2 || depth < 1 || leafSize < 1 || candidates < 1) {
            throw new IllegalArgumentException(
                    "A forest needs a tree, two leaves, a level, a flow in each leaf and a candidate feature at least");
        }
    }

    /** The settings of the bundled forest, chosen on held-out parts of its data. */
    public static ForestSettings defaults() {
        return new ForestSettings(100, 250, 30, 1, 4, Balance.CLASSES, 0.2, 0.4, 20170703);
    }

    /** The same settings with other randomness. */
    public ForestSettings withSeed(final long otherSeed) {
        return new ForestSettings(
                trees, leaves, depth, leafSize, candidates, balance, exchangedWindows, changedSpeed, otherSeed);
    }

    /** The same settings, learning from all flows as they are. */
    public ForestSettings withFlowsAsTheyAre() {
        return new ForestSettings(trees, leaves, depth, leafSize, candidates, balance, 0, 0, seed);
    }
}

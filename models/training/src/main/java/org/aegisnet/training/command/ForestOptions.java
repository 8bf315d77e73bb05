package org.aegisnet.training.command;

import org.aegisnet.training.forest.Balance;
import org.aegisnet.training.forest.ForestSettings;
import picocli.CommandLine.Option;

/** Options for how a forest is grown; their defaults are those of the bundled forest. */
final class ForestOptions {
    @Option(names = "--trees", defaultValue = "100", description = "Trees of the forest (default: ${DEFAULT-VALUE}).")
    private int trees;

    @Option(
            names = "--leaves",
            defaultValue = "250",
            description = "Most leaves of a tree (default: ${DEFAULT-VALUE}).")
    private int leaves;

    @Option(names = "--depth", defaultValue = "30", description = "Most levels of a tree (default: ${DEFAULT-VALUE}).")
    private int depth;

    @Option(
            names = "--leaf-size",
            defaultValue = "1",
            description = "Fewest draws of flows in a leaf (default: ${DEFAULT-VALUE}).")
    private int leafSize;

    @Option(
            names = "--candidates",
            defaultValue = "4",
            description = "Features tried at each split (default: ${DEFAULT-VALUE}).")
    private int candidates;

    @Option(
            names = "--balance",
            defaultValue = "SOURCES",
            description = "What is drawn equally often: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Balance balance;

    @Option(names = "--seed", defaultValue = "20170703", description = "Of all randomness (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--false-positive-rate",
            defaultValue = "0.002",
            description =
                    "Share of held-out benign flows that reach the model's own threshold (default: ${DEFAULT-VALUE}).")
    private double defaultFalsePositiveRate;

    ForestSettings settings() {
        return new ForestSettings(trees, leaves, depth, leafSize, candidates, balance, seed);
    }

    double defaultFalsePositiveRate() {
        return defaultFalsePositiveRate;
    }
}

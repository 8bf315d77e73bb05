package org.aegisnet.training.command;

import java.util.Optional;
import org.aegisnet.training.forest.Balance;
import org.aegisnet.training.forest.ForestSettings;
import org.aegisnet.training.forest.ForestTrainer;
import picocli.CommandLine.Option;

/** Options for how a forest is grown; what is not given is as in the bundled forest. */
final class ForestOptions {
    private final ForestSettings defaults = ForestSettings.defaults();

    @Option(names = "--trees", paramLabel = "N", description = "Trees of the forest.")
    private Optional<Integer> trees = Optional.empty();

    @Option(names = "--leaves", paramLabel = "N", description = "Most leaves of a tree.")
    private Optional<Integer> leaves = Optional.empty();

    @Option(names = "--depth", paramLabel = "N", description = "Most levels of a tree.")
    private Optional<Integer> depth = Optional.empty();

    @Option(names = "--leaf-size", paramLabel = "N", description = "Fewest draws of flows in a leaf.")
    private Optional<Integer> leafSize = Optional.empty();

    @Option(names = "--candidates", paramLabel = "N", description = "Features tried at each split.")
    private Optional<Integer> candidates = Optional.empty();

    @Option(names = "--balance", description = "Groups that are drawn equally often: ${COMPLETION-CANDIDATES}.")
    private Optional<Balance> balance = Optional.empty();

    @Option(
            names = "--exchanged-windows",
            paramLabel = "SHARE",
            description = "Share of flows that are learnt from with the TCP windows of other flows.")
    private Optional<Double> exchangedWindows = Optional.empty();

    @Option(
            names = "--changed-speed",
            paramLabel = "SHARE",
            description = "Share of flows that are learnt from faster or slower than they were.")
    private Optional<Double> changedSpeed = Optional.empty();

    @Option(names = "--seed", paramLabel = "N", description = "Of all randomness.")
    private Optional<Long> seed = Optional.empty();

    @Option(
            names = "--false-positive-rate",
            paramLabel = "RATE",
            description = "Share of held-out benign flows that reach the model's own threshold, for example 0.002.")
    private Optional<Double> defaultFalsePositiveRate = Optional.empty();

    ForestSettings settings() {
        return new ForestSettings(
                trees.orElse(defaults.trees()),
                leaves.orElse(defaults.leaves()),
                depth.orElse(defaults.depth()),
                leafSize.orElse(defaults.leafSize()),
                candidates.orElse(defaults.candidates()),
                balance.orElse(defaults.balance()),
                exchangedWindows.orElse(defaults.exchangedWindows()),
                changedSpeed.orElse(defaults.changedSpeed()),
                seed.orElse(defaults.seed()));
    }

    double defaultFalsePositiveRate() {
        return defaultFalsePositiveRate.orElse(ForestTrainer.DEFAULT_FALSE_POSITIVE_RATE);
    }
}

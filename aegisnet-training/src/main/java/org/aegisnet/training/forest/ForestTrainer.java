package org.aegisnet.training.forest;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.aegisnet.scoring.model.ModelFileWriter;
import org.aegisnet.scoring.model.ModelKind;
import org.aegisnet.scoring.model.ModelMetadata;
import org.aegisnet.scoring.model.SelfTest;
import org.aegisnet.scoring.model.Training;
import org.aegisnet.training.data.Flow;
import org.aegisnet.training.data.FlowSet;
import org.aegisnet.training.data.Split;
import org.aegisnet.training.data.TimeBlocks;
import org.aegisnet.training.evaluation.BenignScores;

/**
 * Trainer of a forest and of the metadata in its model file.
 *
 * <p>The forest learns from all flows. Its thresholds nevertheless come from benign flows. Another forest scores each of them, grown by the same
 * settings without the flow and its neighbours in time.
 */
public final class ForestTrainer {
    /** Blocks of time held out in turn; more would take longer and hold out less of a burst of like flows. */
    private static final int BLOCKS = 5;

    /** The share of held-out benign flows that reach the bundled forest's own threshold. */
    public static final double DEFAULT_FALSE_POSITIVE_RATE = 0.002;

    private static final int SELF_TEST_FLOWS = 12;

    private final ForestSettings settings;
    private final double defaultFalsePositiveRate;

    /**
     * @param settings of every forest grown
     * @param defaultFalsePositiveRate the share of held-out benign flows that reach the model's own threshold
     */
    public ForestTrainer(final ForestSettings settings, final double defaultFalsePositiveRate) {
        this.settings = settings;
        this.defaultFalsePositiveRate = defaultFalsePositiveRate;
    }

    /** The default threshold with which a forest of these settings is used. */
    public double defaultThreshold(final BenignScores heldOut) {
        return heldOut.threshold(defaultFalsePositiveRate).score();
    }

    /** Grows a forest from all of the flows. */
    public Forest grow(final FlowSet flows) {
        return new ForestGrower(settings).grow(flows);
    }

    /** Scores every benign flow by a forest that has not seen its block of time. */
    public BenignScores holdOut(final FlowSet flows) {
        final List<Double> scores = new ArrayList<>();
        for (final Split split : new TimeBlocks(BLOCKS).splits(flows)) {
            final Forest forest = grow(split.training());
            for (final double score : forest.probabilities(split.test().benign())) {
                scores.add(score);
            }
        }
        return new BenignScores(scores.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /**
     * Makes the model file.
     *
     * @param name for example {@code flow-forest}
     * @param version for example {@code 1.0.0}
     * @param learnt what to learn from
     * @return the bytes of the file; the same for the same flows and settings
     */
    public byte[] train(final String name, final String version, final TrainingFlows learnt) {
        final FlowSet flows = learnt.flows();
        final BenignScores heldOut = holdOut(flows);
        final Forest forest = grow(flows);
        final ModelMetadata metadata = new ModelMetadata(
                ModelKind.FOREST,
                name,
                version,
                flows.features(),
                defaultThreshold(heldOut),
                heldOut.thresholds(),
                Optional.of(heldOut.quantiles()),
                Optional.of(new TypicalFlow().of(flows.benign())),
                selfTest(forest, flows),
                new Training(description(flows), settings.seed(), learnt.sources()));
        return new ModelFileWriter().write(ForestGraph.of(forest), metadata);
    }

    private String description(final FlowSet flows) {
        return ("Random forest of %d trees of at most %d leaves over %d flows (%d attacks), grown with Smile; %s. Thresholds and quantiles"
                        + " are from benign flows that were held out with their neighbours in time. It knows the attacks it has learnt"
                        + " from; what it makes of others is in its card.")
                .formatted(
                        settings.trees(),
                        settings.leaves(),
                        flows.size(),
                        flows.attacks().size(),
                        settings.balance().inWords());
    }

    /** Flows from the lowest score to the highest, so that a wrong reading of any part of the forest is likely to show. */
    private static SelfTest selfTest(final Forest forest, final FlowSet flows) {
        final double[] scores = forest.probabilities(flows);
        final List<Integer> ascending = IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble(index -> scores[index]))
                .toList();
        final int taken = Math.min(SELF_TEST_FLOWS, ascending.size());
        final double lowest = scores[ascending.getFirst()];
        final double highest = scores[ascending.getLast()];
        final List<float[]> rows = new ArrayList<>();
        final List<Double> expected = new ArrayList<>();
        for (int i = 0; i < taken; i++) {
            final double wanted = lowest + (highest - lowest) * i / Math.max(1, taken - 1);
            final int nearest = ascending.stream()
                    .min(Comparator.comparingDouble(index -> Math.abs(scores[index] - wanted)))
                    .orElseThrow();
            final Flow flow = flows.flows().get(nearest);
            rows.add(flow.features());
            expected.add(scores[nearest]);
        }
        return new SelfTest(rows, expected);
    }
}

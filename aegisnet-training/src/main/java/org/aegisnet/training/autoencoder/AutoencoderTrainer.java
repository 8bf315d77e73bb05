package org.aegisnet.training.autoencoder;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.aegisnet.training.data.Flow;

/**
 * Trainer of an autoencoder from benign flows. It uses one thread. The same flows in the same order and the same settings give the same model to
 * the last bit, on every machine. Thread-safe.
 */
public final class AutoencoderTrainer {
    /**
     * The share of cases in which a known feature is hidden during training, by feature. The model thereby learns to work without the feature.
     * Source ports are missing most often.
     */
    private static final List<Double> HIDING_RATES = List.of(0.0, 0.15, 0.0, 0.0, 0.5, 0.15, 0.15);

    private final AutoencoderSettings settings;

    public AutoencoderTrainer(final AutoencoderSettings settings) {
        this.settings = settings;
    }

    /**
     * Learns from benign flows.
     *
     * @param networks one or more
     * @throws UnfitFlowsException if there are too few flows, or a column is constant
     */
    public TrainedAutoencoder train(final List<BenignTraffic> networks, final TrainingProgress progress)
            throws UnfitFlowsException {
        new TrafficCheck().check(networks);
        final FlowEncoding encoding = new EncodingLearner().learn(networks);
        final Random random = new Random(settings.seed());
        final MaskedAutoencoder network = new MaskedAutoencoder(encoding, settings.hiddenPerTurn(), random);
        learn(network, lessons(networks), random, progress);
        return new TrainedAutoencoder(network, new ScaleLearner().learn(network, networks));
    }

    /** A flow and how much it counts; 1 on average. */
    private record Lesson(Flow flow, double weight) {}

    private static List<Lesson> lessons(final List<BenignTraffic> networks) {
        double weights = 0;
        int flows = 0;
        for (final BenignTraffic network : networks) {
            weights += network.weight();
            flows += network.flows().size();
        }
        final List<Lesson> lessons = new ArrayList<>(flows);
        for (final BenignTraffic network : networks) {
            final double weight = network.weightOfFlow() / weights * flows;
            for (final Flow flow : network.flows().flows()) {
                lessons.add(new Lesson(flow, weight));
            }
        }
        return lessons;
    }

    private void learn(
            final MaskedAutoencoder network,
            final List<Lesson> lessons,
            final Random random,
            final TrainingProgress progress) {
        final AdamOptimizer optimizer = new AdamOptimizer(network.layers(), settings.weightDecay());
        final double[] input = new double[network.encoding().inputs()];
        final double[] logProbabilities = new double[network.encoding().outputs()];
        final int batchSize = Math.min(settings.batchSize(), lessons.size());
        final int batches = lessons.size() / batchSize;
        final int[] order = new int[lessons.size()];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        for (int epoch = 0; epoch < settings.epochs(); epoch++) {
            shuffle(order, random);
            double loss = 0;
            for (int batch = 0; batch < batches; batch++) {
                for (int i = batch * batchSize; i < (batch + 1) * batchSize; i++) {
                    final Lesson lesson = lessons.get(order[i]);
                    network.encoding().encode(lesson.flow().features(), input);
                    hideAtRandom(network.encoding(), input, random);
                    loss += lesson.weight() * network.learn(input, lesson.weight() / batchSize, logProbabilities);
                }
                final double done = (epoch * (double) batches + batch + 1) / ((double) settings.epochs() * batches);
                optimizer.step(settings.learningRate() * 0.5 * (1 + StrictMath.cos(Math.PI * done)));
            }
            progress.epochDone(epoch + 1, settings.epochs(), loss / ((double) batches * batchSize));
        }
    }

    private static void shuffle(final int[] order, final Random random) {
        for (int i = order.length - 1; i > 0; i--) {
            final int j = random.nextInt(i + 1);
            final int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
    }

    private static void hideAtRandom(final FlowEncoding encoding, final double[] input, final Random random) {
        for (int turn = 0; turn < encoding.features(); turn++) {
            if (random.nextDouble() < HIDING_RATES.get(encoding.featureAt(turn))) {
                encoding.hide(turn, input);
            }
        }
    }
}

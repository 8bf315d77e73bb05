package org.aegisnet.training.autoencoder;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.aegisnet.training.data.Flow;
import org.junit.jupiter.api.Test;

class MaskedAutoencoderTest {
    private static final int HIDDEN_PER_TURN = 3;
    private static final double STEP = 1e-6;

    private final BenignTraffic traffic = new MadeUpTraffic(5).network(600);
    private final FlowEncoding encoding = new EncodingLearner().learn(List.of(traffic));
    private final MaskedAutoencoder network = new MaskedAutoencoder(encoding, HIDDEN_PER_TURN, new Random(6));
    private final double[] logProbabilities = new double[encoding.outputs()];

    @Test
    void gradientsAreThoseOfFiniteDifferences() {
        final List<Flow> flows = traffic.flows().flows().subList(0, 5);
        final Random random = new Random(7);
        for (final PrefixLayer layer : network.layers()) {
            // Biases of exactly 0 would put units that see only zeros on the rectifier's edge, which lacks a
            // derivative.
            for (int output = 0; output < layer.outputs(); output++) {
                layer.parameters()[layer.inputs() * layer.outputs() + output] = 0.1 + 0.1 * random.nextDouble();
            }
        }
        network.layers().forEach(PrefixLayer::clearGradient);
        for (final Flow flow : flows) {
            network.learn(encoded(flow.features()), 1, logProbabilities);
        }
        final List<double[]> gradients =
                network.layers().stream().map(layer -> layer.gradient().clone()).toList();
        for (int index = 0; index < gradients.size(); index++) {
            final double[] parameters = network.layers().get(index).parameters();
            for (int sample = 0; sample < 200; sample++) {
                final int parameter = random.nextInt(parameters.length);
                if (isMasked(network.layers().get(index), parameter)) {
                    continue;
                }
                final double value = parameters[parameter];
                parameters[parameter] = value + STEP;
                final double above = loss(flows);
                parameters[parameter] = value - STEP;
                final double below = loss(flows);
                parameters[parameter] = value;
                assertEquals((above - below) / (2 * STEP), gradients.get(index)[parameter], 1e-5);
            }
        }
    }

    private static boolean isMasked(final PrefixLayer layer, final int parameter) {
        return parameter < layer.inputs() * layer.outputs() && layer.parameters()[parameter] == 0;
    }

    private double loss(final List<Flow> flows) {
        double loss = 0;
        for (final Flow flow : flows) {
            loss += network.learn(encoded(flow.features()), 1, logProbabilities);
        }
        return loss;
    }

    @Test
    void laterFeaturesDoNotChangeAReconstruction() {
        final float[] flow = {70, 180, 4, 0.03f, 52000, 53, 17};
        for (int turn = 0; turn < encoding.features(); turn++) {
            network.reconstruct(encoded(flow), logProbabilities);
            final double[] before = Arrays.copyOf(logProbabilities, encoding.unitStart(turn + 1));
            final float[] changed = flow.clone();
            for (int later = turn; later < encoding.features(); later++) {
                changed[encoding.featureAt(later)] *= 3;
            }
            network.reconstruct(encoded(changed), logProbabilities);
            assertArrayEquals(before, Arrays.copyOf(logProbabilities, encoding.unitStart(turn + 1)));
        }
    }

    @Test
    void anUnknownFeatureTeachesNothingAboutItself() {
        final float[] flow = {70, 180, 4, 0.03f, 52000, Float.NaN, 17};
        network.layers().forEach(PrefixLayer::clearGradient);
        network.learn(encoded(flow), 1, logProbabilities);
        final PrefixLayer last = network.layers().getLast();
        final int biases = last.inputs() * last.outputs();
        int turn = 0;
        while (encoding.featureAt(turn) != AutoencoderFeatures.DST_PORT) {
            turn++;
        }
        for (int unit = encoding.unitStart(turn); unit < encoding.unitStart(turn + 1); unit++) {
            assertEquals(0, last.gradient()[biases + unit]);
        }
    }

    @Test
    void theProbabilitiesOfAFeatureSumToOne() {
        network.reconstruct(encoded(new float[] {70, 180, 4, 0.03f, 52000, 53, 17}), logProbabilities);
        for (int turn = 0; turn < encoding.features(); turn++) {
            double sum = 0;
            for (int unit = encoding.unitStart(turn); unit < encoding.unitStart(turn + 1); unit++) {
                sum += Math.exp(logProbabilities[unit]);
            }
            assertEquals(1, sum, 1e-12);
        }
    }

    private double[] encoded(final float[] flow) {
        final double[] input = new double[encoding.inputs()];
        encoding.encode(flow, input);
        return input;
    }
}

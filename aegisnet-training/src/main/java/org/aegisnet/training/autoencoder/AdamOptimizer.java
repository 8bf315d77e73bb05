package org.aegisnet.training.autoencoder;

import java.util.ArrayList;
import java.util.List;

/** Optimizer that takes gradient steps of a size that fits each parameter (Kingma, Ba: Adam, ICLR 2015), with weight decay. For one thread. */
final class AdamOptimizer {
    private static final double MEAN_DECAY = 0.9;
    private static final double SQUARE_DECAY = 0.99;
    private static final double MIN_SCALE = 1e-8;

    private final List<PrefixLayer> layers;
    private final double weightDecay;
    private final List<double[]> means = new ArrayList<>();
    private final List<double[]> squares = new ArrayList<>();
    private double meanShare = 1;
    private double squareShare = 1;

    /** @param weightDecay the share of a weight that is added to its gradient; biases do not decay */
    AdamOptimizer(final List<PrefixLayer> layers, final double weightDecay) {
        this.layers = List.copyOf(layers);
        this.weightDecay = weightDecay;
        for (final PrefixLayer layer : layers) {
            means.add(new double[layer.parameters().length]);
            squares.add(new double[layer.parameters().length]);
        }
    }

    /** Takes a step along the layers' gradients and clears them. */
    void step(final double learningRate) {
        meanShare *= MEAN_DECAY;
        squareShare *= SQUARE_DECAY;
        for (int index = 0; index < layers.size(); index++) {
            final PrefixLayer layer = layers.get(index);
            step(layer, means.get(index), squares.get(index), learningRate / (1 - meanShare), 1 / (1 - squareShare));
            layer.clearGradient();
        }
    }

    private void step(
            final PrefixLayer layer,
            final double[] mean,
            final double[] square,
            final double rate,
            final double squareScale) {
        final double[] parameters = layer.parameters();
        final double[] gradient = layer.gradient();
        final int biases = layer.inputs() * layer.outputs();
        for (int i = 0; i < parameters.length; i++) {
            final double slope = gradient[i] + (i < biases ? weightDecay * parameters[i] : 0);
            mean[i] = MEAN_DECAY * mean[i] + (1 - MEAN_DECAY) * slope;
            square[i] = SQUARE_DECAY * square[i] + (1 - SQUARE_DECAY) * slope * slope;
            parameters[i] -= rate * mean[i] / (Math.sqrt(square[i] * squareScale) + MIN_SCALE);
        }
    }
}

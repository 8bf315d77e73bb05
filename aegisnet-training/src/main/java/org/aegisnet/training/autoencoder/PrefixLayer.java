package org.aegisnet.training.autoencoder;

import java.util.Arrays;
import java.util.Random;

/**
 * A linear layer in which an output sees only a leading part of the inputs. It therefore cannot know features that are read later (the masks of
 * MADE: Germain, Gregor, Murray, Larochelle, ICML 2015). Inputs and outputs are ordered by the features that they know, so that a trailing part
 * of the outputs sees an input. For one thread.
 */
final class PrefixLayer {
    private final int inputs;
    private final int outputs;
    private final int[] firstOutput;
    private final double[] parameters;
    private final double[] gradient;

    /**
     * A layer with small random weights and biases of 0.
     *
     * @param firstOutput for each input the first output that sees it; {@code outputs} if no output sees it; ascending
     * @param outputs the number of outputs
     * @param gain scales the weights; 1 keeps the size of inputs of size 1
     */
    PrefixLayer(final int[] firstOutput, final int outputs, final double gain, final Random random) {
        this.inputs = firstOutput.length;
        this.outputs = outputs;
        this.firstOutput = firstOutput.clone();
        this.parameters = new double[(inputs + 1) * outputs];
        this.gradient = new double[parameters.length];
        for (int input = 0; input < inputs; input++) {
            for (int output = firstOutput[input]; output < outputs; output++) {
                parameters[input * outputs + output] = gain * (2 * random.nextDouble() - 1);
            }
        }
    }

    int inputs() {
        return inputs;
    }

    int outputs() {
        return outputs;
    }

    /** The weights, [inputs][outputs] in rows, then the biases; the layer's own array. A weight that sees nothing stays 0. */
    double[] parameters() {
        return parameters;
    }

    /** The derivatives of the loss by the parameters, summed since the last {@link #clearGradient}; the layer's own array. */
    double[] gradient() {
        return gradient;
    }

    double weight(final int input, final int output) {
        return parameters[input * outputs + output];
    }

    double bias(final int output) {
        return parameters[inputs * outputs + output];
    }

    void clearGradient() {
        Arrays.fill(gradient, 0);
    }

    /** Computes outputs; inputs that are 0 cost nothing. */
    void forward(final double[] input, final double[] output) {
        System.arraycopy(parameters, inputs * outputs, output, 0, outputs);
        for (int i = 0; i < inputs; i++) {
            final double value = input[i];
            if (value != 0) {
                final int row = i * outputs;
                for (int j = firstOutput[i]; j < outputs; j++) {
                    output[j] += value * parameters[row + j];
                }
            }
        }
    }

    /** Adds to the gradient what one row contributes. */
    void backward(final double[] input, final double[] outputGradient) {
        for (int i = 0; i < inputs; i++) {
            final double value = input[i];
            if (value != 0) {
                final int row = i * outputs;
                for (int j = firstOutput[i]; j < outputs; j++) {
                    gradient[row + j] += value * outputGradient[j];
                }
            }
        }
        final int biases = inputs * outputs;
        for (int j = 0; j < outputs; j++) {
            gradient[biases + j] += outputGradient[j];
        }
    }

    /** The derivatives by the inputs; for inputs that are 0 they are left at 0, as a rectifier behind them would. */
    void inputGradient(final double[] input, final double[] outputGradient, final double[] inputGradient) {
        for (int i = 0; i < inputs; i++) {
            inputGradient[i] = input[i] == 0 ? 0 : product(i * outputs, outputGradient, firstOutput[i]);
        }
    }

    /** A dot product in four sums: one sum would make every addition wait for the one before. */
    private double product(final int row, final double[] outputGradient, final int first) {
        double sum0 = 0;
        double sum1 = 0;
        double sum2 = 0;
        double sum3 = 0;
        int j = first;
        for (; j < outputs - 3; j += 4) {
            sum0 += outputGradient[j] * parameters[row + j];
            sum1 += outputGradient[j + 1] * parameters[row + j + 1];
            sum2 += outputGradient[j + 2] * parameters[row + j + 2];
            sum3 += outputGradient[j + 3] * parameters[row + j + 3];
        }
        for (; j < outputs; j++) {
            sum0 += outputGradient[j] * parameters[row + j];
        }
        return sum0 + sum1 + (sum2 + sum3);
    }
}

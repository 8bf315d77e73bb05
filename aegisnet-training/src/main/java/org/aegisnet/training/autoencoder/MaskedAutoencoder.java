package org.aegisnet.training.autoencoder;

import java.util.List;
import java.util.Random;

/**
 * The network: two hidden layers of rectified units and, for each feature, a softmax over the units of its encoding. Its output for a feature
 * depends only on the features read before it. For one thread.
 */
final class MaskedAutoencoder {
    private final FlowEncoding encoding;
    private final PrefixLayer first;
    private final PrefixLayer second;
    private final PrefixLayer last;
    private final double[] firstHidden;
    private final double[] secondHidden;
    private final double[] logits;
    private final double[] probabilities;
    private final double[] logitGradient;
    private final double[] firstGradient;
    private final double[] secondGradient;

    /**
     * A network that has learnt nothing yet.
     *
     * @param hiddenPerTurn the hidden units, in each layer, for each number of features already read
     */
    MaskedAutoencoder(final FlowEncoding encoding, final int hiddenPerTurn, final Random random) {
        this.encoding = encoding;
        final int turns = encoding.features();
        final int hidden = hiddenPerTurn * (turns - 1);
        final int[] seenByHidden = new int[encoding.inputs()];
        for (int turn = 0; turn < turns; turn++) {
            for (int input = encoding.blockStart(turn); input <= encoding.unknownUnit(turn); input++) {
                seenByHidden[input] = turn * hiddenPerTurn;
            }
        }
        final int[] seenBySecond = new int[hidden];
        final int[] seenByOutput = new int[hidden];
        for (int unit = 0; unit < hidden; unit++) {
            final int turnsKnown = unit / hiddenPerTurn + 1;
            seenBySecond[unit] = (turnsKnown - 1) * hiddenPerTurn;
            seenByOutput[unit] = encoding.unitStart(turnsKnown);
        }
        this.first = new PrefixLayer(seenByHidden, hidden, Math.sqrt(3.0 / turns), random);
        this.second = new PrefixLayer(seenBySecond, hidden, Math.sqrt(6.0 / hidden), random);
        this.last = new PrefixLayer(seenByOutput, encoding.outputs(), 0.1, random);
        this.firstHidden = new double[hidden];
        this.secondHidden = new double[hidden];
        this.logits = new double[encoding.outputs()];
        this.probabilities = new double[encoding.outputs()];
        this.logitGradient = new double[encoding.outputs()];
        this.firstGradient = new double[hidden];
        this.secondGradient = new double[hidden];
    }

    FlowEncoding encoding() {
        return encoding;
    }

    /** The layers, from the input on. */
    List<PrefixLayer> layers() {
        return List.of(first, second, last);
    }

    /**
     * Reconstructs an encoded flow.
     *
     * @param input as {@link FlowEncoding#encode} writes it
     * @param logProbabilities receives the natural logarithm of the probability of each unit; those of one feature sum to 1 as probabilities
     */
    void reconstruct(final double[] input, final double[] logProbabilities) {
        first.forward(input, firstHidden);
        rectify(firstHidden);
        second.forward(firstHidden, secondHidden);
        rectify(secondHidden);
        last.forward(secondHidden, logits);
        for (int turn = 0; turn < encoding.features(); turn++) {
            softmax(encoding.unitStart(turn), encoding.unitStart(turn + 1), logProbabilities);
        }
    }

    /**
     * Adds to the layers' gradients what an encoded flow contributes to the loss: the sum of the cross-entropies of its known features.
     *
     * @param weight of the flow
     * @param logProbabilities receives the reconstruction
     * @return the flow's loss, without its weight
     */
    double learn(final double[] input, final double weight, final double[] logProbabilities) {
        reconstruct(input, logProbabilities);
        double loss = 0;
        for (int turn = 0; turn < encoding.features(); turn++) {
            final boolean known = encoding.isKnown(turn, input);
            final int start = encoding.unitStart(turn);
            final int target = encoding.blockStart(turn) - start;
            for (int unit = start; unit < encoding.unitStart(turn + 1); unit++) {
                if (known) {
                    loss -= input[target + unit] * logProbabilities[unit];
                    logitGradient[unit] = weight * (probabilities[unit] - input[target + unit]);
                } else {
                    logitGradient[unit] = 0;
                }
            }
        }
        last.backward(secondHidden, logitGradient);
        last.inputGradient(secondHidden, logitGradient, secondGradient);
        second.backward(firstHidden, secondGradient);
        second.inputGradient(firstHidden, secondGradient, firstGradient);
        first.backward(input, firstGradient);
        return loss;
    }

    private static void rectify(final double[] units) {
        for (int unit = 0; unit < units.length; unit++) {
            units[unit] = Math.max(0, units[unit]);
        }
    }

    private void softmax(final int start, final int end, final double[] logProbabilities) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int unit = start; unit < end; unit++) {
            largest = Math.max(largest, logits[unit]);
        }
        double sum = 0;
        for (int unit = start; unit < end; unit++) {
            probabilities[unit] = StrictMath.exp(logits[unit] - largest);
            sum += probabilities[unit];
        }
        final double total = largest + StrictMath.log(sum);
        for (int unit = start; unit < end; unit++) {
            probabilities[unit] /= sum;
            logProbabilities[unit] = logits[unit] - total;
        }
    }
}

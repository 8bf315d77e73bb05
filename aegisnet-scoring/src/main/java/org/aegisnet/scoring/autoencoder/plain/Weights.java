package org.aegisnet.scoring.autoencoder.plain;

import java.util.Arrays;
import java.util.stream.IntStream;

/** A matrix of finite weights and a bias. Immutable. */
final class Weights {
    private final float[][] rows;
    private final float[] bias;

    /**
     * @param rows one for each input, with a weight for each output
     * @param bias one for each output
     * @throws UnsupportedGraphException if one of them is not finite: what is multiplied by 0 could then not be left out
     */
    Weights(final float[][] rows, final float[] bias) throws UnsupportedGraphException {
        this.rows = rows;
        this.bias = bias.clone();
        for (int output = 0; output < bias.length; output++) {
            // A sum that begins with 0 and not with -0 is never -0 later, so that adding zeros never changes it.
            this.bias[output] += 0f;
            boolean finite = Float.isFinite(this.bias[output]);
            for (final float[] row : rows) {
                finite &= Float.isFinite(row[output]);
            }
            if (!finite) {
                throw new UnsupportedGraphException("a matrix holds numbers that are not finite");
            }
        }
    }

    int inputs() {
        return rows.length;
    }

    int outputs() {
        return bias.length;
    }

    float[] row(final int input) {
        return rows[input];
    }

    float bias(final int output) {
        return bias[output];
    }

    /** The inputs whose weight for an output is not 0, ascending. */
    int[] support(final int output) {
        return IntStream.range(0, rows.length)
                .filter(input -> rows[input][output] != 0)
                .toArray();
    }

    /** The weights of some inputs for an output. */
    float[] of(final int output, final int[] inputs) {
        final float[] weights = new float[inputs.length];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = rows[inputs[i]][output];
        }
        return weights;
    }

    /** Tells whether an output has the bias and the terms of the output before it, and perhaps more terms after them. */
    boolean continues(final int output, final int[] support, final int[] supportBefore) {
        return supportBefore.length > 0
                && support.length >= supportBefore.length
                && bias[output] == bias[output - 1]
                && Arrays.mismatch(support, supportBefore)
                        == (support.length == supportBefore.length ? -1 : supportBefore.length)
                && Arrays.equals(of(output, supportBefore), of(output - 1, supportBefore));
    }
}

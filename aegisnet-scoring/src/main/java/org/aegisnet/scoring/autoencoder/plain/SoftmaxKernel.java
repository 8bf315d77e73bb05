package org.aegisnet.scoring.autoencoder.plain;

import java.util.Arrays;
import java.util.Optional;

/**
 * The softmax over units, its logarithm, or both: the largest is taken away first, so that nothing overflows.
 */
final class SoftmaxKernel implements Kernel {
    static final int WORKING = 3;

    private final int[] from;
    private final int[] into;
    private final boolean logarithm;
    private final Optional<int[]> softmax;
    private final int largestSlot;
    private final int sumSlot;
    private final int exponentialSlot;

    /**
     * @param logarithms where the logarithms go; one of the two is asked for
     * @param softmax where the softmax goes
     * @param working {@value #WORKING} slots to work in
     */
    SoftmaxKernel(
            final int[] from, final Optional<int[]> logarithms, final Optional<int[]> softmax, final int[] working) {
        this.from = from;
        this.into = logarithms.or(() -> softmax).orElseThrow();
        this.logarithm = logarithms.isPresent();
        this.softmax = softmax;
        this.largestSlot = working[0];
        this.sumSlot = working[1];
        this.exponentialSlot = working[2];
    }

    @Override
    public void run(final float[][] units, final double[] working, final int flows) {
        final float[] largest = units[largestSlot];
        final float[] sum = units[sumSlot];
        System.arraycopy(units[from[0]], 0, largest, 0, flows);
        for (int unit = 1; unit < from.length; unit++) {
            BinaryOperator.MAXIMUM.arrays(largest, units[from[unit]], largest, flows);
        }
        Arrays.fill(sum, 0, flows, 0);
        for (int unit = 0; unit < from.length; unit++) {
            final float[] below = units[into[unit]];
            final float[] exponential = units[softmax.isPresent() ? softmax.get()[unit] : exponentialSlot];
            BinaryOperator.SUBTRACT.arrays(units[from[unit]], largest, below, flows);
            Exponential.of(below, exponential, working, flows);
            BinaryOperator.ADD.arrays(sum, exponential, sum, flows);
        }
        if (softmax.isPresent()) {
            for (final int unit : softmax.get()) {
                BinaryOperator.DIVIDE.arrays(units[unit], sum, units[unit], flows);
            }
        }
        if (logarithm) {
            Logarithm.of(sum, sum, working, flows);
            for (final int unit : into) {
                BinaryOperator.SUBTRACT.arrays(units[unit], sum, units[unit], flows);
            }
        }
    }

    @Override
    public void run(final float[] flow, final float[] working) {
        float largest = flow[from[0]];
        for (int unit = 1; unit < from.length; unit++) {
            largest = Math.max(largest, flow[from[unit]]);
        }
        float sum = 0;
        for (int unit = 0; unit < from.length; unit++) {
            final float below = flow[from[unit]] - largest;
            final float exponential = Exponential.of(below);
            flow[into[unit]] = below;
            flow[softmax.isPresent() ? softmax.get()[unit] : exponentialSlot] = exponential;
            sum += exponential;
        }
        if (softmax.isPresent()) {
            for (final int unit : softmax.get()) {
                flow[unit] /= sum;
            }
        }
        if (logarithm) {
            final float all = Logarithm.of(sum);
            for (final int unit : into) {
                flow[unit] -= all;
            }
        }
    }
}

package org.aegisnet.scoring.autoencoder.plain;

import java.util.Optional;

/** An operator on two units each, of which one may be a constant. */
final class BinaryKernel implements Kernel {
    private final BinaryOperator operator;
    private final int[] left;
    private final int[] right;
    private final Optional<float[]> leftConstants;
    private final Optional<float[]> rightConstants;
    private final int[] into;

    /**
     * @param leftConstants what the slots of {@code left} hold, if they are constants
     * @param rightConstants likewise
     */
    BinaryKernel(
            final BinaryOperator operator,
            final int[] left,
            final Optional<float[]> leftConstants,
            final int[] right,
            final Optional<float[]> rightConstants,
            final int[] into) {
        this.operator = operator;
        this.left = left;
        this.right = right;
        this.leftConstants = leftConstants;
        this.rightConstants = rightConstants;
        this.into = into;
    }

    @Override
    public void run(final float[][] units, final double[] working, final int flows) {
        if (leftConstants.isPresent()) {
            final float[] constants = leftConstants.get();
            for (int i = 0; i < into.length; i++) {
                operator.left(constants[i], units[right[i]], units[into[i]], flows);
            }
        } else if (rightConstants.isPresent()) {
            final float[] constants = rightConstants.get();
            for (int i = 0; i < into.length; i++) {
                operator.right(units[left[i]], constants[i], units[into[i]], flows);
            }
        } else {
            for (int i = 0; i < into.length; i++) {
                operator.arrays(units[left[i]], units[right[i]], units[into[i]], flows);
            }
        }
    }

    @Override
    public void run(final float[] flow, final float[] working) {
        operator.slots(flow, left, right, into);
    }
}

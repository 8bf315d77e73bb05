package org.aegisnet.scoring.autoencoder.plain;

/** Kernel of ONNX's Where: it takes one unit if a truth holds, and another unit if not. */
final class WhereKernel implements Kernel {
    private final int[] truths;
    private final int[] whereTrue;
    private final int[] whereFalse;
    private final int[] into;

    WhereKernel(final int[] truths, final int[] whereTrue, final int[] whereFalse, final int[] into) {
        this.truths = truths;
        this.whereTrue = whereTrue;
        this.whereFalse = whereFalse;
        this.into = into;
    }

    @Override
    public void run(final float[][] units, final double[] working, final int flows) {
        for (int unit = 0; unit < into.length; unit++) {
            final float[] truth = units[truths[unit]];
            final float[] a = units[whereTrue[unit]];
            final float[] b = units[whereFalse[unit]];
            final float[] y = units[into[unit]];
            for (int i = 0; i < flows; i++) {
                y[i] = truth[i] != 0 ? a[i] : b[i];
            }
        }
    }

    @Override
    public void run(final float[] flow, final float[] working) {
        for (int unit = 0; unit < into.length; unit++) {
            flow[into[unit]] = flow[truths[unit]] != 0 ? flow[whereTrue[unit]] : flow[whereFalse[unit]];
        }
    }
}

package org.aegisnet.scoring.autoencoder.plain;

/** Units times a constant plus a constant, rounded after each. */
final class AffineKernel implements Kernel {
    private final int[] from;
    private final float[] slopes;
    private final float[] starts;
    private final int[] into;

    AffineKernel(final int[] from, final float[] slopes, final float[] starts, final int[] into) {
        this.from = from;
        this.slopes = slopes;
        this.starts = starts;
        this.into = into;
    }

    @Override
    public void run(final float[][] units, final double[] working, final int flows) {
        for (int unit = 0; unit < into.length; unit++) {
            line(units[from[unit]], slopes[unit], starts[unit], units[into[unit]], flows);
        }
    }

    private static void line(
            final float[] x, final float slope, final float start, final float[] into, final int count) {
        for (int i = 0; i < count; i++) {
            into[i] = x[i] * slope + start;
        }
    }

    @Override
    public void run(final float[] flow, final float[] working) {
        for (int unit = 0; unit < into.length; unit++) {
            flow[into[unit]] = flow[from[unit]] * slopes[unit] + starts[unit];
        }
    }
}

package org.aegisnet.scoring.autoencoder.plain;

/** A function of each of some units. */
final class UnaryKernel implements Kernel {
    private final UnaryOperator operator;
    private final int[] from;
    private final int[] into;

    UnaryKernel(final UnaryOperator operator, final int[] from, final int[] into) {
        this.operator = operator;
        this.from = from;
        this.into = into;
    }

    @Override
    public void run(final float[][] units, final double[] working, final int flows) {
        for (int unit = 0; unit < into.length; unit++) {
            operator.of(units[from[unit]], units[into[unit]], working, flows);
        }
    }

    @Override
    public void run(final float[] flow, final float[] working) {
        for (int unit = 0; unit < into.length; unit++) {
            flow[into[unit]] = operator.of(flow[from[unit]]);
        }
    }
}

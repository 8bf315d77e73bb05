package org.aegisnet.scoring.autoencoder.plain;

/**
 * Units that are positions in a table, replaced by its entries; negative positions count from its end. A position that the table does not have
 * gives NaN, so that a flow that leads there has no score and its neighbours have theirs. The guard lets in only graphs for which it is proven
 * that there is no such flow.
 */
final class GatherKernel implements Kernel {
    private final float[] table;
    private final int[] from;
    private final int[] into;

    GatherKernel(final float[] table, final int[] from, final int[] into) {
        this.table = table;
        this.from = from;
        this.into = into;
    }

    @Override
    public void run(final float[][] units, final double[] working, final int flows) {
        for (int unit = 0; unit < into.length; unit++) {
            final float[] x = units[from[unit]];
            final float[] y = units[into[unit]];
            for (int i = 0; i < flows; i++) {
                y[i] = entry(x[i]);
            }
        }
    }

    @Override
    public void run(final float[] flow, final float[] working) {
        for (int unit = 0; unit < into.length; unit++) {
            flow[into[unit]] = entry(flow[from[unit]]);
        }
    }

    private float entry(final float position) {
        if (!(position >= -table.length && position < table.length)) {
            return Float.NaN;
        }
        return table[(int) (position < 0 ? position + table.length : position)];
    }
}

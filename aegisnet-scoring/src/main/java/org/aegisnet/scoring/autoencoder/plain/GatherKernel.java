package org.aegisnet.scoring.autoencoder.plain;

/**
 * Kernel that replaces units that are positions in a table by the entries of the table. Negative positions count from the table's end. A
 * position that the table does not have gives NaN, so that only the flow that leads there has no score. The guard accepts only graphs for which
 * it is proven that such a flow cannot occur.
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

package org.aegisnet.scoring.autoencoder.plain;

import org.aegisnet.scoring.engine.ScoringException;

/** Units that are positions in a table, replaced by its entries; negative positions count from its end. */
final class ChoiceKernel implements Kernel {
    private final float[] table;
    private final int[] from;
    private final int[] into;

    ChoiceKernel(final float[] table, final int[] from, final int[] into) {
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
            throw new ScoringException("A flow leads to position %s of a table of %d numbers"
                    .formatted(Float.toString(position), table.length));
        }
        return table[(int) (position < 0 ? position + table.length : position)];
    }
}

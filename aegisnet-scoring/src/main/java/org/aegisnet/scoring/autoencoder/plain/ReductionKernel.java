package org.aegisnet.scoring.autoencoder.plain;

/** Groups of units, each reduced to one. */
final class ReductionKernel implements Kernel {
    private final Reduction reduction;
    private final int[][] groups;
    private final int[] into;

    /** @param groups slots, for each of {@code into} */
    ReductionKernel(final Reduction reduction, final int[][] groups, final int[] into) {
        this.reduction = reduction;
        this.groups = groups;
        this.into = into;
    }

    @Override
    public void run(final float[][] units, final double[] working, final int flows) {
        for (int group = 0; group < into.length; group++) {
            final int[] members = groups[group];
            final float[] y = units[into[group]];
            System.arraycopy(units[members[0]], 0, y, 0, flows);
            for (int member = 1; member < members.length; member++) {
                reduction.operator().arrays(y, units[members[member]], y, flows);
            }
            if (reduction.shared()) {
                BinaryOperator.DIVIDE.right(y, members.length, y, flows);
            }
        }
    }

    @Override
    public void run(final float[] flow, final float[] working) {
        for (int group = 0; group < into.length; group++) {
            final int[] members = groups[group];
            float y = flow[members[0]];
            if (reduction.operator() == BinaryOperator.ADD) {
                for (int member = 1; member < members.length; member++) {
                    y += flow[members[member]];
                }
            } else {
                for (int member = 1; member < members.length; member++) {
                    y = reduction.operator().of(y, flow[members[member]]);
                }
            }
            flow[into[group]] = reduction.shared() ? y / members.length : y;
        }
    }
}

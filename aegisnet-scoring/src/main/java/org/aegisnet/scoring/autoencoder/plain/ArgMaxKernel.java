package org.aegisnet.scoring.autoencoder.plain;

/** For groups of units the position of the largest in its group, the first if several are. */
final class ArgMaxKernel implements Kernel {
    private final int[][] groups;
    private final int[] into;

    /** @param groups slots, for each of {@code into} */
    ArgMaxKernel(final int[][] groups, final int[] into) {
        this.groups = groups;
        this.into = into;
    }

    @Override
    public void run(final float[][] units, final double[] working, final int flows) {
        for (int group = 0; group < into.length; group++) {
            final float[] y = units[into[group]];
            for (int i = 0; i < flows; i++) {
                int position = 0;
                float largest = units[groups[group][0]][i];
                for (int member = 1; member < groups[group].length; member++) {
                    final float x = units[groups[group][member]][i];
                    if (x > largest) {
                        largest = x;
                        position = member;
                    }
                }
                y[i] = position;
            }
        }
    }

    @Override
    public void run(final float[] flow, final float[] working) {
        for (int group = 0; group < into.length; group++) {
            int position = 0;
            float largest = flow[groups[group][0]];
            for (int member = 1; member < groups[group].length; member++) {
                final float x = flow[groups[group][member]];
                if (x > largest) {
                    largest = x;
                    position = member;
                }
            }
            flow[into[group]] = position;
        }
    }
}

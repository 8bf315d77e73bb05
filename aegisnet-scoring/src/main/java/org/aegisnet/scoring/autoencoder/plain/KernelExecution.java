package org.aegisnet.scoring.autoencoder.plain;

import java.util.Arrays;
import org.aegisnet.scoring.engine.FeatureBatch;

/** A program and the memory it works in. For one thread; allocates nothing after it has been made. */
final class KernelExecution {
    /** Fewer flows are worked on one by one. */
    private static final int WORTH_A_TILE = 6;

    private static final float[] NONE = {};

    private final KernelProgram program;
    private final Kernel[] kernels;
    private final float[][] units;
    private final float[] flow;
    private final float[] working;
    private final double[] wide;
    private final float[] features;
    private final int width;

    /** @param width the most flows that are worked on at once */
    KernelExecution(final KernelProgram program, final int width) {
        this.program = program;
        this.kernels = program.kernels().toArray(Kernel[]::new);
        this.width = width;
        this.units = new float[program.slots()][];
        this.flow = new float[program.slots()];
        this.working = new float[program.mostOutputs()];
        this.wide = new double[width];
        this.features = new float[program.features()];
        for (int slot = 0; slot < program.firstConstantSlot(); slot++) {
            units[slot] = new float[width];
        }
        for (int slot = program.firstConstantSlot(); slot < units.length; slot++) {
            final int constant = slot - program.firstConstantSlot();
            flow[slot] = program.constant(constant);
            units[slot] = program.isUnit(constant) ? new float[width] : NONE;
            Arrays.fill(units[slot], flow[slot]);
        }
    }

    /**
     * Runs the program.
     *
     * @param rows the first of the batch, in tiles of about the same size
     * @param into for each row all outputs
     */
    void run(final FeatureBatch batch, final int rows, final float[] into) {
        final int tiles = Math.ceilDiv(rows, width);
        for (int tile = 0; tile < tiles; tile++) {
            final int start = (int) ((long) rows * tile / tiles);
            final int flows = (int) ((long) rows * (tile + 1) / tiles) - start;
            if (flows < WORTH_A_TILE) {
                for (int row = start; row < start + flows; row++) {
                    runOne(batch, row, into);
                }
            } else {
                runMany(batch, start, flows, into);
            }
        }
    }

    private void runMany(final FeatureBatch batch, final int start, final int flows, final float[] into) {
        for (int i = 0; i < flows; i++) {
            batch.copyRow(start + i, features);
            for (int feature = 0; feature < features.length; feature++) {
                units[program.inputSlot(feature)][i] = features[feature];
            }
        }
        for (final Kernel kernel : kernels) {
            kernel.run(units, wide, flows);
        }
        final int outputs = program.outputs();
        for (int output = 0; output < outputs; output++) {
            final float[] values = units[program.outputSlot(output)];
            for (int i = 0; i < flows; i++) {
                into[(start + i) * outputs + output] = values[i];
            }
        }
    }

    private void runOne(final FeatureBatch batch, final int row, final float[] into) {
        batch.copyRow(row, features);
        for (int feature = 0; feature < features.length; feature++) {
            flow[program.inputSlot(feature)] = features[feature];
        }
        for (final Kernel kernel : kernels) {
            kernel.run(flow, working);
        }
        final int outputs = program.outputs();
        for (int output = 0; output < outputs; output++) {
            into[row * outputs + output] = flow[program.outputSlot(output)];
        }
    }
}

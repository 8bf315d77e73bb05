package org.aegisnet.scoring.autoencoder.plain;

import java.util.List;

/** Kernels in their order, and what lies in which slot. Immutable. */
final class KernelProgram {
    private static final int MAX_FLOWS = 512;
    private static final int FEWEST_FLOWS = 8;

    /** Two megabytes: more flows at once make the loops longer, but at some point the caches hold them no more. */
    private static final int NUMBERS_AT_ONCE = 512 * 1024;

    private final List<Kernel> kernels;
    private final SlotAllocator plan;
    private final List<Float> constants;
    private final int[] inputs;
    private final int[] outputs;
    private final int mostOutputs;

    /**
     * @param inputs units, one for each feature
     * @param outputs units, in the order in which they are asked for
     * @param mostOutputs the most that a product has
     */
    KernelProgram(final ProgramBuilder graph, final int[] inputs, final int[] outputs, final int mostOutputs) {
        this.plan = new SlotAllocator(graph, inputs, outputs);
        this.kernels = plan.kernels();
        this.constants = graph.constantList();
        this.inputs = plan.of(inputs);
        this.outputs = plan.of(outputs);
        this.mostOutputs = mostOutputs;
    }

    /**
     * Memory for one thread to run the program in.
     *
     * @param rows the most flows in a batch
     */
    KernelExecution open(final int rows) {
        return new KernelExecution(this, Math.min(rows, flowsAtOnce()));
    }

    List<Kernel> kernels() {
        return kernels;
    }

    int features() {
        return inputs.length;
    }

    int inputSlot(final int feature) {
        return inputs[feature];
    }

    int outputs() {
        return outputs.length;
    }

    int outputSlot(final int output) {
        return outputs[output];
    }

    /** The most flows that are worked on at once. */
    private int flowsAtOnce() {
        return Math.clamp(NUMBERS_AT_ONCE / Math.max(1, plan.count()), FEWEST_FLOWS, MAX_FLOWS);
    }

    int mostOutputs() {
        return mostOutputs;
    }

    int slots() {
        return plan.count() + constants.size();
    }

    int firstConstantSlot() {
        return plan.count();
    }

    float constant(final int position) {
        return constants.get(position);
    }

    /** Tells whether kernels that work on many flows read the constant as if it were a unit. */
    boolean isUnit(final int constant) {
        return plan.isRead(constant);
    }
}

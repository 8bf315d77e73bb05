package org.aegisnet.scoring.autoencoder.plain;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/**
 * Allocator that leaves out the steps that no output needs. It gives every unit of the other steps a slot. The unit keeps the slot from the step
 * that writes it to the last step that reads it. Free slots are used again, the latest first, because it is still in the processor's cache.
 * Constants have separate slots after all others. Immutable.
 */
final class SlotAllocator implements Slots {
    private final List<Instruction> steps = new ArrayList<>();
    private final int[] slots;
    private final int[] lastRead;
    private final boolean[] needed;
    private final boolean[] constantsRead;
    private int count;

    /**
     * @param inputs units that are there from the start
     * @param outputs units that are asked for
     */
    SlotAllocator(final ProgramBuilder graph, final int[] inputs, final int[] outputs) {
        this.slots = new int[graph.unitCount()];
        this.lastRead = new int[graph.unitCount()];
        this.constantsRead = new boolean[graph.constantList().size()];
        this.needed = new boolean[graph.unitCount()];
        Arrays.fill(slots, -1);
        choose(graph.steps(), outputs);
        place(inputs, outputs);
    }

    private void choose(final List<Instruction> all, final int... outputs) {
        for (final int output : outputs) {
            needed[output] = true;
        }
        for (final Instruction step : all.reversed()) {
            if (Arrays.stream(step.writes()).anyMatch(unit -> needed[unit])) {
                steps.add(step);
                for (final int unit : step.reads()) {
                    if (unit >= 0) {
                        needed[unit] = true;
                    } else {
                        constantsRead[-1 - unit] = true;
                    }
                }
            }
        }
        Collections.reverse(steps);
    }

    private void place(final int[] inputs, final int... outputs) {
        Arrays.fill(lastRead, -1);
        for (int step = 0; step < steps.size(); step++) {
            for (final int unit : steps.get(step).reads()) {
                if (unit >= 0) {
                    lastRead[unit] = step;
                }
            }
        }
        for (final int unit : inputs) {
            lastRead[unit] = steps.size();
        }
        for (final int unit : outputs) {
            lastRead[unit] = steps.size();
        }
        final Deque<Integer> free = new ArrayDeque<>();
        give(free, inputs);
        for (int step = 0; step < steps.size(); step++) {
            give(free, steps.get(step).writes());
            take(free, step, steps.get(step).reads());
            take(free, step, steps.get(step).writes());
        }
    }

    private void give(final Deque<Integer> free, final int... units) {
        for (final int unit : units) {
            slots[unit] = free.isEmpty() ? count++ : free.pop();
        }
    }

    private void take(final Deque<Integer> free, final int step, final int... units) {
        for (final int unit : units) {
            if (unit >= 0 && lastRead[unit] <= step && lastRead[unit] != Integer.MIN_VALUE) {
                lastRead[unit] = Integer.MIN_VALUE;
                free.push(slots[unit]);
            }
        }
    }

    @Override
    public int of(final int unit) {
        return unit >= 0 ? slots[unit] : count - 1 - unit;
    }

    @Override
    public boolean isNeeded(final int unit) {
        return needed[unit];
    }

    /** The kernels in their order. */
    List<Kernel> kernels() {
        return steps.stream().map(step -> step.kernel().apply(this)).toList();
    }

    /** Slots without those of constants. */
    int count() {
        return count;
    }

    /** Tells whether the constant at a position is read as a unit of many flows. */
    boolean isRead(final int constant) {
        return constantsRead[constant];
    }
}

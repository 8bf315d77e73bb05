package org.aegisnet.scoring.autoencoder.plain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The steps of a program while it is being made: units are numbered, constants are units from 0 downwards. For one thread. */
final class ProgramBuilder {
    /** Flow models have thousands; a graph that the guard lets in could have millions, and each takes room while the program is made. */
    private static final int MAX_NUMBERS = 1 << 18;

    private final List<Instruction> steps = new ArrayList<>();
    private final List<Float> constants = new ArrayList<>();
    private final Map<Integer, Integer> constantUnits = new HashMap<>();
    private final Map<BatchedTensor, BatchedTensor> softmaxes = new HashMap<>();
    private int units;

    /** @throws UnsupportedGraphException if there are more units and constants than a program may have; to be called before each step is added */
    void checkSize() throws UnsupportedGraphException {
        if (units + constants.size() > MAX_NUMBERS) {
            throw new UnsupportedGraphException("more than %d numbers".formatted(MAX_NUMBERS));
        }
    }

    /** New units. */
    int[] units(final int count) {
        final int[] numbers = new int[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = units++;
        }
        return numbers;
    }

    /** Units that hold constants for every flow: -1 and below. */
    int[] constants(final float... numbers) {
        final int[] numbered = new int[numbers.length];
        for (int i = 0; i < numbered.length; i++) {
            final float number = numbers[i];
            numbered[i] = constantUnits.computeIfAbsent(Float.floatToRawIntBits(number), bits -> {
                constants.add(number);
                return -constants.size();
            });
        }
        return numbered;
    }

    /** Adds a step that makes a signal. */
    BatchedTensor add(final TensorType kind, final Shape shape, final int[] reads, final SignalStep kernel) {
        return add(kind, shape, reads, 0, kernel);
    }

    /**
     * Adds a step that makes a signal.
     *
     * @param working units that the kernel needs to work in
     */
    BatchedTensor add(
            final TensorType kind, final Shape shape, final int[] reads, final int working, final SignalStep kernel) {
        final int[] written = units(shape.elements());
        final int[] scratch = units(working);
        final Function<Slots, Kernel> made = slots -> kernel.kernel(slots, slots.of(written), slots.of(scratch));
        steps.add(new Instruction(reads, joined(written, scratch), made));
        return new BatchedTensor(kind, shape, written);
    }

    /**
     * Adds a step that applies an operator to a signal of floats and a number for each of its units.
     *
     * @param numbers on the operator's right, in the order of the units
     */
    BatchedTensor addConstants(final BinaryOperator operator, final BatchedTensor x, final float... numbers) {
        final int[] right = constants(numbers);
        return add(
                TensorType.FLOAT,
                x.shape(),
                x.units(),
                (slots, into, working) -> new BinaryKernel(
                        operator, slots.of(x.units()), Optional.empty(), slots.of(right), Optional.of(numbers), into));
    }

    /** Adds a step that makes the softmax of a signal's units or its logarithm, and both if both are asked for. */
    BatchedTensor addSoftmax(final BatchedTensor x, final boolean logarithm) {
        final int[] logarithms = units(x.units().length);
        final int[] softmax = units(x.units().length);
        final int[] working = units(SoftmaxKernel.WORKING);
        steps.add(new Instruction(
                x.units(),
                joined(logarithms, softmax, working),
                slots -> new SoftmaxKernel(
                        slots.of(x.units()),
                        ifNeeded(slots, logarithms),
                        ifNeeded(slots, softmax),
                        slots.of(working))));
        final BatchedTensor logarithmSignal = new BatchedTensor(TensorType.FLOAT, x.shape(), logarithms);
        final BatchedTensor softmaxSignal = new BatchedTensor(TensorType.FLOAT, x.shape(), softmax);
        softmaxes.put(logarithmSignal, softmaxSignal);
        return logarithm ? logarithmSignal : softmaxSignal;
    }

    private static Optional<int[]> ifNeeded(final Slots slots, final int... units) {
        return Arrays.stream(units).anyMatch(slots::isNeeded) ? Optional.of(slots.of(units)) : Optional.empty();
    }

    /** The softmax of which a signal is the logarithm. */
    Optional<BatchedTensor> softmaxOf(final BatchedTensor logarithm) {
        return Optional.ofNullable(softmaxes.get(logarithm));
    }

    private static int[] joined(final int[]... units) {
        return Arrays.stream(units).flatMapToInt(Arrays::stream).toArray();
    }

    List<Instruction> steps() {
        return List.copyOf(steps);
    }

    int unitCount() {
        return units;
    }

    /** The constants; the one at a position is unit {@code -1 - position}. */
    List<Float> constantList() {
        return List.copyOf(constants);
    }

    /** Factory of the kernels of a step that makes a signal. */
    @FunctionalInterface
    interface SignalStep {
        /**
         * Makes the kernel.
         *
         * @param slots of what is read
         * @param into slots of the signal
         * @param working slots to work in
         */
        Kernel kernel(Slots slots, int[] into, int[] working);
    }
}

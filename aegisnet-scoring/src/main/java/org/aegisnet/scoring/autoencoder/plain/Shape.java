package org.aegisnet.scoring.autoencoder.plain;

import java.util.Arrays;

/** The sizes of a tensor's dimensions; of a signal without the first, the flows. Immutable. */
@SuppressWarnings("ArrayRecordComponent")
record Shape(int... sizes) {
    int rank() {
        return sizes.length;
    }

    int size(final int axis) {
        return sizes[axis];
    }

    int elements() {
        int elements = 1;
        for (final int size : sizes) {
            elements *= size;
        }
        return elements;
    }

    /** The product of the sizes before an axis. */
    int before(final int axis) {
        return new Shape(Arrays.copyOf(sizes, axis)).elements();
    }

    /** The product of the sizes after an axis. */
    int after(final int axis) {
        return new Shape(Arrays.copyOfRange(sizes, axis + 1, sizes.length)).elements();
    }

    Shape with(final int axis, final int size) {
        final int[] changed = sizes.clone();
        changed[axis] = size;
        return new Shape(changed);
    }

    Shape without(final int axis) {
        final int[] rest = new int[sizes.length - 1];
        System.arraycopy(sizes, 0, rest, 0, axis);
        System.arraycopy(sizes, axis + 1, rest, axis, rest.length - axis);
        return new Shape(rest);
    }

    /** The shape of what two tensors give element by element; a size of 1 goes with any. */
    Shape broadcast(final Shape other) throws UnsupportedGraphException {
        final int rank = Math.max(rank(), other.rank());
        final int[] both = new int[rank];
        for (int i = 1; i <= rank; i++) {
            final int one = i <= rank() ? sizes[rank() - i] : 1;
            final int two = i <= other.rank() ? other.sizes[other.rank() - i] : 1;
            if (one != two && one != 1 && two != 1) {
                throw new UnsupportedGraphException("sizes %d and %d do not go together".formatted(one, two));
            }
            both[rank - i] = one == 1 ? two : one;
        }
        return new Shape(both);
    }

    /** For each element of a shape that this one has been broadcast to, which element of this one it is. */
    int[] elementsFor(final Shape wide) {
        final int[] positions = new int[wide.elements()];
        for (int element = 0; element < positions.length; element++) {
            int rest = element;
            int stride = 1;
            int position = 0;
            for (int i = 1; i <= rank(); i++) {
                final int wideSize = wide.sizes[wide.rank() - i];
                final int size = sizes[rank() - i];
                position += size == 1 ? 0 : stride * (rest % wideSize);
                rest /= wideSize;
                stride *= size;
            }
            positions[element] = position;
        }
        return positions;
    }

    boolean sameAs(final Shape other) {
        return Arrays.equals(sizes, other.sizes);
    }
}

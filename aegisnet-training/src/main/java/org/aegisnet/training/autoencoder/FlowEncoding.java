package org.aegisnet.training.autoencoder;

import java.util.Arrays;
import java.util.List;

/**
 * Encoding of a flow as the network's input. The features are read one after the other, each as a block. A block holds the units of the
 * feature's encoding, then one unit that is 1 if the feature is unknown. Immutable.
 */
final class FlowEncoding {
    private final int[] readingOrder;
    private final List<ValueEncoding> encodings;
    private final int[] blockStarts;
    private final int[] unitStarts;

    /**
     * @param readingOrder the positions of the features in a flow, in the order in which they are read
     * @param encodings one for each feature, in the order of a flow
     */
    FlowEncoding(final int[] readingOrder, final List<ValueEncoding> encodings) {
        this.readingOrder = readingOrder.clone();
        this.encodings = List.copyOf(encodings);
        this.blockStarts = new int[readingOrder.length + 1];
        this.unitStarts = new int[readingOrder.length + 1];
        for (int turn = 0; turn < readingOrder.length; turn++) {
            final int width = encodings.get(readingOrder[turn]).width();
            blockStarts[turn + 1] = blockStarts[turn] + width + 1;
            unitStarts[turn + 1] = unitStarts[turn] + width;
        }
    }

    int features() {
        return readingOrder.length;
    }

    /** The position in a flow of the feature that is read at a turn, 0 to {@link #features} - 1. */
    int featureAt(final int turn) {
        return readingOrder[turn];
    }

    ValueEncoding encodingOf(final int feature) {
        return encodings.get(feature);
    }

    /** The inputs of the network: all blocks. */
    int inputs() {
        return blockStarts[readingOrder.length];
    }

    /** The input that a turn's block begins with. */
    int blockStart(final int turn) {
        return blockStarts[turn];
    }

    /** The input that says that the feature of a turn is unknown. */
    int unknownUnit(final int turn) {
        return blockStarts[turn + 1] - 1;
    }

    /** The outputs of the network: the units of all encodings, in reading order. */
    int outputs() {
        return unitStarts[readingOrder.length];
    }

    /** The output that a turn's units begin with. */
    int unitStart(final int turn) {
        return unitStarts[turn];
    }

    /**
     * Encodes a flow.
     *
     * @param flow one value for each feature; NaN if unknown
     * @param input receives {@link #inputs} numbers
     */
    void encode(final float[] flow, final double[] input) {
        for (int turn = 0; turn < readingOrder.length; turn++) {
            final float value = flow[readingOrder[turn]];
            if (Float.isNaN(value)) {
                hide(turn, input);
            } else {
                encodings.get(readingOrder[turn]).encode(value, input, blockStarts[turn]);
                input[unknownUnit(turn)] = 0;
            }
        }
    }

    /** Makes the feature of a turn unknown in an encoded flow. */
    void hide(final int turn, final double[] input) {
        Arrays.fill(input, blockStarts[turn], unknownUnit(turn), 0);
        input[unknownUnit(turn)] = 1;
    }

    boolean isKnown(final int turn, final double[] input) {
        return input[unknownUnit(turn)] == 0;
    }
}

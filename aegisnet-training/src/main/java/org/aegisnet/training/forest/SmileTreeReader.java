package org.aegisnet.training.forest;

import smile.base.cart.InternalNode;
import smile.base.cart.Node;
import smile.base.cart.OrdinalNode;
import smile.base.cart.RegressionNode;
import smile.data.Tuple;
import smile.data.type.StructType;

/**
 * Reader of a tree from Smile's classes. Smile keeps a threshold as a double without an accessor. An engine needs the largest float that still goes
 * to the true child; the reader finds it exactly by queries to the node itself.
 */
final class SmileTreeReader {
    private final StructType schema;

    /** @param schema the columns the tree was grown on */
    SmileTreeReader(final StructType schema) {
        this.schema = schema;
    }

    Tree read(final Node root) {
        final Tree.Builder builder = new Tree.Builder();
        read(root, builder.reserve(), builder);
        return builder.build();
    }

    private void read(final Node node, final int number, final Tree.Builder builder) {
        switch (node) {
            case OrdinalNode split -> {
                final int trueChild = builder.reserve();
                final int falseChild = builder.reserve();
                builder.split(number, split.feature(), threshold(split), trueChild, falseChild);
                read(split.trueChild(), trueChild, builder);
                read(split.falseChild(), falseChild, builder);
            }
            case RegressionNode leaf -> builder.leaf(number, leaf.output());
            default -> throw new IllegalStateException("A tree over numbers has no " + node.getClass());
        }
    }

    /** Halves the ordered range of all floats until two neighbours are left. */
    private float threshold(final InternalNode split) {
        final double[] values = new double[schema.length()];
        final Tuple flow = Tuple.of(values, schema);
        int below = ordinal(Float.NEGATIVE_INFINITY);
        int above = ordinal(Float.POSITIVE_INFINITY);
        while ((long) above - below > 1) {
            final int middle = (int) (((long) below + above) >> 1);
            values[split.feature()] = value(middle);
            if (split.branch(flow)) {
                below = middle;
            } else {
                above = middle;
            }
        }
        return value(below);
    }

    /** An integer that sorts as the float does. */
    private static int ordinal(final float value) {
        final int bits = Float.floatToIntBits(value);
        return bits ^ ((bits >> 31) & Integer.MAX_VALUE);
    }

    private static float value(final int ordinal) {
        return Float.intBitsToFloat(ordinal ^ ((ordinal >> 31) & Integer.MAX_VALUE));
    }
}

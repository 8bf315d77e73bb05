package org.aegisnet.scoring.forest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Random forests and flows that meet where it hurts: ties on thresholds, neighbours of thresholds, both zeros, the ends of float. */
final class RandomEnsemble {
    private static final float[] AWKWARD = {
        0.0f,
        -0.0f,
        Float.MIN_VALUE,
        -Float.MIN_VALUE,
        Float.MIN_NORMAL,
        Float.MAX_VALUE,
        -Float.MAX_VALUE,
        1.0f,
        -1.0f,
        0.1f,
        16_777_216f
    };

    private final Random random;
    private final int features;
    private final List<String> modes;
    private final List<Float> thresholds = new ArrayList<>();
    private final EnsembleBuilder builder = new EnsembleBuilder();

    /** A tree's first node in the file is its root, so parents come before their children. */
    private final Map<Long, Runnable> nodesInOrder = new TreeMap<>();

    private long nextNode;

    RandomEnsemble(final long seed, final int features, final List<String> modes) {
        this.random = new Random(seed);
        this.features = features;
        this.modes = modes;
    }

    /** Trees that vote with the probability of an attack, which is where ONNX Runtime's labels are right: as weights of the first class only. */
    EnsembleBuilder votes(final int trees, final int depth) {
        return votes(trees, depth, false);
    }

    /** Trees that vote with the probabilities of both classes. */
    EnsembleBuilder votesOfBothClasses(final int trees, final int depth) {
        return votes(trees, depth, true);
    }

    private EnsembleBuilder votes(final int trees, final int depth, final boolean both) {
        for (int tree = 0; tree < trees; tree++) {
            nextNode = 0;
            grow(tree, depth, 1f / trees, both);
            nodesInOrder.values().forEach(Runnable::run);
            nodesInOrder.clear();
        }
        return builder;
    }

    /** The ensemble made so far. */
    EnsembleBuilder builder() {
        return builder;
    }

    private long grow(final long tree, final int depth, final float share, final boolean both) {
        final long node = nextNode++;
        if (depth == 0 || (node > 0 && random.nextInt(6) == 0)) {
            final float probability = random.nextFloat();
            nodesInOrder.put(node, () -> {
                if (both) {
                    builder.leafOfBoth(tree, node, probability, share);
                } else {
                    builder.leaf(tree, node).weight(tree, node, 0, probability * share);
                }
            });
            return node;
        }
        final float threshold =
                random.nextBoolean() ? AWKWARD[random.nextInt(AWKWARD.length)] : (float) random.nextGaussian();
        thresholds.add(threshold);
        final long whenTrue = grow(tree, depth - 1, share, both);
        final long whenFalse = grow(tree, depth - 1, share, both);
        final int feature = random.nextInt(features);
        final String mode = modes.get(random.nextInt(modes.size()));
        nodesInOrder.put(node, () -> builder.branch(tree, node, feature, mode, threshold, whenTrue, whenFalse));
        return node;
    }

    float[][] flows(final int count) {
        final float[][] flows = new float[count][features];
        for (final float[] flow : flows) {
            for (int feature = 0; feature < features; feature++) {
                flow[feature] = value();
            }
        }
        return flows;
    }

    private float value() {
        final float threshold = thresholds.isEmpty()
                ? (float) random.nextGaussian()
                : thresholds.get(random.nextInt(thresholds.size()));
        final float value = switch (random.nextInt(5)) {
            case 0 -> threshold;
            case 1 -> Math.nextUp(threshold);
            case 2 -> Math.nextDown(threshold);
            case 3 -> AWKWARD[random.nextInt(AWKWARD.length)];
            default -> (float) random.nextGaussian();
        };
        return Float.isInfinite(value) ? threshold : value;
    }
}

package org.aegisnet.scoring.forest;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.aegisnet.scoring.model.ModelRejectedException;

/**
 * Reader of the sums of a binary ensemble, as ONNX Runtime reads them. The ONNX specification leaves some of this open:
 *
 * <ul>
 *   <li>weights for both classes: each class has its sum; the post transform makes probabilities of the two sums;
 *   <li>weights for only one of the classes: they always speak for the second class. ONNX Runtime adds a base value if that class is the first,
 *       and ignores it if that class is the second. A model whose base value would be ignored is rejected, because its author meant the value to
 *       count.
 * </ul>
 *
 * Immutable.
 */
final class SegmentReader {
    private final TreeEnsemble ensemble;
    private final boolean attackIsSecond;
    private final boolean bothClasses;

    SegmentReader(final TreeEnsemble ensemble, final Optional<String> attackLabel) throws ModelRejectedException {
        this.ensemble = ensemble;
        this.attackIsSecond = attackIsSecond(ensemble, attackLabel);
        final long first = ensemble.weightClass(0);
        this.bothClasses = IntStream.range(0, ensemble.weights()).anyMatch(i -> ensemble.weightClass(i) != first);
    }

    private static boolean attackIsSecond(final TreeEnsemble ensemble, final Optional<String> attackLabel)
            throws ModelRejectedException {
        final List<String> labels = ensemble.labels();
        if (attackLabel.isPresent()) {
            if (!labels.contains(attackLabel.get())) {
                throw new ModelRejectedException(
                        "The metadata call '%s' the attack, but the forest's labels are '%s' and '%s'"
                                .formatted(attackLabel.get(), labels.get(0), labels.get(1)));
            }
            return labels.get(1).equals(attackLabel.get());
        }
        if (ensemble.labelsAreTexts()) {
            throw new ModelRejectedException(
                    "The forest's labels are '%s' and '%s'; say in the metadata which is the attack: attackLabel"
                            .formatted(labels.get(0), labels.get(1)));
        }
        return true;
    }

    LeafWeights leafWeights() {
        if (!bothClasses) {
            return new LeafWeights(1, 1);
        }
        if (isSoftmax()) {
            return attackIsSecond ? new LeafWeights(-1, 1) : new LeafWeights(1, -1);
        }
        return attackIsSecond ? new LeafWeights(0, 1) : new LeafWeights(1, 0);
    }

    /** @throws ModelRejectedException if what comes out is not known to be a probability */
    ForestOutput output() throws ModelRejectedException {
        final String transform = ensemble.postTransform();
        final boolean logistic = "LOGISTIC".equals(transform);
        if (bothClasses) {
            if (ensemble.baseValues() > 0 || !(logistic || isSoftmax() || "NONE".equals(transform))) {
                throw noProbability(transform);
            }
            return new ForestOutput(0, logistic || isSoftmax(), false);
        }
        final boolean forgotten = ensemble.baseValues() == 1 && ensemble.weightClass(0) == 1;
        if (!(logistic || "NONE".equals(transform)) || ensemble.baseValues() > 1 || forgotten) {
            throw noProbability(transform);
        }
        final double base = ensemble.baseValues() == 1 ? ensemble.baseValue(0) : 0;
        return new ForestOutput(base, logistic, !attackIsSecond);
    }

    private boolean isSoftmax() {
        return "SOFTMAX".equals(ensemble.postTransform());
    }

    private ModelRejectedException noProbability(final String transform) {
        return new ModelRejectedException(
                "The forest's output (post_transform %s, weights for %s, %d base values) is not known to be a probability; convert it so that it is"
                        .formatted(
                                transform,
                                bothClasses ? "both classes" : "class " + ensemble.weightClass(0),
                                ensemble.baseValues()));
    }
}

package org.aegisnet.training.autoencoder;

import ai.onnx.proto.OnnxMl.ModelProto;
import java.util.ArrayList;
import java.util.List;

/** Writer of an autoencoder, with all its preprocessing and scoring, as an ONNX graph. */
final class AutoencoderGraph {
    private final FlowEncoding encoding;
    private final List<PrefixLayer> layers;
    private final ErrorScale scale;
    private final UnknownFeatures unknownFeatures = new UnknownFeatures(AutoencoderFeatures.all());
    private final OnnxGraphBuilder graph = new OnnxGraphBuilder("flow autoencoder");

    AutoencoderGraph(final MaskedAutoencoder network, final ErrorScale scale) {
        this.encoding = network.encoding();
        this.layers = network.layers();
        this.scale = scale;
    }

    ModelProto build() {
        final int features = encoding.features();
        final String flows = graph.input("features", features);
        final String unknown = graph.apply("IsNaN", flows);
        final String known = graph.asFloats(graph.apply("Not", unknown));
        final String filled = graph.apply("Where", unknown, graph.row(0), flows);

        final String[] places = new String[features];
        final List<String> units = new ArrayList<>();
        final List<String> blocks = new ArrayList<>();
        for (int turn = 0; turn < features; turn++) {
            final int feature = encoding.featureAt(turn);
            final String isKnown = graph.columns(known, feature);
            final String weights = switch (encoding.encodingOf(feature)) {
                case KnotEncoding knots -> {
                    places[feature] = place(knots, graph.columns(filled, feature));
                    yield encode(knots, places[feature]);
                }
                case ClassEncoding classes -> encode(classes, graph.columns(filled, feature));
            };
            final String masked = graph.apply("Mul", weights, isKnown);
            units.add(masked);
            blocks.add(masked);
            blocks.add(graph.apply("Sub", graph.row(1), isKnown));
        }
        final String logits = network(graph.concatColumns(blocks));

        final List<String> logProbabilities = new ArrayList<>();
        final String[] expected = new String[features];
        final List<String> excesses = new ArrayList<>();
        final List<Integer> amounts = new ArrayList<>();
        for (int turn = 0; turn < features; turn++) {
            final int feature = encoding.featureAt(turn);
            final String ofFeature =
                    graph.logSoftmax(graph.columnRange(logits, encoding.unitStart(turn), encoding.unitStart(turn + 1)));
            logProbabilities.add(ofFeature);
            expected[feature] = switch (encoding.encodingOf(feature)) {
                case KnotEncoding knots -> {
                    final String median = median(knots, ofFeature);
                    excesses.add(
                            graph.apply("Mul", excess(knots, places[feature], median), graph.columns(known, feature)));
                    amounts.add(feature);
                    yield graph.choice(median, valuesOf(knots));
                }
                case ClassEncoding classes -> majority(classes, ofFeature);
            };
        }
        final String errors = errors(
                graph.concatColumns(units),
                graph.concatColumns(logProbabilities),
                known,
                isAnswer(graph.columns(filled, AutoencoderFeatures.SRC_PORT)),
                ofFeatures(graph.concatColumns(excesses), amounts));
        graph.output(graph.rowTotals(errors, features), "score");
        graph.output(errors, "feature_error", features);
        graph.output(graph.concatColumns(List.of(expected)), "expected", features);
        return graph.build();
    }

    private String place(final KnotEncoding knots, final String value) {
        final String positive = graph.apply("Max", value, graph.row(0));
        final String amount = graph.apply("Mul", positive, graph.row(knots.multiplier()));
        return graph.apply("Log", graph.apply("Add", amount, graph.row(1)));
    }

    private String encode(final KnotEncoding knots, final String anyPlace) {
        final int last = knots.width() - 1;
        final double[] risingSlope = new double[knots.width()];
        final double[] risingStart = new double[knots.width()];
        final double[] fallingSlope = new double[knots.width()];
        final double[] fallingStart = new double[knots.width()];
        for (int knot = 0; knot <= last; knot++) {
            if (knot > 0) {
                risingSlope[knot] = 1 / (knots.knot(knot) - knots.knot(knot - 1));
                risingStart[knot] = -risingSlope[knot] * knots.knot(knot - 1);
            } else {
                risingStart[knot] = 1;
            }
            if (knot < last) {
                fallingSlope[knot] = -1 / (knots.knot(knot + 1) - knots.knot(knot));
                fallingStart[knot] = -fallingSlope[knot] * knots.knot(knot + 1);
            } else {
                fallingStart[knot] = 1;
            }
        }
        final String place =
                graph.apply("Min", graph.apply("Max", anyPlace, graph.row(knots.knot(0))), graph.row(knots.knot(last)));
        return graph.apply(
                "Relu",
                graph.apply("Min", line(place, risingSlope, risingStart), line(place, fallingSlope, fallingStart)));
    }

    private String line(final String place, final double[] slope, final double[] start) {
        return graph.apply("Add", graph.apply("Mul", place, graph.row(slope)), graph.row(start));
    }

    private String encode(final ClassEncoding classes, final String value) {
        final double[] lower = new double[classes.rangeCount()];
        final double[] upper = new double[classes.rangeCount()];
        for (int range = 0; range < lower.length; range++) {
            lower[range] = classes.bound(range);
            upper[range] = classes.bound(range + 1);
        }
        final String number = graph.apply(
                "Min", graph.apply("Max", value, graph.row(classes.bound(0))), graph.row(classes.largest()));
        final String inRange = graph.asFloats(graph.apply(
                "And",
                graph.apply("GreaterOrEqual", number, graph.row(lower)),
                graph.apply("Less", number, graph.row(upper))));
        if (classes.listedCount() == 0) {
            return inRange;
        }
        final double[] listed = new double[classes.listedCount()];
        for (int index = 0; index < listed.length; index++) {
            listed[index] = classes.listed(index);
        }
        final String isListed = graph.asFloats(graph.apply("Equal", number, graph.row(listed)));
        final String unlisted = graph.apply("Sub", graph.row(1), graph.rowSums(isListed));
        return graph.concatColumns(List.of(isListed, graph.apply("Mul", inRange, unlisted)));
    }

    private String network(final String input) {
        final String first = graph.apply("Relu", linear(input, layers.get(0)));
        final String second = graph.apply("Relu", linear(first, layers.get(1)));
        return linear(second, layers.get(2));
    }

    private String linear(final String input, final PrefixLayer layer) {
        final double[][] weights = new double[layer.inputs()][layer.outputs()];
        final double[] biases = new double[layer.outputs()];
        for (int output = 0; output < biases.length; output++) {
            biases[output] = layer.bias(output);
            for (int unit = 0; unit < weights.length; unit++) {
                weights[unit][output] = layer.weight(unit, output);
            }
        }
        return graph.apply("Gemm", input, graph.matrix(weights), graph.vector(biases));
    }

    private String isAnswer(final String sourcePort) {
        return graph.asFloats(graph.apply(
                "And",
                graph.apply("GreaterOrEqual", sourcePort, graph.row(ErrorScale.FIRST_WELL_KNOWN_PORT)),
                graph.apply("Less", sourcePort, graph.row(ErrorScale.LAST_WELL_KNOWN_PORT + 1))));
    }

    /** The distance by which an amount exceeds the expected one, minus the distance at which excess begins. */
    private String excess(final KnotEncoding knots, final String place, final String median) {
        final double[] begins = new double[knots.width()];
        for (int unit = 0; unit < begins.length; unit++) {
            begins[unit] = knots.knot(unit) + scale.excessFrom();
        }
        return graph.apply("Relu", graph.apply("Sub", place, graph.choice(median, begins)));
    }

    /** The amounts' excesses in the features' columns, as far as they count. */
    private String ofFeatures(final String excesses, final List<Integer> amounts) {
        final double[][] counted = new double[amounts.size()][encoding.features()];
        for (int amount = 0; amount < counted.length; amount++) {
            counted[amount][amounts.get(amount)] = scale.excessWeight(amounts.get(amount));
        }
        return graph.apply("MatMul", excesses, graph.matrix(counted));
    }

    private String errors(
            final String units,
            final String logProbabilities,
            final String known,
            final String isAnswer,
            final String excess) {
        final int features = encoding.features();
        final double[][] members = new double[encoding.outputs()][features];
        final double[][] breadths = new double[encoding.outputs()][features];
        final double[] weights = new double[features];
        final double[][] digits = new double[features][1];
        for (int turn = 0; turn < features; turn++) {
            final int feature = encoding.featureAt(turn);
            weights[feature] = scale.weights().get(feature);
            digits[feature][0] = unknownFeatures.digitOf(feature);
            for (int unit = encoding.unitStart(turn); unit < encoding.unitStart(turn + 1); unit++) {
                members[unit][feature] = 1;
                breadths[unit][feature] = scale.breadthShare(feature)
                        * encoding.encodingOf(feature).breadthOf(unit - encoding.unitStart(turn));
            }
        }
        final String surprise = graph.apply("Mul", units, graph.apply("Neg", logProbabilities));
        final String crossEntropy = graph.apply("MatMul", surprise, graph.matrix(members));
        final String limited = graph.apply("Min", crossEntropy, graph.row(scale.ceiling()));
        final double[] ofAnswer = new double[features];
        ofAnswer[AutoencoderFeatures.DST_PORT] = 1;
        final String notOfAnswer = graph.apply("Sub", graph.row(1), graph.apply("Mul", isAnswer, graph.row(ofAnswer)));
        final String breadth = graph.apply("Mul", graph.apply("MatMul", units, graph.matrix(breadths)), notOfAnswer);
        final String weighted = graph.apply(
                "Add", graph.apply("Mul", graph.apply("Add", limited, breadth), graph.row(weights)), excess);
        final String set = graph.apply("MatMul", graph.apply("Sub", graph.row(1), known), graph.matrix(digits));
        return graph.apply(
                "Div",
                weighted,
                graph.choice(
                        graph.asPositions(set),
                        scale.limits().stream().mapToDouble(limit -> limit).toArray()));
    }

    /** The position of the knot that is the median, int64. */
    private String median(final KnotEncoding knots, final String logProbabilities) {
        final int last = knots.width() - 1;
        final double[][] cumulate = new double[knots.width()][last];
        for (int unit = 0; unit < cumulate.length; unit++) {
            for (int up = unit; up < last; up++) {
                cumulate[unit][up] = 1;
            }
        }
        final String upTo = graph.apply("MatMul", graph.apply("Exp", logProbabilities), graph.matrix(cumulate));
        final String below = graph.asFloats(graph.apply("Less", upTo, graph.row(0.5)));
        return graph.asPositions(graph.rowSums(below));
    }

    private String majority(final ClassEncoding classes, final String logProbabilities) {
        final String isMajority =
                graph.asFloats(graph.apply("Greater", logProbabilities, graph.row(StrictMath.log(0.5))));
        final String likeliest = graph.choice(graph.positionOfLargest(logProbabilities), valuesOf(classes));
        final String none = graph.apply("Equal", graph.rowSums(isMajority), graph.row(0));
        return graph.apply("Where", none, graph.row(Double.NaN), likeliest);
    }

    private static double[] valuesOf(final ValueEncoding values) {
        final double[] all = new double[values.width()];
        for (int unit = 0; unit < all.length; unit++) {
            all[unit] = values.valueOf(unit);
        }
        return all;
    }
}

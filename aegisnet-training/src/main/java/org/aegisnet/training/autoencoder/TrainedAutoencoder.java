package org.aegisnet.training.autoencoder;

import ai.onnx.proto.OnnxMl.ModelProto;

/** An autoencoder that has learnt. For one thread: it works in buffers of its own. */
public final class TrainedAutoencoder {
    private final MaskedAutoencoder network;
    private final ErrorScale scale;
    private final UnknownFeatures unknown = new UnknownFeatures(AutoencoderFeatures.all());
    private final double[] input;
    private final double[] logProbabilities;

    TrainedAutoencoder(final MaskedAutoencoder network, final ErrorScale scale) {
        this.network = network;
        this.scale = scale;
        this.input = new double[network.encoding().inputs()];
        this.logProbabilities = new double[network.encoding().outputs()];
    }

    /**
     * Reconstructs a flow in Java; the graph gives the same but for the last bits of a float.
     *
     * @param flow one value for each of {@link AutoencoderFeatures}; NaN if unknown
     */
    public Reconstruction reconstruct(final float[] flow) {
        final FlowEncoding encoding = network.encoding();
        encoding.encode(flow, input);
        network.reconstruct(input, logProbabilities);
        final double[] errors = new double[encoding.features()];
        final double[] expected = new double[encoding.features()];
        for (int turn = 0; turn < encoding.features(); turn++) {
            final int feature = encoding.featureAt(turn);
            expected[feature] = encoding.encodingOf(feature).expected(logProbabilities, encoding.unitStart(turn));
            if (encoding.isKnown(turn, input)) {
                errors[feature] = error(turn, flow, expected[feature]);
            }
        }
        final double limit = scale.limits().get(unknown.setOf(flow));
        double score = 0;
        for (int feature = 0; feature < errors.length; feature++) {
            errors[feature] /= limit;
            score += errors[feature];
        }
        return new Reconstruction(score, errors, expected);
    }

    private double error(final int turn, final float[] flow, final double expected) {
        final FlowEncoding encoding = network.encoding();
        final int feature = encoding.featureAt(turn);
        final ValueEncoding values = encoding.encodingOf(feature);
        double crossEntropy = 0;
        double breadth = 0;
        for (int unit = 0; unit < values.width(); unit++) {
            final double weight = input[encoding.blockStart(turn) + unit];
            crossEntropy -= weight * logProbabilities[encoding.unitStart(turn) + unit];
            breadth += weight * values.breadthOf(unit);
        }
        final boolean portOfAnswer =
                feature == AutoencoderFeatures.DST_PORT && ErrorScale.isAnswer(flow[AutoencoderFeatures.SRC_PORT]);
        final double surplus =
                values instanceof KnotEncoding knots ? knots.place(flow[feature]) - knots.place(expected) : 0;
        return scale.error(feature, crossEntropy, portOfAnswer ? 0 : breadth, surplus);
    }

    ErrorScale scale() {
        return scale;
    }

    /**
     * The autoencoder as an ONNX graph: input {@code features} float32 [flows, 7] as in {@link AutoencoderFeatures}, NaN if unknown;
     * outputs {@code score} [flows], {@code feature_error} and {@code expected} [flows, 7].
     */
    public ModelProto graph() {
        return new AutoencoderGraph(network, scale).build();
    }
}

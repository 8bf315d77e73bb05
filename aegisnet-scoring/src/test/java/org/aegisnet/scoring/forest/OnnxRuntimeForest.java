package org.aegisnet.scoring.forest;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The independent oracle: what ONNX Runtime says of the same ensemble. */
final class OnnxRuntimeForest implements AutoCloseable {
    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;

    OnnxRuntimeForest(final byte[] model) throws OrtException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            this.session = environment.createSession(model, options);
        }
    }

    List<Answer> score(final float[][] flows) throws OrtException {
        return score(OnnxTensor.createTensor(environment, flows));
    }

    /** Scores with a model that takes doubles. */
    List<Answer> scoreDoubles(final float[][] flows) throws OrtException {
        final double[][] doubles = new double[flows.length][flows[0].length];
        for (int row = 0; row < flows.length; row++) {
            for (int feature = 0; feature < flows[row].length; feature++) {
                doubles[row][feature] = flows[row][feature];
            }
        }
        return score(OnnxTensor.createTensor(environment, doubles));
    }

    private List<Answer> score(final OnnxTensor flows) throws OrtException {
        try (OnnxTensor input = flows;
                OrtSession.Result result =
                        session.run(Map.of(session.getInputNames().iterator().next(), input))) {
            final long[] labels = (long[]) result.get(0).getValue();
            final float[][] probabilities = (float[][]) result.get(1).getValue();
            final List<Answer> answers = new ArrayList<>(labels.length);
            for (int row = 0; row < labels.length; row++) {
                answers.add(new Answer(labels[row], probabilities[row][1]));
            }
            return answers;
        }
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }

    record Answer(long label, double attackProbability) {}
}

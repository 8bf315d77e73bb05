package org.aegisnet.scoring.autoencoder.plain;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.Map;

/** The independent oracle: what ONNX Runtime gives for flows. */
@SuppressWarnings("ArrayRecordComponent")
record OracleOutputs(float[] scores, float[][] errors, float[][] expected) {
    static OracleOutputs of(final ModelProto model, final String input, final float[][] flows) throws OrtException {
        final OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(model.toByteArray());
                OnnxTensor features = OnnxTensor.createTensor(environment, flows);
                OrtSession.Result result = session.run(Map.of(input, features))) {
            return new OracleOutputs(
                    (float[]) result.get("score").orElseThrow().getValue(),
                    (float[][]) result.get("feature_error").orElseThrow().getValue(),
                    (float[][]) result.get("expected").orElseThrow().getValue());
        }
    }
}

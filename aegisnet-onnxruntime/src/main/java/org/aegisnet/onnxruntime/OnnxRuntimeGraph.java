package org.aegisnet.onnxruntime;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.List;
import org.aegisnet.scoring.engine.NativeGraph;
import org.aegisnet.scoring.engine.NativeMatrix;
import org.aegisnet.scoring.engine.NativeRun;
import org.aegisnet.scoring.engine.ScoringException;

/** Session of ONNX Runtime with one graph. Thread-safe; owns the session. */
final class OnnxRuntimeGraph implements NativeGraph {
    private final OrtEnvironment environment;
    private final OrtSession session;
    private final String input;

    OnnxRuntimeGraph(final OrtEnvironment environment, final OrtSession session) {
        this.environment = environment;
        this.session = session;
        this.input = session.getInputNames().iterator().next();
    }

    @Override
    public NativeRun bind(final NativeMatrix flows, final List<NativeMatrix> outputs) {
        return new OnnxRuntimeRun(
                session,
                input,
                new RowTensor(environment, flows),
                outputs.stream()
                        .map(output -> new RowTensor(environment, output))
                        .toList());
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (final OrtException e) {
            throw new ScoringException(e.getMessage(), e);
        }
    }
}

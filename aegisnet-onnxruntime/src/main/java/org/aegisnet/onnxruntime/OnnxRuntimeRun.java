package org.aegisnet.onnxruntime;

import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.aegisnet.scoring.engine.NativeRun;
import org.aegisnet.scoring.engine.ScoringException;

/** Session of ONNX Runtime with the tensors that it reads and writes in place. For one thread; owns the tensors. */
final class OnnxRuntimeRun implements NativeRun {
    private final OrtSession session;
    private final String input;
    private final RowTensor flows;
    private final List<RowTensor> outputs;

    OnnxRuntimeRun(final OrtSession session, final String input, final RowTensor flows, final List<RowTensor> outputs) {
        this.session = session;
        this.input = input;
        this.flows = flows;
        this.outputs = outputs;
    }

    @Override
    public void run(final int rows) {
        try {
            final Map<String, OnnxValue> pinned = new HashMap<>();
            for (final RowTensor output : outputs) {
                pinned.put(output.name(), output.rows(rows));
            }
            session.run(Map.of(input, flows.rows(rows)), Set.of(), pinned).close();
        } catch (final OrtException e) {
            throw new ScoringException(e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        flows.close();
        outputs.forEach(RowTensor::close);
    }
}

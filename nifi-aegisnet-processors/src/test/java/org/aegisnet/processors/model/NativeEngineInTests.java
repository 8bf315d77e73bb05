package org.aegisnet.processors.model;

import org.aegisnet.onnxruntime.OnnxRuntimeNativeEngine;
import org.aegisnet.scoring.engine.NativeEngine;
import org.apache.nifi.controller.AbstractControllerService;

/** ONNX Runtime as a processor's Native Engine, without the second NAR. */
public class NativeEngineInTests extends AbstractControllerService implements NativeEngineService {
    @Override
    public NativeEngine engine() {
        return new OnnxRuntimeNativeEngine();
    }
}

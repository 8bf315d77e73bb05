package org.aegisnet.scoring.engine;

import org.aegisnet.scoring.model.ModelRejectedException;

/**
 * Engine in native code for graphs that plain Java cannot run. This module has no such engine; the caller of the loader brings one. Thread-safe.
 */
public interface NativeEngine {
    /** The name of the engine, for example "ONNX Runtime". */
    String name();

    /**
     * Loads a graph.
     *
     * @param onnx a graph that the guard has accepted, as an ONNX file
     * @return a graph that the caller closes
     * @throws ModelRejectedException if the engine rejects the graph, or cannot be loaded itself
     */
    NativeGraph load(byte[] onnx) throws ModelRejectedException;
}

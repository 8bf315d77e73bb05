package org.aegisnet.processors.model;

import org.aegisnet.scoring.engine.NativeEngine;
import org.apache.nifi.controller.ControllerService;

/**
 * Service that runs models in native code if plain Java cannot run them. This NAR has the interface only. The service comes with a NAR of its own,
 * whose parent is this one. Thread-safe.
 */
public interface NativeEngineService extends ControllerService {
    /** The engine of the enabled service. Models that it has loaded are closed before the service is disabled. */
    NativeEngine engine();
}

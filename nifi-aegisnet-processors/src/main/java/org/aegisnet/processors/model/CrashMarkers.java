package org.aegisnet.processors.model;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.aegisnet.scoring.engine.NativeTrials;
import org.aegisnet.scoring.model.ModelRejectedException;
import org.apache.nifi.components.state.Scope;
import org.apache.nifi.components.state.StateManager;
import org.apache.nifi.logging.ComponentLog;

/**
 * Markers in the processor's local state, one for each model that native code is being tried with. The local state survives a crash of NiFi. If
 * another process left a marker, the marker's model ended that process. Thread-safe.
 */
public final class CrashMarkers implements NativeTrials {
    static final String PREFIX = "native.trial.";

    private static final String OF_PROCESS = " in process ";

    private final StateManager state;
    private final ComponentLog logger;
    private final String process;

    public CrashMarkers(final StateManager state, final ComponentLog logger) {
        this(state, logger, ofThisProcess());
    }

    /** @param process tells this process from earlier ones */
    public CrashMarkers(final StateManager state, final ComponentLog logger, final String process) {
        this.state = state;
        this.logger = logger;
        this.process = process;
    }

    private static String ofThisProcess() {
        final ProcessHandle handle = ProcessHandle.current();
        return "%d of %s"
                .formatted(
                        handle.pid(),
                        handle.info().startInstant().map(Instant::toString).orElse("unknown start"));
    }

    @Override
    public synchronized void begin(final String model, final String sha256) throws ModelRejectedException {
        final String key = PREFIX + sha256;
        try {
            final Map<String, String> markers =
                    new HashMap<>(state.getState(Scope.LOCAL).toMap());
            final Optional<String> earlier = Optional.ofNullable(markers.get(key));
            if (earlier.isPresent() && !earlier.get().endsWith(OF_PROCESS + process)) {
                throw new ModelRejectedException(
                        ("Model %s is not loaded again: NiFi ended while native code was tried with it (%s). Give another model; where it was not the"
                                        + " model that ended NiFi, clear the processor's state, which holds the marker %s, and start the processor")
                                .formatted(model, earlier.get(), key));
            }
            markers.put(key, model + " from " + Instant.now().truncatedTo(ChronoUnit.SECONDS) + OF_PROCESS + process);
            state.setState(markers, Scope.LOCAL);
        } catch (final IOException e) {
            throw new ModelRejectedException(
                    "Model %s needs native code, and NiFi's local state cannot note that it is tried: %s"
                            .formatted(model, e.getMessage()),
                    e);
        }
    }

    @Override
    public synchronized void end(final String sha256) {
        try {
            final Map<String, String> markers =
                    new HashMap<>(state.getState(Scope.LOCAL).toMap());
            if (Optional.ofNullable(markers.remove(PREFIX + sha256)).isPresent()) {
                state.setState(markers, Scope.LOCAL);
            }
        } catch (final IOException e) {
            logger.error(
                    "The marker {} stays in the processor's state, so the model will not be loaded after a restart; clear the state before it",
                    PREFIX + sha256,
                    e);
        }
    }
}

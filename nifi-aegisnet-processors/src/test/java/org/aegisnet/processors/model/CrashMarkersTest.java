package org.aegisnet.processors.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.aegisnet.processors.FlowScoringRunner;
import org.aegisnet.processors.ModelFixtures;
import org.aegisnet.processors.ScoreFlowAutoencoder;
import org.aegisnet.processors.record.ErrorMessages;
import org.aegisnet.scoring.engine.NativeTrials;
import org.aegisnet.scoring.model.ModelFile;
import org.aegisnet.scoring.model.ModelRejectedException;
import org.apache.nifi.components.state.Scope;
import org.apache.nifi.state.MockStateManager;
import org.apache.nifi.util.MockComponentLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Markers of models in native code: in NiFi's local state, where the next process finds them. */
class CrashMarkersTest {
    @TempDir
    private Path folder;

    private final MockStateManager state = new MockStateManager(new ScoreFlowAutoencoder());
    private final MockComponentLog logger = new MockComponentLog("markers", this);

    private CrashMarkers markers(final String process) {
        return new CrashMarkers(state, logger, process);
    }

    private Map<String, String> marked() throws IOException {
        return state.getState(Scope.LOCAL).toMap();
    }

    @Test
    void aTrialThatEndsLeavesNothing() throws Exception {
        markers("1").begin("sample 1", "abc");
        assertEquals(1, marked().size());
        markers("1").end("abc");
        markers("1").end("abc");
        assertEquals(Map.of(), marked());
    }

    @Test
    void theNextProcessRejectsOnlyTheModelThatEndedTheLast() throws Exception {
        markers("1").begin("sample 1", "abc");
        markers("1").begin("sample 1", "abc");
        final String refusal = assertThrows(
                        ModelRejectedException.class, () -> markers("2").begin("sample 1", "abc"))
                .getMessage();
        assertTrue(refusal.startsWith("Model sample 1 is not loaded again: NiFi ended"), refusal);
        assertTrue(refusal.contains("native.trial.abc"), refusal);
        markers("2").begin("sample 2", "def");
        state.clear(Scope.LOCAL);
        markers("2").begin("sample 1", "abc");
    }

    @Test
    void aProcessorDoesNotStartWithAModelThatEndedNiFi() throws Exception {
        final FlowScoringRunner flows = FlowScoringRunner.nativeAutoencoder(folder);
        final String sha256 =
                ModelFile.read(ModelFixtures.nativeAutoencoder(folder)).sha256();
        final MockStateManager ofRunner = flows.runner().getStateManager();
        new CrashMarkers(ofRunner, logger, "an earlier process").begin("fixture-autoencoder 1.0.0", sha256);

        final AssertionError failure =
                assertThrows(AssertionError.class, () -> flows.runner().run());
        assertTrue(
                ErrorMessages.inWords(failure).contains("is not loaded again: NiFi ended"),
                ErrorMessages.inWords(failure));

        ofRunner.clear(Scope.LOCAL);
        flows.runner().enqueue(FlowScoringRunner.HEADER + "a,1,10,1\n");
        flows.runner().run();
        assertEquals(Map.of(), ofRunner.getState(Scope.LOCAL).toMap());
    }

    @Test
    void processorsThatShareAModelAreMarkedAlike() throws Exception {
        final ModelRegistry registry = new ModelRegistry();
        final ModelLoading file = new EngineChoice(Optional.of(new NativeEngineInTests()))
                .loadingOf(ModelFile.read(ModelFixtures.nativeAutoencoder(folder)));
        final NativeTrials one = markers("1");
        final MockStateManager otherState = new MockStateManager(new ScoreFlowAutoencoder());
        final NativeTrials other = new CrashMarkers(otherState, logger, "1");

        final ModelLease first = registry.lease(file, one);
        final ModelLease second = registry.lease(file, other);
        assertEquals(marked().keySet(), otherState.getState(Scope.LOCAL).toMap().keySet());
        first.close();
        assertEquals(Map.of(), marked());
        assertEquals(1, otherState.getState(Scope.LOCAL).toMap().size());
        second.close();
        assertEquals(Map.of(), otherState.getState(Scope.LOCAL).toMap());
    }

    @Test
    void stateThatCannotBeWrittenRefusesTheModel() {
        state.setFailOnStateSet(Scope.LOCAL, true);
        assertThrows(ModelRejectedException.class, () -> markers("1").begin("sample 1", "abc"));
        assertTrue(Files.isDirectory(folder));
    }
}

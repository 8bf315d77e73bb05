package org.aegisnet.scoring.engine;

import org.aegisnet.scoring.model.ModelFile;
import org.aegisnet.scoring.model.ModelRejectedException;

/**
 * The trial of one model in native code. It begins when the model needs native code. It ends after the model's self-test and
 * {@value #FIRST_BATCHES} batches of flows. It ends earlier if the model is rejected or released. Thread-safe.
 */
public final class NativeTrial {
    /** A graph's operators are all met in the first batch; more of them meet more kinds of flows. */
    static final int FIRST_BATCHES = 64;

    private final NativeTrials trials;
    private final String model;
    private final String sha256;
    private boolean begun;
    private boolean loaded;
    private int batches;

    /** @param trials the account to keep */
    public NativeTrial(final NativeTrials trials, final ModelFile file) {
        this.trials = trials;
        this.model = file.metadata().id();
        this.sha256 = file.sha256();
    }

    /**
     * Begins it; to be called before native code sees the model.
     *
     * @throws ModelRejectedException as {@link NativeTrials#begin}
     */
    public synchronized void begin() throws ModelRejectedException {
        trials.begin(model, sha256);
        begun = true;
    }

    /** To be called when the model has given its self-test the right scores: from now on, batches are batches of flows. */
    public synchronized void passedSelfTest() {
        loaded = true;
    }

    /** To be called after a batch. */
    public synchronized void batchDone() {
        if (begun && loaded && ++batches >= FIRST_BATCHES) {
            end();
        }
    }

    /** Ends it; does nothing where it has not begun or has ended. */
    public synchronized void end() {
        if (begun) {
            begun = false;
            trials.end(sha256);
        }
    }
}

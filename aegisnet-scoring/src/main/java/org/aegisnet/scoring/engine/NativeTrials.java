package org.aegisnet.scoring.engine;

import org.aegisnet.scoring.model.ModelRejectedException;

/**
 * An account of the models that are being tried in native code. A fault in native code ends the process before any Java code can catch it. If a
 * restarted process finds a trial that has begun and not ended, that model ended the process. Thread-safe.
 */
public interface NativeTrials {
    /** No account: for a command whose user sees that it died. */
    NativeTrials UNRECORDED = new NativeTrials() {
        @Override
        public void begin(final String model, final String sha256) {
            // A command is not started again by itself.
        }

        @Override
        public void end(final String sha256) {
            // There is nothing to forget.
        }
    };

    /**
     * Notes, before native code sees a model, that it is about to.
     *
     * @param model its name and version
     * @param sha256 of its content
     * @throws ModelRejectedException where an earlier trial of that content has not ended, or this one cannot be noted
     */
    void begin(String model, String sha256) throws ModelRejectedException;

    /** Notes that native code has run the model and the process lives; does nothing where no trial has begun. */
    void end(String sha256);
}

package org.aegisnet.processors.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.aegisnet.scoring.engine.NativeTrials;
import org.aegisnet.scoring.model.ModelRejectedException;

/** The accounts of all processors that share a model: a trial is noted in each, whichever of them loads the model. Thread-safe. */
final class SharedTrials implements NativeTrials {
    private final List<NativeTrials> accounts = new ArrayList<>();
    private Optional<Begun> begun = Optional.empty();

    private record Begun(String model, String sha256) {}

    /**
     * Adds an account, and notes the trial in it that is under way.
     *
     * @throws ModelRejectedException as {@link #begin}
     */
    synchronized void join(final NativeTrials account) throws ModelRejectedException {
        if (begun.isPresent()) {
            account.begin(begun.get().model(), begun.get().sha256());
        }
        accounts.add(account);
    }

    /** Takes an account out; what it knows of the trial ends. */
    synchronized void leave(final NativeTrials account) {
        if (accounts.remove(account) && begun.isPresent()) {
            account.end(begun.get().sha256());
        }
    }

    @Override
    public synchronized void begin(final String model, final String sha256) throws ModelRejectedException {
        final List<NativeTrials> noted = new ArrayList<>();
        try {
            for (final NativeTrials account : accounts) {
                account.begin(model, sha256);
                noted.add(account);
            }
        } catch (final ModelRejectedException e) {
            noted.forEach(account -> account.end(sha256));
            throw e;
        }
        begun = Optional.of(new Begun(model, sha256));
    }

    @Override
    public synchronized void end(final String sha256) {
        begun = Optional.empty();
        accounts.forEach(account -> account.end(sha256));
    }
}

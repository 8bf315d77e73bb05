package org.aegisnet.scoring.loading;

import java.util.Optional;
import org.aegisnet.scoring.autoencoder.AutoencoderModel;
import org.aegisnet.scoring.engine.FlowModel;
import org.aegisnet.scoring.engine.NativeEngine;
import org.aegisnet.scoring.engine.NativeTrial;
import org.aegisnet.scoring.engine.NativeTrials;
import org.aegisnet.scoring.forest.ForestModel;
import org.aegisnet.scoring.model.ModelFile;
import org.aegisnet.scoring.model.ModelRejectedException;

/** Loader that makes a model file ready to score. Before the model is used, it scores its own self-test in several batches. Thread-safe. */
public final class ModelLoader {
    private final Optional<NativeEngine> engine;

    /** Creates a loader of the models that plain Java runs; it rejects all others. */
    public ModelLoader() {
        this(Optional.empty());
    }

    /**
     * Creates a loader.
     *
     * @param engine runs the models that plain Java does not support; may be absent
     */
    public ModelLoader(final Optional<NativeEngine> engine) {
        this.engine = engine;
    }

    /**
     * Tells why plain Java cannot run a model, which is then left to a native engine. Nothing is loaded.
     *
     * @return a part of a sentence, for example "operator Erf is not known"; empty if plain Java runs the model
     * @throws ModelRejectedException if no engine can score with the model
     */
    public static Optional<String> unsupportedByPlainJava(final ModelFile file) throws ModelRejectedException {
        return switch (file.metadata().kind()) {
            case AUTOENCODER -> AutoencoderModel.unsupported(file);
            case FOREST -> Optional.empty();
        };
    }

    /**
     * Loads a model without keeping account of what native code is tried with.
     *
     * @return a model that the caller closes
     * @throws ModelRejectedException as {@link #load(ModelFile, NativeTrials)}
     */
    public FlowModel load(final ModelFile file) throws ModelRejectedException {
        return load(file, NativeTrials.UNRECORDED);
    }

    /**
     * Loads a model.
     *
     * @param trials where it is noted that native code is tried with the model, if it needs any
     * @return a model that the caller closes
     * @throws ModelRejectedException if the file cannot be used, gives other scores here than where it was made or in other batches, or has
     *     ended a process before
     */
    public FlowModel load(final ModelFile file, final NativeTrials trials) throws ModelRejectedException {
        final NativeTrial trial = new NativeTrial(trials, file);
        try {
            final FlowModel model = switch (file.metadata().kind()) {
                case AUTOENCODER -> AutoencoderModel.load(file, engine, trial);
                case FOREST -> ForestModel.load(file);
            };
            check(model);
            trial.passedSelfTest();
            return model;
        } catch (final ModelRejectedException | RuntimeException e) {
            trial.end();
            throw e;
        }
    }

    private static void check(final FlowModel model) throws ModelRejectedException {
        try {
            new SelfTestRun(model).check();
        } catch (final ModelRejectedException | RuntimeException e) {
            model.close();
            throw e;
        }
    }
}

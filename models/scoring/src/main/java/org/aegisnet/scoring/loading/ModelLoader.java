package org.aegisnet.scoring.loading;

import org.aegisnet.scoring.autoencoder.AutoencoderModel;
import org.aegisnet.scoring.engine.BatchScorer;
import org.aegisnet.scoring.engine.FlowModel;
import org.aegisnet.scoring.forest.ForestModel;
import org.aegisnet.scoring.model.ModelFile;
import org.aegisnet.scoring.model.ModelRejectedException;
import org.aegisnet.scoring.model.SelfTest;

/** Makes a model file ready to score, and lets it score its own self-test before anyone relies on it. Thread-safe. */
public final class ModelLoader {

    /**
     * Loads a model.
     *
     * @return a model that the caller closes
     * @throws ModelRejectedException where the file cannot be used, or gives other scores here than where it was made
     */
    public FlowModel load(final ModelFile file) throws ModelRejectedException {
        final FlowModel model = switch (file.metadata().kind()) {
            case AUTOENCODER -> AutoencoderModel.load(file);
            case FOREST -> ForestModel.load(file);
        };
        try {
            checkSelfTest(model);
        } catch (final ModelRejectedException | RuntimeException e) {
            model.close();
            throw e;
        }
        return model;
    }

    private static void checkSelfTest(final FlowModel model) throws ModelRejectedException {
        final SelfTest selfTest = model.metadata().selfTest();
        if (selfTest.rows().isEmpty()) {
            return;
        }
        try (BatchScorer scorer = model.openScorer(selfTest.rows().size())) {
            for (int row = 0; row < selfTest.rows().size(); row++) {
                scorer.batch().put(row, selfTest.rows().get(row));
            }
            scorer.score(selfTest.rows().size());
            for (int row = 0; row < selfTest.rows().size(); row++) {
                final double expected = selfTest.scores().get(row);
                if (!SelfTest.agrees(expected, scorer.scoreOf(row))) {
                    throw new ModelRejectedException(
                            "Model %s gives its self-test flow %d the score %s, but gave it %s where it was made"
                                    .formatted(model.metadata().id(), row + 1, scorer.scoreOf(row), expected));
                }
            }
        }
    }
}

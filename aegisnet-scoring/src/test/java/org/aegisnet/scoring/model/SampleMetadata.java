package org.aegisnet.scoring.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.aegisnet.scoring.feature.Feature;
import org.aegisnet.scoring.feature.FeatureUnit;

/** Metadata of models made in tests: features {@code f0}, {@code f1} and so on, threshold 0.5, nothing that need not be there. */
public final class SampleMetadata {
    private SampleMetadata() {}

    public static ModelMetadata forest(final int features) {
        return of(ModelKind.FOREST, required(features), Optional.empty(), new SelfTest(List.of(), List.of()));
    }

    public static ModelMetadata forest(final List<Float> referenceFlow) {
        return of(
                ModelKind.FOREST,
                required(referenceFlow.size()),
                Optional.of(referenceFlow),
                new SelfTest(List.of(), List.of()));
    }

    public static ModelMetadata autoencoder(final int features) {
        return autoencoder(required(features), new SelfTest(List.of(), List.of()));
    }

    public static ModelMetadata autoencoder(final List<Feature> features, final SelfTest selfTest) {
        return of(ModelKind.AUTOENCODER, features, Optional.empty(), selfTest);
    }

    public static ModelMetadata of(
            final ModelKind kind,
            final List<Feature> features,
            final Optional<List<Float>> referenceFlow,
            final SelfTest selfTest) {
        return new ModelMetadata(
                kind,
                "sample",
                "1.0.0",
                features,
                0.5,
                List.of(),
                Optional.empty(),
                referenceFlow,
                selfTest,
                new Training("Made by a test", 7, List.of()));
    }

    public static List<Feature> required(final int count) {
        final List<Feature> features = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            features.add(new Feature("f" + i, FeatureUnit.NUMBER, true, Double.NEGATIVE_INFINITY));
        }
        return features;
    }
}

package org.aegisnet.scoring.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.aegisnet.scoring.feature.Feature;

/**
 * The description that a model file holds of itself. Immutable.
 *
 * @param kind the meaning of the score
 * @param name for example {@code flow-forest}
 * @param version for example {@code 1.0.0}; an alert carries name and version together
 * @param features the model's inputs, in the order of the columns
 * @param defaultThreshold the score from which on a flow is suspicious if the user has not set another one
 * @param thresholds the scores for other false positive rates, highest rate first; may be empty
 * @param benignQuantiles quantiles of benign scores; empty if the maker of the model does not give them
 * @param referenceFlow a typical safe flow, against which a forest's reasons are computed; empty if the maker does not give it
 * @param selfTest flows with their scores
 * @param training the origin of the model
 * @param attackLabel which of a forest's two labels is the attack; empty if it is the second, or if the labels are the numbers 0 and 1
 * @param standardisation the scaling of an autoencoder's inputs; empty if its graph takes raw features
 */
public record ModelMetadata(
        ModelKind kind,
        String name,
        String version,
        List<Feature> features,
        double defaultThreshold,
        List<Threshold> thresholds,
        Optional<BenignQuantiles> benignQuantiles,
        Optional<List<Float>> referenceFlow,
        SelfTest selfTest,
        Training training,
        Optional<String> attackLabel,
        Optional<Standardisation> standardisation) {

    private static final int MAX_NAME = 200;

    /** Metadata of a model whose second label is the attack, and which scales its inputs itself. */
    public ModelMetadata(
            final ModelKind kind,
            final String name,
            final String version,
            final List<Feature> features,
            final double defaultThreshold,
            final List<Threshold> thresholds,
            final Optional<BenignQuantiles> benignQuantiles,
            final Optional<List<Float>> referenceFlow,
            final SelfTest selfTest,
            final Training training) {
        this(
                kind,
                name,
                version,
                features,
                defaultThreshold,
                thresholds,
                benignQuantiles,
                referenceFlow,
                selfTest,
                training,
                Optional.empty(),
                Optional.empty());
    }

    public ModelMetadata {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(benignQuantiles, "benignQuantiles");
        Objects.requireNonNull(selfTest, "selfTest");
        Objects.requireNonNull(training, "training");
        checkName("name", name);
        checkName("version", version);
        features = List.copyOf(features);
        if (features.isEmpty()) {
            throw new IllegalArgumentException("A model needs one feature or more");
        }
        final Set<String> names = new HashSet<>();
        for (final Feature feature : features) {
            checkName("name of a feature", feature.name());
            if (!names.add(feature.name())) {
                throw new IllegalArgumentException("Feature %s is declared twice".formatted(feature.name()));
            }
        }
        if (!Double.isFinite(defaultThreshold)) {
            throw new IllegalArgumentException("The default threshold is a finite number, not " + defaultThreshold);
        }
        final List<Threshold> sorted = new ArrayList<>(thresholds);
        sorted.sort(Comparator.comparingDouble(Threshold::falsePositiveRate).reversed());
        thresholds = List.copyOf(sorted);
        referenceFlow = referenceFlow.map(List::copyOf);
        if (referenceFlow.isPresent() && referenceFlow.get().size() != features.size()) {
            throw new IllegalArgumentException("The reference flow has %d values for %d features"
                    .formatted(referenceFlow.get().size(), features.size()));
        }
        if (standardisation.isPresent() && standardisation.get().mean().size() != features.size()) {
            throw new IllegalArgumentException("The standardisation has %d means for %d features"
                    .formatted(standardisation.get().mean().size(), features.size()));
        }
        if (standardisation.isPresent() && kind != ModelKind.AUTOENCODER) {
            throw new IllegalArgumentException("Only an autoencoder is standardised; a forest takes raw features");
        }
        if (attackLabel.isPresent() && kind != ModelKind.FOREST) {
            throw new IllegalArgumentException("Only a forest has an attack label; an autoencoder has a score");
        }
        for (final float[] row : selfTest.rows()) {
            if (row.length != features.size()) {
                throw new IllegalArgumentException(
                        "A self-test row has %d values for %d features".formatted(row.length, features.size()));
            }
        }
    }

    /** Names go into alerts and log lines. */
    private static void checkName(final String what, final String value) {
        if (value.isBlank() || value.length() > MAX_NAME || value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("The %s is 1 to %d printable characters".formatted(what, MAX_NAME));
        }
    }

    /** Name and version, as alerts carry them: {@code flow-forest 1.0.0}. */
    public String id() {
        return name + " " + version;
    }

    /**
     * The lowest threshold in the table that keeps within a budget of false positives.
     *
     * @param falsePositiveRate the share of benign flows that may be called suspicious
     * @return empty if the table has no line within the budget
     */
    public Optional<Threshold> thresholdFor(final double falsePositiveRate) {
        return thresholds.stream()
                .filter(threshold -> threshold.falsePositiveRate() <= falsePositiveRate * (1 + 1e-9))
                .findFirst();
    }
}

package org.aegisnet.processors.scoring;

import java.util.Map;
import java.util.Optional;
import org.aegisnet.scoring.model.ModelKind;
import org.aegisnet.scoring.model.ModelMetadata;
import org.aegisnet.scoring.model.Threshold;
import org.apache.nifi.components.PropertyValue;
import org.apache.nifi.context.PropertyContext;
import org.apache.nifi.flowfile.FlowFile;

/** The user's choice of a threshold. Immutable; reads the properties of one context. */
final class ThresholdSetting {
    private final PropertyContext context;

    ThresholdSetting(final PropertyContext context) {
        this.context = context;
    }

    /**
     * The reason why the choice does not fit a model.
     *
     * @param property the name of the property at fault
     * @param explanation a sentence with the remedy
     */
    record Fault(String property, String explanation) {}

    /** The fault, if the choice does not fit the model. A threshold in Expression Language is checked only when a FlowFile comes. */
    Optional<Fault> faultWith(final ModelMetadata metadata) {
        return switch (strategy()) {
            case MODEL_DEFAULT -> Optional.empty();
            case FALSE_POSITIVE_BUDGET ->
                budgetFault(metadata)
                        .map(explanation -> new Fault(ScoringProperties.FALSE_POSITIVE_BUDGET.getName(), explanation));
            case FIXED -> {
                final PropertyValue value = context.getProperty(ScoringProperties.THRESHOLD);
                yield !value.isSet() || value.isExpressionLanguagePresent()
                        ? Optional.empty()
                        : fixedFault(
                                        value.evaluateAttributeExpressions(Map.of())
                                                .getValue(),
                                        metadata.kind())
                                .map(explanation -> new Fault(ScoringProperties.THRESHOLD.getName(), explanation));
            }
        };
    }

    /**
     * The threshold for a FlowFile.
     *
     * @throws IllegalArgumentException if Expression Language gives no threshold for this FlowFile; the message says so
     */
    double valueFor(final FlowFile flowFile, final ModelMetadata metadata) {
        return switch (strategy()) {
            case MODEL_DEFAULT -> metadata.defaultThreshold();
            case FALSE_POSITIVE_BUDGET ->
                budget().flatMap(metadata::thresholdFor).orElseThrow().score();
            case FIXED -> {
                final String text = context.getProperty(ScoringProperties.THRESHOLD)
                        .evaluateAttributeExpressions(flowFile)
                        .getValue();
                final Optional<String> fault = fixedFault(text, metadata.kind());
                if (fault.isPresent()) {
                    throw new IllegalArgumentException(
                            "Threshold is '%s' for this FlowFile, but %s".formatted(text, fault.get()));
                }
                yield Double.parseDouble(text.strip());
            }
        };
    }

    private ThresholdStrategy strategy() {
        return context.getProperty(ScoringProperties.THRESHOLD_STRATEGY).asAllowableValue(ThresholdStrategy.class);
    }

    private Optional<Double> budget() {
        return FalsePositiveBudget.parse(
                context.getProperty(ScoringProperties.FALSE_POSITIVE_BUDGET).getValue());
    }

    private Optional<String> budgetFault(final ModelMetadata metadata) {
        final Optional<Double> budget = budget();
        if (budget.isEmpty() || metadata.thresholdFor(budget.get()).isPresent()) {
            return Optional.empty();
        }
        if (metadata.thresholds().isEmpty()) {
            return Optional.of("model %s has no threshold table; choose Model Default or Fixed as Threshold Strategy"
                    .formatted(metadata.id()));
        }
        final Threshold strictest = metadata.thresholds().getLast();
        return Optional.of(
                "the strictest threshold of model %s is for %s %%; give at least that, or choose Fixed as Threshold Strategy"
                        .formatted(metadata.id(), FalsePositiveBudget.inPercent(strictest.falsePositiveRate())));
    }

    private static Optional<String> fixedFault(final String text, final ModelKind kind) {
        final double threshold;
        try {
            threshold = Double.parseDouble(text.strip());
        } catch (final NumberFormatException e) {
            return Optional.of("it is a number, written as 0.5");
        }
        return switch (kind) {
            case AUTOENCODER ->
                threshold > 0 && Double.isFinite(threshold)
                        ? Optional.empty()
                        : Optional.of("a reconstruction error to compare with lies above 0");
            case FOREST ->
                threshold > 0 && threshold <= 1
                        ? Optional.empty()
                        : Optional.of("a probability to compare with lies above 0 and at most at 1");
        };
    }
}

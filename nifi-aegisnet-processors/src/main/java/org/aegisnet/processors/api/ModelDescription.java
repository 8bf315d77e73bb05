package org.aegisnet.processors.api;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.aegisnet.processors.scoring.FalsePositiveBudget;
import org.aegisnet.scoring.feature.Feature;
import org.aegisnet.scoring.model.ModelMetadata;
import org.aegisnet.scoring.model.Threshold;

/**
 * A model with the threshold in force, for people and programs that want to know what judges their flows. Immutable.
 *
 * @param budget the share of benign flows that may be called suspicious; empty for the model's own threshold
 */
record ModelDescription(ModelMetadata metadata, Optional<Double> budget) {
    /** The reason for which the budget does not fit the model; empty if it fits. */
    Optional<String> fault() {
        return budget.isPresent() && metadata.thresholdFor(budget.get()).isEmpty()
                ? Optional.of("model %s has no threshold for a false positive budget of %s %%"
                        .formatted(metadata.id(), FalsePositiveBudget.inPercent(budget.get())))
                : Optional.empty();
    }

    /** Writes it as a JSON object. */
    void write(final JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("kind", metadata.kind().name().toLowerCase(Locale.ROOT));
        json.writeStringField("id", metadata.id());
        json.writeStringField("name", metadata.name());
        json.writeStringField("version", metadata.version());
        final Optional<Threshold> chosen = budget.flatMap(metadata::thresholdFor);
        json.writeNumberField("threshold", chosen.map(Threshold::score).orElse(metadata.defaultThreshold()));
        json.writeFieldName("false_positive_rate");
        if (chosen.isPresent()) {
            json.writeNumber(chosen.get().falsePositiveRate());
        } else {
            json.writeNull();
        }
        json.writeArrayFieldStart("features");
        for (final Feature feature : metadata.features()) {
            json.writeStartObject();
            json.writeStringField("name", feature.name());
            json.writeStringField("unit", feature.unit().id());
            json.writeBooleanField("required", feature.required());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeStringField("training", metadata.training().description());
        json.writeEndObject();
    }
}

package org.aegisnet.processors.scoring;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.aegisnet.processors.model.EngineChoice;
import org.aegisnet.processors.model.ModelSource;
import org.aegisnet.processors.record.ErrorMessages;
import org.aegisnet.processors.record.VerificationStep;
import org.aegisnet.scoring.engine.FlowModel;
import org.aegisnet.scoring.engine.NativeTrials;
import org.aegisnet.scoring.feature.Feature;
import org.aegisnet.scoring.feature.Vocabulary;
import org.aegisnet.scoring.model.ModelMetadata;
import org.aegisnet.scoring.model.ModelRejectedException;
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.components.ConfigVerificationResult.Outcome;
import org.apache.nifi.logging.ComponentLog;
import org.apache.nifi.serialization.MalformedRecordException;
import org.apache.nifi.serialization.RecordReader;
import org.apache.nifi.serialization.RecordReaderFactory;
import org.apache.nifi.serialization.record.Record;

/**
 * The work of NiFi's Verify button. It loads the model, scores the model's self-test and applies the settings to the model. It then looks for the
 * features in sample records. The user gives these records as the attribute {@value VerificationStep#SAMPLE_ATTRIBUTE}. Used once.
 */
final class ModelVerification {
    private static final VerificationStep LOADING = new VerificationStep("Load the model");
    private static final VerificationStep SETTINGS = new VerificationStep("Apply the settings to the model");
    private static final VerificationStep MAPPING = new VerificationStep("Find the model's features in the records");

    private final ModelSource source;
    private final Function<ModelMetadata, Optional<String>> settingFault;
    private final List<Vocabulary> vocabularies;
    private final FeaturePaths paths;
    private final RecordReaderFactory readerFactory;
    private final EngineChoice engine;
    private final NativeTrials trials;
    private final ComponentLog logger;

    ModelVerification(
            final ModelSource source,
            final Function<ModelMetadata, Optional<String>> settingFault,
            final List<Vocabulary> vocabularies,
            final FeaturePaths paths,
            final RecordReaderFactory readerFactory,
            final EngineChoice engine,
            final NativeTrials trials,
            final ComponentLog logger) {
        this.source = source;
        this.settingFault = settingFault;
        this.vocabularies = vocabularies;
        this.paths = paths;
        this.readerFactory = readerFactory;
        this.engine = engine;
        this.trials = trials;
        this.logger = logger;
    }

    /**
     * Takes the steps; skips a step that needs an earlier one that failed.
     *
     * @param attributes of a FlowFile that the user imagines
     */
    List<ConfigVerificationResult> verify(final Map<String, String> attributes) {
        try (FlowModel model = engine.loadingOf(source.read()).load(trials)) {
            final ModelMetadata metadata = model.metadata();
            final List<ConfigVerificationResult> results = new ArrayList<>(List.of(
                    LOADING.result(
                            Outcome.SUCCESSFUL,
                            "%s takes %s and gave its %d self-test flows the scores it should"
                                    .formatted(
                                            metadata.id(),
                                            names(metadata.features()),
                                            metadata.selfTest().rows().size())),
                    settingFault
                            .apply(metadata)
                            .map(fault -> SETTINGS.result(Outcome.FAILED, fault))
                            .orElseGet(() -> SETTINGS.result(Outcome.SUCCESSFUL, "All settings fit the model")),
                    attributes.containsKey(VerificationStep.SAMPLE_ATTRIBUTE)
                            ? MAPPING.trySample(attributes, readerFactory, logger, sample -> map(metadata, sample))
                            : describeVocabularies(metadata)));
            if (attributes.containsKey(VerificationStep.SAMPLE_ATTRIBUTE)) {
                new HeaderVerification(readerFactory, logger)
                        .warning(attributes)
                        .ifPresent(results::add);
            }
            return List.copyOf(results);
        } catch (final ModelRejectedException | IOException e) {
            return List.of(
                    LOADING.result(Outcome.FAILED, ErrorMessages.inWords(e)),
                    SETTINGS.result(Outcome.SKIPPED, "A model to apply them to is missing"),
                    MAPPING.result(Outcome.SKIPPED, "A model to find features for is missing"));
        }
    }

    private ConfigVerificationResult map(final ModelMetadata metadata, final RecordReader sample)
            throws IOException, MalformedRecordException {
        final float[] flow = new float[metadata.features().size()];
        int read = 0;
        int scorable = 0;
        Optional<String> firstFault = Optional.empty();
        for (Record next = sample.nextRecord(); next != null; next = sample.nextRecord()) {
            read++;
            final Optional<String> fault = new SchemaPlan(
                            next.getSchema(), metadata, vocabularies, paths, List.of(), false)
                    .extract(next, flow);
            if (fault.isEmpty()) {
                scorable++;
            } else if (firstFault.isEmpty()) {
                firstFault = fault;
            }
        }
        final String counts = "%d of %d sample records can be scored".formatted(scorable, read);
        return firstFault
                .map(fault -> MAPPING.result(Outcome.FAILED, counts + "; the first that cannot: " + fault))
                .orElseGet(() -> MAPPING.result(Outcome.SUCCESSFUL, counts));
    }

    private ConfigVerificationResult describeVocabularies(final ModelMetadata metadata) {
        final List<String> sentences = new ArrayList<>();
        for (final Vocabulary vocabulary : vocabularies) {
            final List<Feature> missing = metadata.features().stream()
                    .filter(feature ->
                            feature.required() && !paths.applyTo(vocabulary).knows(feature))
                    .toList();
            sentences.add(
                    missing.isEmpty()
                            ? "%s records supply all it needs".formatted(vocabulary.name())
                            : "%s records lack %s".formatted(vocabulary.name(), names(missing)));
        }
        return MAPPING.result(
                Outcome.SKIPPED,
                "%s. To try records of your own, give some as the attribute %s"
                        .formatted(String.join("; ", sentences), VerificationStep.SAMPLE_ATTRIBUTE));
    }

    private static String names(final List<Feature> features) {
        return String.join(", ", features.stream().map(Feature::name).toList());
    }
}

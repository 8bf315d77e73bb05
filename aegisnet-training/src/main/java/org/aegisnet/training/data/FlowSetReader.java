package org.aegisnet.training.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.aegisnet.scoring.feature.Feature;
import org.aegisnet.scoring.feature.FeatureMapping;
import org.aegisnet.scoring.feature.FieldIndex;
import org.aegisnet.scoring.feature.Vocabularies;
import org.aegisnet.scoring.model.Training;

/** Reader of whole files into flows of a model's features, by the same vocabularies by which flows are scored later. */
public final class FlowSetReader {
    private static final String OTHER_LENGTH = "The row has another number of cells than the header";

    private final List<Feature> features;
    private final Vocabularies vocabularies = new Vocabularies();

    public FlowSetReader(final List<Feature> features) {
        this.features = List.copyOf(features);
    }

    /**
     * Reads files, one after the other. A flow whose values cannot be scored is left out, and the reason counted.
     *
     * @throws FlowCsvException if a file cannot be used, or has no column for a required feature
     */
    public ReadFlows read(final List<Path> paths) throws IOException {
        final List<Flow> flows = new ArrayList<>();
        final List<Training.Source> sources = new ArrayList<>();
        final TreeMap<String, Long> leftOut = new TreeMap<>();
        for (final Path path : paths) {
            try (FlowCsv file = FlowCsv.open(path)) {
                final int before = flows.size();
                read(file, flows, leftOut);
                sources.add(new Training.Source(file.name(), file.sha256Hex(), flows.size() - before));
            }
        }
        return new ReadFlows(new FlowSet(features, flows), sources, leftOut);
    }

    private void read(final FlowCsv file, final List<Flow> flows, final Map<String, Long> leftOut) throws IOException {
        final List<String> names = file.header().names();
        final FeatureMapping mapping = FeatureMapping.detect(features, vocabularies.all(), new FieldIndex(names));
        if (!mapping.missing().isEmpty()) {
            throw new FlowCsvException("%s has no column for %s; its columns are %s"
                    .formatted(
                            file.name(),
                            String.join(
                                    ", ",
                                    mapping.missing().stream()
                                            .map(Feature::name)
                                            .toList()),
                            String.join(", ", names)));
        }
        final List<Integer> measured = file.header().measured();
        final List<String> measuredNames = measured.stream().map(names::get).toList();
        final float[] values = new float[features.size()];
        for (Optional<FlowRow> next = file.next(); next.isPresent(); next = file.next()) {
            final FlowRow row = next.get();
            final Optional<String> fault =
                    row.fault().isPresent() ? Optional.of(OTHER_LENGTH) : mapping.extract(row.values()::get, values);
            if (fault.isPresent()) {
                leftOut.merge(fault.get(), 1L, Long::sum);
                continue;
            }
            final Fingerprint fingerprint = Fingerprint.of(
                    row.label(),
                    measuredNames,
                    measured.stream().map(row.values()::get).toList());
            flows.add(new Flow(values, row.label(), row.time(), file.name(), row.line(), fingerprint));
        }
    }
}

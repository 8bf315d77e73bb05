package org.aegisnet.processors.scoring;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.aegisnet.scoring.feature.Vocabulary;
import org.apache.nifi.record.path.FieldValue;
import org.apache.nifi.record.path.RecordPath;
import org.apache.nifi.serialization.record.Record;

/**
 * The features that the user maps by hand, each with the RecordPath to its value. A mapped feature becomes one more field of every record, and
 * every vocabulary takes the feature from there. Immutable.
 */
public final class FeaturePaths {
    private static final String FIELD_PREFIX = "mapped feature ";

    private final List<String> features;
    private final List<RecordPath> paths;

    /**
     * Compiles the paths.
     *
     * @param pathsByFeature RecordPath texts, by the feature each leads to
     */
    public FeaturePaths(final Map<String, String> pathsByFeature) {
        this.features = List.copyOf(pathsByFeature.keySet());
        final List<RecordPath> compiled = new ArrayList<>(features.size());
        for (final String feature : features) {
            compiled.add(RecordPath.compile(pathsByFeature.get(feature)));
        }
        this.paths = List.copyOf(compiled);
    }

    int size() {
        return features.size();
    }

    String fieldName(final int index) {
        return FIELD_PREFIX + features.get(index);
    }

    /** The vocabulary, with the mapped features taken from their own fields. */
    Vocabulary applyTo(final Vocabulary vocabulary) {
        Vocabulary applied = vocabulary;
        for (int index = 0; index < features.size(); index++) {
            applied = applied.withField(features.get(index), fieldName(index));
        }
        return applied;
    }

    /** The value in a record, or null if the path leads to none. */
    Object valueAt(final int index, final Record values) {
        return paths.get(index)
                .evaluate(values)
                .getSelectedFields()
                .findFirst()
                .map(FieldValue::getValue)
                .orElse(null);
    }
}

package org.aegisnet.training.data;

import java.time.LocalDateTime;
import java.util.Objects;
import java.util.Optional;

/** A flow of a file: its features, and what else a fair experiment must know of it. Immutable. */
public final class Flow {
    private final float[] features;
    private final Label label;
    private final LocalDateTime time;
    private final String source;
    private final long line;
    private final Fingerprint fingerprint;

    /**
     * @param features one value for each feature; NaN if a feature that need not be known is not
     * @param label what it is said to be
     * @param time when it began
     * @param source the file's name
     * @param line the line it starts on, from 1
     * @param fingerprint the same for two flows whose measurements are the same
     */
    public Flow(
            final float[] features,
            final Label label,
            final Optional<LocalDateTime> time,
            final String source,
            final long line,
            final Fingerprint fingerprint) {
        this.features = features.clone();
        this.label = Objects.requireNonNull(label, "label");
        this.time = time.orElse(null);
        this.source = Objects.requireNonNull(source, "source");
        this.line = line;
        this.fingerprint = Objects.requireNonNull(fingerprint, "fingerprint");
    }

    /** The value of a feature. */
    public float feature(final int index) {
        return features[index];
    }

    /** All the features; a copy. */
    public float[] features() {
        return features.clone();
    }

    /** The same flow with some of its columns, in the given order. */
    Flow withColumns(final int[] columns) {
        final float[] chosen = new float[columns.length];
        for (int i = 0; i < columns.length; i++) {
            chosen[i] = features[columns[i]];
        }
        return withFeatures(chosen);
    }

    /** The same flow with other values, or in other columns. */
    public Flow withFeatures(final float[] others) {
        return new Flow(others, label, time(), source, line, fingerprint);
    }

    public Label label() {
        return label;
    }

    public Optional<LocalDateTime> time() {
        return Optional.ofNullable(time);
    }

    /** The name of the file it is from. */
    public String source() {
        return source;
    }

    /** The line it starts on, from 1. */
    public long line() {
        return line;
    }

    public Fingerprint fingerprint() {
        return fingerprint;
    }
}

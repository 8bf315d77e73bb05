package org.aegisnet.scoring.model;

import java.util.Locale;

/** The kind of a model, which fixes the meaning of its score. */
public enum ModelKind {
    /** Has learnt normal traffic; the score is the reconstruction error, 0 or more and without an upper bound. */
    AUTOENCODER("an autoencoder"),

    /** Tells attacks from safe flows; the score is the probability of an attack, 0 to 1. */
    FOREST("a forest");

    private final String article;

    ModelKind(final String article) {
        this.article = article;
    }

    /** The name in model metadata: {@code autoencoder} or {@code forest}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The name in a sentence: "an autoencoder" or "a forest". */
    public String inWords() {
        return article;
    }
}

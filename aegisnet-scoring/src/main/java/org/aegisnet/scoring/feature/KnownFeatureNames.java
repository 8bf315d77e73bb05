package org.aegisnet.scoring.feature;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The field names that some vocabulary understands, in any case, with any blanks and punctuation, and in any order of the same words. Immutable. */
public final class KnownFeatureNames {
    private final FieldIndex index;

    /**
     * @param vocabularies whose names are known
     * @param more further names, such as the features of a user's own model
     */
    public KnownFeatureNames(final List<Vocabulary> vocabularies, final Collection<String> more) {
        final List<String> names = new ArrayList<>(more);
        vocabularies.forEach(vocabulary -> names.addAll(vocabulary.fieldNames()));
        this.index = new FieldIndex(names);
    }

    /** Tells whether any vocabulary uses a field of this name. A name that has no word, such as {@code #} and {@code a}, is in none of them. */
    public boolean contains(final String name) {
        final String words = ColumnWords.fold(name);
        if (words.isEmpty()) {
            return false;
        }
        return index.position(name).isPresent() || index.positionByWords(words).isPresent();
    }
}

package org.aegisnet.scoring.feature;

import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/**
 * The fit of a vocabulary to the fields of records, for the features of a model. Immutable, although its parts could be changed: they stay in this
 * package.
 *
 * @param vocabulary the vocabulary
 * @param order its place among the vocabularies, counted from 0; of equals the earlier one is meant
 * @param formulas by feature; null where no field supplies the feature
 * @param required the number of required features that fields supply
 * @param supplied the number of all features that fields supply
 * @param understood the number of features that the vocabulary itself knows; others come from the field of their name
 * @param known the positions of the fields that the vocabulary names
 * @param contrary the positions of the fields beside which the vocabulary's names mean another thing
 * @param support the positions of the fields of which a record must have one, if the vocabulary needs such support
 */
@SuppressWarnings("ArrayRecordComponent")
record VocabularyFit(
        Vocabulary vocabulary,
        int order,
        BoundFeature[] formulas,
        int required,
        int supplied,
        int understood,
        BitSet known,
        BitSet contrary,
        BitSet support) {

    /** Better fits come first: no evidence against it, more required features, more fields, more features. */
    static final Comparator<VocabularyFit> BEST_FIRST = Comparator.comparing(VocabularyFit::isContradicted)
            .thenComparing(Comparator.comparingInt(VocabularyFit::required).reversed())
            .thenComparing(Comparator.comparingInt(VocabularyFit::knownFields).reversed())
            .thenComparing(Comparator.comparingInt(VocabularyFit::supplied).reversed())
            .thenComparing(Comparator.comparingInt(VocabularyFit::understood).reversed())
            .thenComparingInt(VocabularyFit::order);

    /** Finds the fields of a vocabulary in a schema. */
    static VocabularyFit of(
            final Vocabulary vocabulary, final int order, final List<Feature> features, final FieldIndex fields) {
        final BoundFeature[] formulas = new BoundFeature[features.size()];
        int required = 0;
        int supplied = 0;
        int understood = 0;
        for (int column = 0; column < formulas.length; column++) {
            final Feature feature = features.get(column);
            formulas[column] = vocabulary.bind(feature, fields).orElse(null);
            if (formulas[column] != null) {
                supplied++;
                required += feature.required() ? 1 : 0;
                understood += vocabulary.knows(feature) ? 1 : 0;
            }
        }
        return new VocabularyFit(
                vocabulary,
                order,
                formulas,
                required,
                supplied,
                understood,
                vocabulary.knownPositions(fields),
                vocabulary.contraryPositions(fields),
                vocabulary.supportPositions(fields));
    }

    private boolean isContradicted() {
        return supplied > 0 && (!contrary.isEmpty() || (vocabulary.needsSupport() && support.isEmpty()));
    }

    private int knownFields() {
        return known.cardinality();
    }

    /** Tells whether the vocabulary names a field that another one does not name. */
    boolean namesMoreThan(final VocabularyFit other) {
        final BitSet more = (BitSet) known.clone();
        more.andNot(other.known);
        return !more.isEmpty();
    }
}

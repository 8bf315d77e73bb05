package org.aegisnet.scoring.feature;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Builder of a vocabulary, feature by feature. For one thread. */
final class VocabularyBuilder {
    private final String name;
    private final ByteCount byteCount;
    private final Map<String, List<Formula>> formulas = new HashMap<>();
    private final Map<String, Quantity> quantities = new HashMap<>();
    private Set<String> missingMarkers = Set.of();
    private IcmpPorts icmpPorts = IcmpPorts.ABSENT;
    private FieldSearch search = (fields, term) -> fields.positionsOf(term.keys());
    private List<String> witnesses = List.of();
    private List<String> support = List.of();
    private List<String> contrary = List.of();

    VocabularyBuilder(final String name, final ByteCount byteCount) {
        this.name = name;
        this.byteCount = byteCount;
    }

    /** A feature with the ways to get it, best first. */
    VocabularyBuilder feature(final String feature, final Formula... ways) {
        formulas.put(feature, List.of(ways));
        return this;
    }

    /** A feature that is a field as it stands, by any of its names. */
    VocabularyBuilder field(final String feature, final String... names) {
        return feature(feature, feature.equals(Vocabulary.START) ? Formula.instant(names) : Formula.field(names));
    }

    /** A feature of a certain quantity that is a field as it stands, by any of its names. */
    VocabularyBuilder field(final String feature, final Quantity quantity, final String... names) {
        quantities.put(feature, quantity);
        return field(feature, names);
    }

    VocabularyBuilder missingMarkers(final String... markers) {
        this.missingMarkers = Set.of(markers);
        return this;
    }

    VocabularyBuilder icmpPorts(final IcmpPorts ports) {
        this.icmpPorts = ports;
        return this;
    }

    /** Names that this kind of exporter writes, although no feature comes from them: evidence for this vocabulary. */
    VocabularyBuilder witnesses(final String... names) {
        this.witnesses = List.of(names);
        return this;
    }

    /** Names beside which the names of this vocabulary mean another thing: evidence against it. */
    VocabularyBuilder notBeside(final String... names) {
        this.contrary = List.of(names);
        return this;
    }

    /** Names of which a record must have one, because the others are names of another vocabulary, too. */
    VocabularyBuilder onlyBeside(final String... names) {
        this.support = List.of(names);
        return this;
    }

    /** The way to find a field by its names, if case, blanks and punctuation are not all that may differ. */
    VocabularyBuilder search(final FieldSearch fieldSearch) {
        this.search = fieldSearch;
        return this;
    }

    Vocabulary build() {
        return new Vocabulary(
                name, byteCount, missingMarkers, icmpPorts, search, formulas, quantities, witnesses, contrary, support);
    }
}

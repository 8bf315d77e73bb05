package org.aegisnet.scoring.feature;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The names, units and directions in which one kind of exporter writes flows, and how a model's features come out of them. Immutable.
 *
 * <p>If a vocabulary has {@code bytes_in}, {@code bytes_out}, {@code packets} and {@code duration}, it also has the features that follow from
 * them: {@code bytes}, {@code bytes_per_second}, {@code packets_per_second} and {@code bytes_per_packet}. {@code packets} follows from
 * {@code packets_fwd} and {@code packets_rev}.
 */
public final class Vocabulary {
    static final String BYTES_IN = "bytes_in";
    static final String BYTES_OUT = "bytes_out";
    static final String PACKETS = "packets";
    static final String PACKETS_FORWARD = "packets_fwd";
    static final String PACKETS_REVERSE = "packets_rev";
    static final String DURATION = "duration";
    static final String SOURCE_ADDRESS = "src_ip";
    static final String DESTINATION_ADDRESS = "dst_ip";
    static final String SOURCE_PORT = "src_port";
    static final String DESTINATION_PORT = "dst_port";
    static final String PROTOCOL = "protocol";
    static final String START = "start";
    static final String TCP_FLAGS = "tcp_flags";
    static final String ICMP_TYPE = "icmp_type";
    static final String ICMP_CODE = "icmp_code";
    static final String ICMP_TYPE_AND_CODE = "icmp_type_and_code";
    static final String BYTES = "bytes";

    /** The facts, whose bounds are the same in all vocabularies. */
    private static final Map<String, Quantity> FACTS = Map.ofEntries(
            Map.entry(BYTES_IN, Quantity.BYTES),
            Map.entry(BYTES_OUT, Quantity.BYTES),
            Map.entry(BYTES, Quantity.BYTES),
            Map.entry(PACKETS, Quantity.PACKETS_OF_FLOW),
            Map.entry(PACKETS_FORWARD, Quantity.PACKETS),
            Map.entry(PACKETS_REVERSE, Quantity.PACKETS),
            Map.entry(DURATION, Quantity.SECONDS),
            Map.entry(SOURCE_PORT, Quantity.PORT),
            Map.entry(DESTINATION_PORT, Quantity.PORT),
            Map.entry(PROTOCOL, Quantity.PROTOCOL),
            Map.entry(TCP_FLAGS, Quantity.TCP_FLAGS),
            Map.entry(ICMP_TYPE, Quantity.ICMP),
            Map.entry(ICMP_CODE, Quantity.ICMP),
            Map.entry(ICMP_TYPE_AND_CODE, Quantity.TEXT),
            Map.entry(SOURCE_ADDRESS, Quantity.TEXT),
            Map.entry(DESTINATION_ADDRESS, Quantity.TEXT),
            Map.entry(START, Quantity.TEXT));

    private final String name;
    private final ByteCount byteCount;
    private final Set<String> missingMarkers;
    private final IcmpPorts icmpPorts;
    private final FieldSearch search;
    private final Map<String, List<Formula>> given;
    private final Map<String, List<Formula>> formulas;
    private final Map<String, Quantity> quantities;
    private final List<String> witnesses;
    private final List<String> contrary;
    private final List<Term> knownTerms;
    private final List<String> support;
    private final List<String> supportKeys;
    private final List<String> witnessKeys;
    private final List<String> contraryKeys;

    /**
     * @param name as a user reads it, for example {@code CICFlowMeter}
     * @param byteCount the bytes that the exporter counts
     * @param missingMarkers texts that mean no value; empty and blank text always does
     * @param icmpPorts the place of ICMP's type and code in the exporter's records
     * @param search the way to find a field by its names
     * @param given for each feature the ways to get it, best first
     * @param quantities of the features that are not facts, if they have bounds
     * @param witnesses names that this kind of exporter writes, besides those of the formulas
     * @param contrary names beside which the names of this vocabulary mean another thing
     * @param support names of which a record must have one; empty if the other names are enough
     */
    Vocabulary(
            final String name,
            final ByteCount byteCount,
            final Set<String> missingMarkers,
            final IcmpPorts icmpPorts,
            final FieldSearch search,
            final Map<String, List<Formula>> given,
            final Map<String, Quantity> quantities,
            final List<String> witnesses,
            final List<String> contrary,
            final List<String> support) {
        this.name = name;
        this.byteCount = byteCount;
        this.missingMarkers = Set.copyOf(missingMarkers);
        this.icmpPorts = icmpPorts;
        this.search = search;
        this.given = Map.copyOf(given);
        this.quantities = Map.copyOf(quantities);
        this.formulas = withComputed();
        this.witnesses = List.copyOf(witnesses);
        this.contrary = List.copyOf(contrary);
        this.knownTerms = given.values().stream()
                .flatMap(List::stream)
                .flatMap(formula -> formula.terms().stream())
                .toList();
        this.witnessKeys = witnesses.stream().map(FieldIndex::key).toList();
        this.support = List.copyOf(support);
        this.supportKeys = support.stream().map(FieldIndex::key).toList();
        this.contraryKeys = contrary.stream().map(FieldIndex::key).toList();
    }

    private Map<String, List<Formula>> withComputed() {
        final Map<String, List<Formula>> all = new HashMap<>();
        given.forEach((feature, ways) -> all.put(feature, bounded(feature, ways)));
        if (!all.containsKey(PACKETS)) {
            all.put(PACKETS, combinations(all, PACKETS_FORWARD, PACKETS_REVERSE, Formula::plus));
        }
        compute(all, BYTES, BYTES_IN, BYTES_OUT, Formula::plus);
        compute(all, "bytes_per_second", BYTES, DURATION, Formula::dividedBy);
        compute(all, "packets_per_second", PACKETS, DURATION, Formula::dividedBy);
        compute(all, "bytes_per_packet", BYTES, PACKETS, Formula::dividedBy);
        all.values().removeIf(List::isEmpty);
        return Map.copyOf(all);
    }

    private List<Formula> bounded(final String feature, final List<Formula> ways) {
        final Quantity quantity = quantityOf(feature);
        return ways.stream().map(way -> way.of(quantity)).toList();
    }

    private Quantity quantityOf(final String feature) {
        final Quantity fact = FACTS.get(feature);
        return fact == null ? quantities.getOrDefault(feature, Quantity.NUMBER) : fact;
    }

    /** A record may also hold under its name what can be computed; that comes first. */
    private void compute(
            final Map<String, List<Formula>> all,
            final String feature,
            final String first,
            final String second,
            final BinaryOperator<Formula> operator) {
        if (!all.containsKey(feature)) {
            final List<Formula> ways = combinations(all, first, second, operator);
            if (!ways.isEmpty()) {
                ways.addFirst(Formula.field(feature).of(quantityOf(feature)));
                all.put(feature, List.copyOf(ways));
            }
        }
    }

    private static List<Formula> combinations(
            final Map<String, List<Formula>> all,
            final String first,
            final String second,
            final BinaryOperator<Formula> operator) {
        final List<Formula> combinations = new ArrayList<>();
        for (final Formula left : all.getOrDefault(first, List.of())) {
            for (final Formula right : all.getOrDefault(second, List.of())) {
                combinations.add(operator.apply(left, right));
            }
        }
        return combinations;
    }

    /** The name as a user reads it. */
    public String name() {
        return name;
    }

    /** The bytes that the exporter counts for a flow. */
    public ByteCount byteCount() {
        return byteCount;
    }

    /** Texts that mean no value, besides empty and blank ones. */
    public Set<String> missingMarkers() {
        return missingMarkers;
    }

    /** Where the exporter puts the type and code of ICMP. */
    IcmpPorts icmpPorts() {
        return icmpPorts;
    }

    /** This vocabulary, but with a feature taken as it stands from a field of the user's choice. */
    public Vocabulary withField(final String feature, final String field) {
        final Map<String, List<Formula>> changed = new HashMap<>(given);
        changed.put(feature, List.of(feature.equals(START) ? Formula.instant(field) : Formula.field(field)));
        return new Vocabulary(
                name, byteCount, missingMarkers, icmpPorts, search, changed, quantities, witnesses, contrary, support);
    }

    /** Every field name that some feature is read from, and the names of the features themselves. */
    Set<String> fieldNames() {
        final Set<String> names = new HashSet<>(formulas.keySet());
        formulas.values().forEach(ways -> ways.forEach(way -> way.terms().forEach(term -> names.addAll(term.names()))));
        return names;
    }

    /** Every field that some feature is read from. */
    Stream<Term> terms() {
        return formulas.values().stream().flatMap(List::stream).flatMap(way -> way.terms().stream());
    }

    /**
     * Tells whether records of this vocabulary can supply a feature. The name of a feature that it does not know is taken for the name of a
     * field.
     */
    public boolean knows(final Feature feature) {
        return formulas.containsKey(feature.name());
    }

    /** The feature with the formulas whose fields the record has, all of them; empty if the record has the fields of no formula. */
    Optional<BoundFeature> bind(final Feature feature, final FieldIndex fields) {
        final List<BoundFormula> ways = new ArrayList<>();
        for (final Formula formula : formulasFor(feature.name())) {
            final Optional<int[][]> positions = positions(formula, fields);
            if (positions.isPresent() && !(formula.lastResort() && !ways.isEmpty())) {
                ways.add(new BoundFormula(
                        formula, positions.get(), fields, feature, quantityOf(feature), missingMarkers));
            }
        }
        return ways.isEmpty() ? Optional.empty() : Optional.of(new BoundFeature(ways));
    }

    /** The bounds of a feature. One that no vocabulary knows, of a user's own model, has the bounds of its unit. */
    Quantity quantityOf(final Feature feature) {
        final Quantity known = quantityOf(feature.name());
        return known == Quantity.NUMBER ? feature.unit().quantity() : known;
    }

    /** The ways to get a feature, best first. A feature that the vocabulary does not know, of a user's own model, comes from the field of its name. */
    List<Formula> formulasFor(final String feature) {
        final List<Formula> known = formulas.get(feature);
        return known == null ? bounded(feature, List.of(Formula.field(feature))) : known;
    }

    /** The positions of the fields of some features, as far as the record has them. */
    IntStream positions(final List<String> features, final FieldIndex fields) {
        return features.stream().flatMapToInt(feature -> IntStream.of(positions(feature, fields)));
    }

    /** The positions of the fields that a feature may come from, best first. */
    int[] positions(final String feature, final FieldIndex fields) {
        return formulasFor(feature).stream()
                .flatMap(formula -> formula.terms().stream())
                .flatMapToInt(term -> IntStream.of(search.find(fields, term)))
                .distinct()
                .toArray();
    }

    /** The positions of all fields that this vocabulary itself names. */
    BitSet knownPositions(final FieldIndex fields) {
        final BitSet known = set(fields.positionsOf(witnessKeys));
        knownTerms.forEach(term -> known.or(set(search.find(fields, term))));
        return known;
    }

    /** The positions of fields beside which the names of this vocabulary mean another thing. */
    BitSet contraryPositions(final FieldIndex fields) {
        return set(fields.positionsOf(contraryKeys));
    }

    /** Tells whether a record must have one of certain fields to be in this vocabulary. */
    boolean needsSupport() {
        return !support.isEmpty();
    }

    /** The positions of the fields of which a record must have one. */
    BitSet supportPositions(final FieldIndex fields) {
        return set(fields.positionsOf(supportKeys));
    }

    private static BitSet set(final int[] positions) {
        final BitSet set = new BitSet();
        for (final int position : positions) {
            set.set(position);
        }
        return set;
    }

    private Optional<int[][]> positions(final Formula formula, final FieldIndex fields) {
        final List<Term> terms = formula.terms();
        final int[][] positions = new int[terms.size()][];
        for (int term = 0; term < positions.length; term++) {
            positions[term] = search.find(fields, terms.get(term));
            if (positions[term].length == 0) {
                return Optional.empty();
            }
        }
        return Optional.of(positions);
    }

    /** The field names that would supply a feature, for a sentence that tells a user what is missing. */
    List<String> namesFor(final Feature feature) {
        return formulasFor(feature.name()).stream().map(Formula::describe).toList();
    }
}

package org.aegisnet.scoring.feature;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The way from records of one schema to the features of one model: found once, used for every record. Immutable.
 *
 * <p>A value that is missing, not a number, not finite, or outside of its bounds ({@link Quantity}) is never replaced. The record cannot be
 * scored, and {@link #extract} gives the reason. The bounds also hold for the other facts of a flow, if they are numbers. For example, a record
 * with an impossible port is not a flow, even to a model that does not use ports. Only a feature that the model does not require may be missing
 * or unreadable; it becomes NaN. The ports of an ICMP flow are always NaN, because ICMP has no ports.
 *
 * <p>A schema may have the fields of several tools, because a FlowFile may mix their records. Then each record is read in the vocabulary that it has
 * most values for. If the fields of a schema are of one tool, nothing is decided for a record.
 */
public final class FeatureMapping {
    private final VocabularyMapping[] mappings;
    private final FlowFactMapping[] facts;
    private final int rivals;

    private FeatureMapping(
            final List<VocabularyMapping> mappings, final List<FlowFactMapping> facts, final int rivals) {
        this.mappings = mappings.toArray(VocabularyMapping[]::new);
        this.facts = facts.toArray(FlowFactMapping[]::new);
        this.rivals = rivals;
    }

    /**
     * Maps with the vocabulary that supplies most of the features the model requires. Among equals, it takes the vocabulary that knows most of the
     * record's fields: addresses, ports and times count, too. Then the one with most of all the model's features counts, then the earliest.
     *
     * @param vocabularies one or more
     * @param fields of the records' schema
     */
    public static FeatureMapping detect(
            final List<Feature> features, final List<Vocabulary> vocabularies, final FieldIndex fields) {
        final List<VocabularyFit> fits = IntStream.range(0, vocabularies.size())
                .mapToObj(order -> VocabularyFit.of(vocabularies.get(order), order, features, fields))
                .sorted(VocabularyFit.BEST_FIRST)
                .toList();
        final VocabularyFit best = fits.getFirst();
        final List<VocabularyFit> kept = new ArrayList<>(List.of(best));
        int rivals = 1;
        for (final VocabularyFit other : fits) {
            if (other.required() > 0 && other.namesMoreThan(best)) {
                final boolean rival = other.required() >= best.required();
                kept.add(rival ? rivals : kept.size(), other);
                rivals += rival ? 1 : 0;
            }
        }
        return new FeatureMapping(
                kept.stream()
                        .map(fit -> new VocabularyMapping(fit, features, fields))
                        .toList(),
                kept.stream()
                        .map(fit -> new FlowFactMapping(fit.vocabulary(), fields))
                        .toList(),
                rivals);
    }

    /** The vocabulary that fits the schema best; another one may fit a single record better. */
    public Vocabulary vocabulary() {
        return mappings[0].vocabulary();
    }

    /** The vocabulary that a record is read in. */
    public Vocabulary vocabularyOf(final FlowValues values) {
        return mappings[chosen(values)].vocabulary();
    }

    /** The required features that no field of the records supplies; empty where every record with sound values can be scored. */
    public List<Feature> missing() {
        return mappings[0].missing();
    }

    /** The facts of the flow in a record, in the vocabulary that the record is read in. */
    public FlowFacts facts(final FlowValues values) {
        return facts[chosen(values)].read(values);
    }

    /** The reason that a record is not a flow, as {@link FlowFactMapping#fault} tells it, with the name of the tool. */
    public Optional<String> factFault(final FlowValues values) {
        final int chosen = chosen(values);
        return facts[chosen].fault(values).map(fault -> named(fault, chosen));
    }

    /** A reason of the caller's own, with the name of the tool that the record came from. */
    public String withTool(final String reason, final FlowValues values) {
        return named(reason, chosen(values));
    }

    /**
     * Takes the features out of a record.
     *
     * @param values the record's values
     * @param flow receives one value for each feature, in the model's order; undefined where a reason is returned
     * @return why the record cannot be scored, naming fields, features and the tool; empty where it can
     */
    public Optional<String> extract(final FlowValues values, final float[] flow) {
        final int first = bestRival(values);
        final Optional<String> fault = mappings[first].extract(values, flow);
        if (fault.isEmpty()) {
            return fault;
        }
        final int chosen = chosen(values);
        return (chosen == first ? fault : mappings[chosen].extract(values, flow)).map(reason -> named(reason, chosen));
    }

    /** The reason with the name of the tool whose names the record has; our own names are of no tool. */
    private String named(final String reason, final int chosen) {
        final String vocabulary = mappings[chosen].vocabulary().name();
        return vocabulary.equals(OwnVocabularies.AEGIS_NET) ? reason : "%s (read as %s)".formatted(reason, vocabulary);
    }

    /** The best of the vocabularies that supply what the model requires, or another one if the record lacks that. */
    private int chosen(final FlowValues values) {
        final int first = bestRival(values);
        return mappings.length == rivals || mappings[first].suppliesRequired(values)
                ? first
                : best(values, mappings.length);
    }

    private int bestRival(final FlowValues values) {
        return rivals == 1 ? 0 : best(values, rivals);
    }

    /** The first of some mappings that has most evidence in a record. */
    private int best(final FlowValues values, final int count) {
        int best = 0;
        long most = Long.MIN_VALUE;
        for (int index = 0; index < count; index++) {
            final long evidence = mappings[index].evidence(values);
            if (evidence > most) {
                best = index;
                most = evidence;
            }
        }
        return best;
    }
}

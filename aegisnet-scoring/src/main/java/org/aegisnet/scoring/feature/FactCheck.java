package org.aegisnet.scoring.feature;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Check of the facts of a flow for impossible values: ports, protocol, bytes, packets, duration, flags. A fact that is missing or not a number
 * is not a fault, because perhaps no model needs it. A record whose port is 99,999 is not a flow, however, even if the port is not needed.
 * Immutable.
 */
final class FactCheck {
    private static final List<Feature> FACTS = List.of(
            new Feature(Vocabulary.PROTOCOL, FeatureUnit.PROTOCOL, false, 0),
            new Feature(Vocabulary.PACKETS_FORWARD, FeatureUnit.PACKETS, false, 0),
            new Feature(Vocabulary.PACKETS_REVERSE, FeatureUnit.PACKETS, false, 0),
            new Feature(Vocabulary.PACKETS, FeatureUnit.PACKETS, false, 0),
            new Feature(Vocabulary.BYTES_IN, FeatureUnit.BYTES, false, 0),
            new Feature(Vocabulary.BYTES_OUT, FeatureUnit.BYTES, false, 0),
            new Feature(Vocabulary.DURATION, FeatureUnit.SECONDS, false, 0),
            new Feature(Vocabulary.SOURCE_PORT, FeatureUnit.PORT, false, 0),
            new Feature(Vocabulary.DESTINATION_PORT, FeatureUnit.PORT, false, 0),
            new Feature(Vocabulary.TCP_FLAGS, FeatureUnit.NUMBER, false, 0),
            new Feature(Vocabulary.ICMP_TYPE, FeatureUnit.NUMBER, false, 0),
            new Feature(Vocabulary.ICMP_CODE, FeatureUnit.NUMBER, false, 0));

    private final List<Fact> facts;
    private final FieldIndex fields;
    private final int[] texts;
    private final Optional<BoundFeature> protocol;

    private record Fact(BoundFeature formula, boolean isPort) {}

    /**
     * Finds the facts in a schema.
     *
     * @param known the names of the facts that need no check, because their values are looked at anyway
     */
    FactCheck(final Vocabulary vocabulary, final FieldIndex fields, final Set<String> known) {
        this.fields = fields;
        final List<Fact> found = new ArrayList<>();
        for (final Feature fact : FACTS) {
            if (vocabulary.knows(fact) && !known.contains(fact.name())) {
                vocabulary
                        .bind(fact, fields)
                        .ifPresent(formula -> found.add(new Fact(formula, fact.unit() == FeatureUnit.PORT)));
            }
        }
        this.facts = List.copyOf(found);
        this.protocol = vocabulary.bind(FACTS.getFirst(), fields);
        this.texts = vocabulary
                .positions(List.of(Vocabulary.SOURCE_ADDRESS, Vocabulary.DESTINATION_ADDRESS, Vocabulary.START), fields)
                .filter(position -> !fields.isAlone(position))
                .toArray();
    }

    /** The first fact that cannot be, in a sentence; empty where all can. */
    Optional<String> fault(final FlowValues values) {
        for (final Fact fact : facts) {
            if (Double.isNaN(fact.formula.evaluate(values)) && !(fact.isPort && isIcmp(values))) {
                final Optional<String> fault = fact.formula.impossible(values);
                if (fault.isPresent()) {
                    return fault;
                }
            }
        }
        for (final int position : texts) {
            final Optional<String> contradiction = fields.contradiction(position, values);
            if (contradiction.isPresent()) {
                return contradiction;
            }
        }
        return Optional.empty();
    }

    /**
     * Tells whether the flow is one of ICMP, which does not have ports. Some exporters write type and code into the port fields in their own
     * forms.
     */
    boolean isIcmp(final FlowValues values) {
        return protocol.isPresent() && IcmpPorts.isIcmp(protocol.get().evaluate(values));
    }
}

package org.aegisnet.training.forest;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.aegisnet.training.data.Flow;

/** The frequency with which a tree's sample draws flows of each kind. */
public enum Balance {
    /** As many benign flows as attacks. */
    CLASSES,

    /** As many benign flows as attacks, and within each of the two as many from every file that has any. */
    SOURCES;

    String inWords() {
        return switch (this) {
            case CLASSES -> "benign flows and attacks are drawn equally often";
            case SOURCES ->
                "benign flows and attacks are drawn equally often, and so are the files within each of the two";
        };
    }

    /**
     * The chance of each flow to be the next one drawn.
     *
     * @return sums to 1
     */
    double[] chances(final List<Flow> flows) {
        final Map<String, Integer> sizes = new HashMap<>();
        final Map<Boolean, Integer> groups = new HashMap<>();
        final Function<Flow, String> group = flow ->
                (this == SOURCES ? flow.source() : "") + '\n' + flow.label().isAttack();
        for (final Flow flow : flows) {
            if (sizes.merge(group.apply(flow), 1, Integer::sum) == 1) {
                groups.merge(flow.label().isAttack(), 1, Integer::sum);
            }
        }
        return flows.stream()
                .mapToDouble(flow ->
                        1.0 / groups.size() / groups.get(flow.label().isAttack()) / sizes.get(group.apply(flow)))
                .toArray();
    }
}

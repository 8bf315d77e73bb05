package org.aegisnet.demo;

import java.util.List;
import java.util.function.Predicate;

/** What is known of the flows apart from the models, which never see it. */
interface Truth {
    /** Where it is known from, to be read after "Evaluation against". */
    String source();

    /** Whether a flow was part of an attack. */
    boolean isAttack(FlowRecord flow);

    /** What it says of a flow, as a sentence without a full stop. */
    String saysOf(FlowRecord flow);

    /** The networks whose benign flows are judged apart as well; none where nothing parts them. */
    default List<Network> networks() {
        return List.of();
    }

    /**
     * A network of its own kind of traffic.
     *
     * @param name as it is told to the person in front of the screen
     * @param isAtAnEnd whether one of its hosts is at either end of a flow
     */
    record Network(String name, Predicate<FlowRecord> isAtAnEnd) {}
}

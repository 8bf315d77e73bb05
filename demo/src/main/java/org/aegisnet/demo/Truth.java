package org.aegisnet.demo;

import java.util.List;
import java.util.function.Predicate;

/** Known truth about the flows, independent of the models, which never see it. */
interface Truth {
    /** The source of the truth; the text follows "Evaluation against". */
    String source();

    /** Tells whether a flow was part of an attack. */
    boolean isAttack(FlowRecord flow);

    /** The statement about a flow, as a sentence without a full stop. */
    String saysOf(FlowRecord flow);

    /** The networks whose benign flows are also judged separately; empty if they are not divided by network. */
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

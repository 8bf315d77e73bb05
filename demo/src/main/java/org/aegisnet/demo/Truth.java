package org.aegisnet.demo;

/** What is known of the flows apart from the models, which never see it. */
interface Truth {
    /** Where it is known from, to be read after "Evaluation against". */
    String source();

    /** Whether a flow was part of an attack. */
    boolean isAttack(FlowRecord flow);

    /** What it says of a flow, as a sentence without a full stop. */
    String saysOf(FlowRecord flow);
}

package org.aegisnet.demo;

/** The column Label, which the makers of the data set have filled. */
final class Label implements Truth {
    @Override
    public String source() {
        return "the column Label, which no model has seen";
    }

    @Override
    public boolean isAttack(final FlowRecord flow) {
        return flow.isLabelledAttack();
    }

    @Override
    public String saysOf(final FlowRecord flow) {
        return "the data set says " + flow.text("Label");
    }
}

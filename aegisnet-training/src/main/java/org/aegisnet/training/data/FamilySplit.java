package org.aegisnet.training.data;

/**
 * Leaves one kind of attack out of what is learnt from, in all files, and tests with it and with the benign flows that another rule holds
 * back. Other attacks that the rule holds back are in neither part.
 *
 * @param family as {@link Label#family()} names it
 * @param benignRule parts the benign flows
 */
public record FamilySplit(String family, SplitRule benignRule) implements SplitRule {
    @Override
    public Split split(final FlowSet flows) {
        final Split known =
                benignRule.split(flows.where(flow -> !flow.label().family().equals(family)));
        final FlowSet left = flows.where(flow -> flow.label().family().equals(family));
        return new Split(known.training(), known.test().benign().and(left));
    }
}

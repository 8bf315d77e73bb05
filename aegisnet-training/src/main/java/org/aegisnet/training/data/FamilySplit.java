package org.aegisnet.training.data;

/**
 * Split that leaves one kind of attack out of the training part, in all files. The test part holds that kind and the benign flows that another
 * rule holds back. Other attacks that the rule holds back are left out of both parts.
 *
 * @param family as {@link Label#family()} names it
 * @param benignRule splits the benign flows
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

package org.aegisnet.training.data;

/**
 * Flows to learn from, and flows to be judged by; no flow is in both.
 *
 * @param training what may be learnt from
 * @param test what the learner must not see
 */
public record Split(FlowSet training, FlowSet test) {}

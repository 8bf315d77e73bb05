package org.aegisnet.processors.ecs;

import java.util.OptionalDouble;

/**
 * Finding of a model in a flow. Immutable.
 *
 * @param suspicious true if the score reaches the threshold
 * @param score the score on the model's own scale
 * @param normalizedScore the score on a scale from 0 to 100; empty if the model does not give it
 * @param reasons in words; empty if the model gives no reasons
 */
public record Detection(boolean suspicious, double score, OptionalDouble normalizedScore, String reasons) {}

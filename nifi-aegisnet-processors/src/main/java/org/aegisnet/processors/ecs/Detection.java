package org.aegisnet.processors.ecs;

import java.util.OptionalDouble;

/**
 * What a model found in a flow. Immutable.
 *
 * @param suspicious whether the score reaches the threshold
 * @param score the model's own
 * @param normalizedScore the score on a scale from 0 to 100; empty where the model does not tell
 * @param reasons in words, empty where there are none
 */
public record Detection(boolean suspicious, double score, OptionalDouble normalizedScore, String reasons) {}

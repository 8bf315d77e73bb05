package org.aegisnet.training.autoencoder;

/**
 * A flow's score and how much the flow counts.
 *
 * @param score 0 or more
 * @param weight above 0
 */
record WeightedScore(double score, double weight) {}

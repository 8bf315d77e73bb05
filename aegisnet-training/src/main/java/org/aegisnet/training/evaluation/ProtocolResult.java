package org.aegisnet.training.evaluation;

import java.util.List;

/**
 * What one learner came to under one split.
 *
 * @param split how training and test flows were parted
 * @param learner its name
 * @param runs the judgements of each seed, network by network
 */
public record ProtocolResult(String split, String learner, List<List<Evaluation>> runs) {
    public ProtocolResult {
        runs = runs.stream().map(List::copyOf).toList();
    }
}

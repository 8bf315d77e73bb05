package org.aegisnet.training.evaluation;

import java.util.List;

/**
 * The result of one learner under one split.
 *
 * @param split the way in which training and test flows were split
 * @param learner its name
 * @param runs the judgements of each seed, network by network
 */
public record ProtocolResult(String split, String learner, List<List<Evaluation>> runs) {
    public ProtocolResult {
        runs = runs.stream().map(List::copyOf).toList();
    }
}

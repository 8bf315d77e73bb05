package org.aegisnet.training.data;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.aegisnet.scoring.model.Training;

/**
 * The result of reading files.
 *
 * @param flows those that a model can score
 * @param sources the files, with the flows taken from each
 * @param leftOut the number of flows that were not taken, by reason
 */
public record ReadFlows(FlowSet flows, List<Training.Source> sources, SortedMap<String, Long> leftOut) {
    public ReadFlows {
        sources = List.copyOf(sources);
        leftOut = Collections.unmodifiableSortedMap(new TreeMap<>(leftOut));
    }
}

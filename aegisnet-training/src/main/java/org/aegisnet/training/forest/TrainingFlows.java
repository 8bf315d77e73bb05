package org.aegisnet.training.forest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import org.aegisnet.scoring.model.Training;
import org.aegisnet.training.data.FlowCsvException;
import org.aegisnet.training.data.FlowSet;
import org.aegisnet.training.data.FlowSetReader;
import org.aegisnet.training.data.ReadFlows;

/**
 * Flows that a forest can be grown from.
 *
 * @param flows labelled, none twice
 * @param sources the files they are from, with the flows taken from each
 * @param excluded how many were left out because they are to judge the model
 * @param repeated how many were left out because they have no label or are another's twin
 * @param unfit how many could not be scored, by the reason why
 */
public record TrainingFlows(
        FlowSet flows, List<Training.Source> sources, int excluded, int repeated, SortedMap<String, Long> unfit) {

    /**
     * Reads files.
     *
     * @param files to learn from
     * @param excluded files whose flows must not be learnt from
     * @throws FlowCsvException if a file cannot be used, or attacks or benign flows are missing
     */
    public static TrainingFlows read(final List<Path> files, final List<Path> excluded) throws IOException {
        final FlowSetReader reader = new FlowSetReader(new ForestFeatures().list());
        final ReadFlows read = reader.read(files);
        final FlowSet unlike = read.flows().without(reader.read(excluded).flows());
        final FlowSet flows = unlike.distinct()
                .where(flow -> flow.label().isAttack() || flow.label().isBenign());
        if (flows.benign().size() == 0 || flows.attacks().size() == 0) {
            throw new FlowCsvException(
                    "A forest learns from benign flows and attacks; the files hold %d and %d. Is there a Label column with BENIGN and names of attacks?"
                            .formatted(flows.benign().size(), flows.attacks().size()));
        }
        final List<Training.Source> sources = read.sources().stream()
                .map(source -> new Training.Source(
                        source.name(),
                        source.sha256(),
                        flows.from(source.name()).size()))
                .toList();
        return new TrainingFlows(
                flows, sources, read.flows().size() - unlike.size(), unlike.size() - flows.size(), read.leftOut());
    }
}

package org.aegisnet.training.card;

import java.util.List;
import java.util.Map;
import org.aegisnet.scoring.model.ModelMetadata;
import org.aegisnet.training.evaluation.Evaluation;
import org.aegisnet.training.evaluation.FamilyResult;
import org.aegisnet.training.evaluation.ProtocolResult;

/**
 * All that an evaluation has found.
 *
 * @param command the command line that made the report
 * @param bytes the size of the model file
 * @param metadata what the model file says of itself
 * @param selection in words, which flows the model file was judged on
 * @param judgements of the model file as it is, network by network
 * @param protocol of models made anew from a part of the flows and judged on the rest
 * @param families what such a model finds of attacks that it has never seen; empty if that was not asked for
 * @param importances of the features, by name, summing to 1; empty if the kind of model has none
 */
public record EvaluationReport(
        String command,
        long bytes,
        ModelMetadata metadata,
        String selection,
        List<Evaluation> judgements,
        List<ProtocolResult> protocol,
        List<FamilyResult> families,
        Map<String, Double> importances) {

    public EvaluationReport {
        judgements = List.copyOf(judgements);
        protocol = List.copyOf(protocol);
        families = List.copyOf(families);
    }
}

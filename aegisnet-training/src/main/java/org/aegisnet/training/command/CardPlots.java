package org.aegisnet.training.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.aegisnet.scoring.model.ModelKind;
import org.aegisnet.scoring.model.ModelMetadata;
import org.aegisnet.training.card.ImportancePlot;
import org.aegisnet.training.card.ScorePlots;
import org.aegisnet.training.data.FlowSet;
import org.aegisnet.training.evaluation.Networks;
import org.aegisnet.training.evaluation.Scorer;

/** Collects the plots of a card and writes them. For one thread. */
final class CardPlots {
    private final ModelMetadata metadata;
    private final Map<String, String> plots = new LinkedHashMap<>();

    CardPlots(final ModelMetadata metadata) {
        this.metadata = metadata;
    }

    /**
     * Draws scores.
     *
     * @param title which flows are scored, to follow the name of the plot
     * @param suffix of the file names, so that several drawings do not collide
     */
    void add(
            final String title,
            final String suffix,
            final Networks networks,
            final FlowSet flows,
            final Scorer scorer) {
        final Map<String, double[]> scores = new LinkedHashMap<>();
        final Map<String, boolean[]> attack = new LinkedHashMap<>();
        for (final String network : networks.names()) {
            final FlowSet own = networks.flowsOf(network, flows);
            final boolean[] truth = new boolean[own.size()];
            for (int i = 0; i < truth.length; i++) {
                truth[i] = own.flows().get(i).label().isAttack();
            }
            scores.put(network, scorer.scores(own));
            attack.put(network, truth);
        }
        new ScorePlots(title, scores, attack)
                .draw(metadata.kind() == ModelKind.FOREST)
                .forEach((name, svg) -> plots.put(name + suffix, svg));
    }

    /** Draws the part of each feature. */
    void addImportances(final Map<String, Double> importances) {
        plots.put("importances", new ImportancePlot(importances).draw());
    }

    /**
     * Writes the plots.
     *
     * @param folder is made if it does not exist
     * @return the address of each as seen from beside the folder, by its caption
     */
    Map<String, String> write(final Path folder) throws IOException {
        Files.createDirectories(folder);
        final Map<String, String> addresses = new LinkedHashMap<>();
        for (final Map.Entry<String, String> plot : plots.entrySet()) {
            final String name = "%s-%s.svg".formatted(metadata.name(), plot.getKey());
            Files.writeString(folder.resolve(name), plot.getValue());
            addresses.put(plot.getKey().replace('-', ' '), folder.getFileName() + "/" + name);
        }
        return addresses;
    }
}

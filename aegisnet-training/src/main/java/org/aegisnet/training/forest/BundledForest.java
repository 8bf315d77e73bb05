package org.aegisnet.training.forest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The recipe of the forest that comes with AegisNet. Immutable. */
public final class BundledForest {
    private static final String NAME = "flow-forest";
    private static final String VERSION = "1.0.0";

    private final Path data;

    /** @param data the folder that holds {@code train}, {@code benign_office} and {@code demo} */
    public BundledForest(final Path data) {
        this.data = data;
    }

    /** The files to learn from, each with the name of its network. */
    public Map<Path, String> files() {
        final Map<Path, String> files = new LinkedHashMap<>();
        files.put(data.resolve("train").resolve("cicids2017_improved_train.csv.gz"), "CIC-IDS2017, corrected");
        files.put(data.resolve("train").resolve("cicids2017_original_train.csv.gz"), "CIC-IDS2017, original");
        for (final String day : List.of("11", "16", "17")) {
            files.put(
                    data.resolve("benign_office").resolve("CICFlowMeter_2017-10-%s_online.csv".formatted(day)),
                    "Office");
        }
        return files;
    }

    /** The flows that the demo shows, some of which are from the office's files: they are left out of training. */
    public Path demonstration() {
        return data.resolve("demo").resolve("demo_a_explicit_redistribution_right.csv");
    }

    /** Reads the flows to learn from: without those of the demonstration, and none twice. */
    public TrainingFlows read() throws IOException {
        return TrainingFlows.read(List.copyOf(files().keySet()), List.of(demonstration()));
    }

    /**
     * Makes the model file; the same bytes every time.
     *
     * @throws IOException if a file is missing or no flow file
     */
    public byte[] build() throws IOException {
        return new ForestTrainer(ForestSettings.defaults(), ForestTrainer.DEFAULT_FALSE_POSITIVE_RATE)
                .train(NAME, VERSION, read());
    }
}

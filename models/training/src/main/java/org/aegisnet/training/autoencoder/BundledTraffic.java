package org.aegisnet.training.autoencoder;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.aegisnet.scoring.model.Training;
import org.aegisnet.training.data.Deduplication;
import org.aegisnet.training.data.FlowSet;
import org.aegisnet.training.data.FlowSetReader;
import org.aegisnet.training.data.ReadFlows;
import org.aegisnet.training.data.Split;
import org.aegisnet.training.data.TimeOrderedSplit;

/**
 * One network of those that the bundled model is made from: its flows without duplicates, parted by time within each file, day and label into
 * 60 % to learn from, 20 % to set thresholds with, and the last 20 % to test with.
 */
public final class BundledTraffic {
    private static final double TEST_SHARE = 0.2;
    private static final double HELD_OUT_SHARE_OF_THE_REST = 0.25;

    private final String name;
    private final double trainingWeight;
    private final List<Training.Source> files;
    private final FlowSet training;
    private final FlowSet heldOut;
    private final FlowSet test;

    private BundledTraffic(final String name, final double trainingWeight, final ReadFlows read) {
        this.name = name;
        this.trainingWeight = trainingWeight;
        this.files = read.sources();
        final Split outer = new TimeOrderedSplit(TEST_SHARE).split(new Deduplication().apply(read.flows()));
        final Split inner = new TimeOrderedSplit(HELD_OUT_SHARE_OF_THE_REST).split(outer.training());
        this.training = inner.training();
        this.heldOut = inner.test();
        this.test = outer.test();
    }

    /**
     * Reads the networks of the bundled model.
     *
     * @param data the folder that holds {@code train} and {@code benign_office}
     */
    public static List<BundledTraffic> read(final Path data) throws IOException {
        final Path train = data.resolve("train");
        final Path office = data.resolve("benign_office");
        return List.of(
                read("CIC-IDS2017, corrected", 1, List.of(train.resolve("cicids2017_improved_train.csv.gz"))),
                read("CIC-IDS2017, original", 0.3, List.of(train.resolve("cicids2017_original_train.csv.gz"))),
                read(
                        "Office",
                        0.5,
                        List.of(
                                office.resolve("CICFlowMeter_2017-10-11_online.csv"),
                                office.resolve("CICFlowMeter_2017-10-16_online.csv"),
                                office.resolve("CICFlowMeter_2017-10-17_online.csv"))));
    }

    private static BundledTraffic read(final String name, final double trainingWeight, final List<Path> files)
            throws IOException {
        return new BundledTraffic(name, trainingWeight, new FlowSetReader(PresentedFlows.features()).read(files));
    }

    /** For tables. */
    public String name() {
        return name;
    }

    /** The files it was read from. */
    public List<Training.Source> files() {
        return files;
    }

    /** The first 60 % of each label; attacks are never learnt from. */
    public PresentedFlows training() {
        return new PresentedFlows(training);
    }

    /** The 20 % that follow. */
    public PresentedFlows heldOut() {
        return new PresentedFlows(heldOut);
    }

    /** The last 20 %. */
    public PresentedFlows test() {
        return new PresentedFlows(test);
    }

    /** The benign flows to learn from, in both presentations. */
    BenignTraffic benignTraining(final long seed) {
        return new BenignTraffic(name, both(new PresentedFlows(training.benign()), seed), trainingWeight);
    }

    /** The benign flows to set thresholds with, in both presentations; every network counts the same. */
    BenignTraffic benignHeldOut(final long seed) {
        return new BenignTraffic(name, both(new PresentedFlows(heldOut.benign()), seed), 1);
    }

    /** How many benign flows are learnt from. */
    int benignTrainingFlows() {
        return training.benign().size();
    }

    private static FlowSet both(final PresentedFlows flows, final long seed) {
        return flows.asPayload().and(flows.asIpBytes(seed));
    }

    static List<Training.Source> filesOf(final List<BundledTraffic> networks) {
        final List<Training.Source> files = new ArrayList<>();
        networks.forEach(network -> files.addAll(network.files));
        return files;
    }
}

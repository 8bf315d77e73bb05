package org.aegisnet.training.autoencoder;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.aegisnet.scoring.model.Training;
import org.aegisnet.training.data.Flow;
import org.aegisnet.training.data.FlowSet;
import org.aegisnet.training.data.FlowSetReader;
import org.aegisnet.training.data.ReadFlows;
import org.aegisnet.training.data.Split;
import org.aegisnet.training.data.TimeBlocks;
import org.aegisnet.training.data.TimeOrderedSplit;

/**
 * One of the networks that the bundled model is made from: its flows without duplicates. Within each file, day and label, the flows are split by
 * time. The first 80 % are for learning and for setting thresholds, and the last 20 % for testing. Flows of the demonstration files are not
 * learnt from either.
 */
public final class BundledTraffic {
    private static final double TEST_SHARE = 0.2;

    private final String name;
    private final double trainingWeight;
    private final List<Training.Source> files;
    private final FlowSet training;
    private final FlowSet test;

    private BundledTraffic(
            final String name, final double trainingWeight, final ReadFlows read, final FlowSet demonstration) {
        this.name = name;
        this.trainingWeight = trainingWeight;
        final Split split = new TimeOrderedSplit(TEST_SHARE)
                .split(new PresentedFlows(read.flows()).asPayload().distinct());
        final Set<List<Float>> demonstrated = new HashSet<>();
        demonstration.flows().forEach(flow -> demonstrated.add(measurements(flow)));
        final Predicate<Flow> unseen = flow -> !demonstrated.contains(measurements(flow));
        this.training = at(split.training(), read.flows()).where(unseen);
        this.test = at(split.test(), read.flows());
        this.files = read.sources().stream().map(this::withFlowsLearntFrom).toList();
    }

    private Training.Source withFlowsLearntFrom(final Training.Source file) {
        return new Training.Source(
                file.name(), file.sha256(), training.benign().from(file.name()).size());
    }

    /** The values that the demonstration files hold of a flow; they do not hold source ports. */
    private static List<Float> measurements(final Flow flow) {
        final List<Float> values = new ArrayList<>();
        for (int feature = 0; feature < PresentedFlows.features().size(); feature++) {
            if (feature != AutoencoderFeatures.SRC_PORT) {
                values.add(flow.feature(feature));
            }
        }
        return values;
    }

    /** The place of a flow in its file. */
    private record Place(String source, long line) {
        static Place of(final Flow flow) {
            return new Place(flow.source(), flow.line());
        }
    }

    /** Those of all flows that stand where the part's flows do. */
    private static FlowSet at(final FlowSet part, final FlowSet all) {
        final Set<Place> places = new HashSet<>();
        part.flows().forEach(flow -> places.add(Place.of(flow)));
        return all.where(flow -> places.contains(Place.of(flow)));
    }

    /**
     * Reads the networks of the bundled model.
     *
     * @param data the folder that holds {@code train}, {@code benign_office} and {@code demo}
     */
    public static List<BundledTraffic> read(final Path data) throws IOException {
        final Path train = data.resolve("train");
        final Path office = data.resolve("benign_office");
        final Path demo = data.resolve("demo");
        final FlowSetReader reader = new FlowSetReader(PresentedFlows.features());
        final FlowSet demonstration = reader.read(List.of(
                        demo.resolve("demo_a_explicit_redistribution_right.csv"),
                        demo.resolve("demo_b_cicids2017_improved_16classes.csv")))
                .flows();
        return List.of(
                new BundledTraffic(
                        "CIC-IDS2017, corrected",
                        1,
                        reader.read(List.of(train.resolve("cicids2017_improved_train.csv.gz"))),
                        demonstration),
                new BundledTraffic(
                        "CIC-IDS2017, original",
                        0.3,
                        reader.read(List.of(train.resolve("cicids2017_original_train.csv.gz"))),
                        demonstration),
                new BundledTraffic(
                        "Office",
                        0.5,
                        reader.read(List.of(
                                office.resolve("CICFlowMeter_2017-10-11_online.csv"),
                                office.resolve("CICFlowMeter_2017-10-16_online.csv"),
                                office.resolve("CICFlowMeter_2017-10-17_online.csv"))),
                        demonstration));
    }

    /** For tables. */
    public String name() {
        return name;
    }

    /** The files it was read from, each with the number of its flows that are learnt from. */
    public List<Training.Source> files() {
        return files;
    }

    /** The first 80 % of each label; only benign flows are learnt from, attacks may help to choose between recipes. */
    public PresentedFlows training() {
        return new PresentedFlows(training);
    }

    /** The last 20 %, those of the demonstration files among them. */
    public PresentedFlows test() {
        return new PresentedFlows(test);
    }

    /** The benign flows to learn from, in both presentations. */
    BenignTraffic benignTraining(final long seed) {
        return new BenignTraffic(name, presented(training.benign(), seed), trainingWeight);
    }

    /**
     * The benign flows to learn from, parted into blocks of time.
     *
     * @param count 2 or more
     */
    List<HeldOutBlock> benignBlocks(final int count, final long seed) {
        return new TimeBlocks(count)
                .splits(training.benign()).stream()
                        .map(split -> heldOut(split, seed))
                        .toList();
    }

    private HeldOutBlock heldOut(final Split split, final long seed) {
        final FlowSet block = presented(split.test(), seed);
        return new HeldOutBlock(
                new BenignTraffic(name, presented(split.training(), seed), trainingWeight),
                new BenignTraffic(name, block.and(PresentedFlows.withoutSourcePort(block)), 1));
    }

    /**
     * A block of time and the others.
     *
     * @param others with the network's weight in training
     * @param block with and without source ports, as files have them; every network counts the same
     */
    record HeldOutBlock(BenignTraffic others, BenignTraffic block) {}

    private static FlowSet presented(final FlowSet flows, final long seed) {
        final PresentedFlows presented = new PresentedFlows(flows);
        return presented.asPayload().and(presented.asIpBytes(seed));
    }
}

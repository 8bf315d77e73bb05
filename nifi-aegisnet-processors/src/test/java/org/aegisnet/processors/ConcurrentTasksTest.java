package org.aegisnet.processors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.aegisnet.processors.scoring.FlowScoringProcessor;
import org.aegisnet.scoring.feature.Feature;
import org.aegisnet.scoring.loading.BundledModels;
import org.aegisnet.scoring.model.ModelKind;
import org.apache.nifi.processor.Relationship;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Two tasks that share the bundled model write byte for byte what one writes. */
class ConcurrentTasksTest {
    private static final int FLOW_FILES = 12;
    private static final int ROWS = 2500;

    static Stream<FlowScoringProcessor> processors() {
        return Stream.of(new ScoreFlowAutoencoder(), new ClassifyFlowForest());
    }

    @ParameterizedTest
    @MethodSource("processors")
    void writeWhatOneTaskWrites(final FlowScoringProcessor processor) throws Exception {
        final TestRunner runner = FlowScoringRunner.bundled(processor).runner();
        final ModelKind kind = processor instanceof ClassifyFlowForest ? ModelKind.FOREST : ModelKind.AUTOENCODER;
        final String header = new BundledModels()
                .read(kind).metadata().features().stream().map(Feature::name).collect(Collectors.joining(","));

        final Map<String, String> ofOne = contents(runner, header, 1);
        final Map<String, String> ofTwo = contents(runner, header, 2);

        assertTrue(ofOne.size() >= FLOW_FILES, "every FlowFile has come out");
        assertEquals(ofOne, ofTwo);
    }

    private static Map<String, String> contents(final TestRunner runner, final String header, final int tasks) {
        runner.clearTransferState();
        for (int file = 0; file < FLOW_FILES; file++) {
            runner.enqueue(flows(header, file), Map.of("filename", Integer.toString(file)));
        }
        runner.setThreadCount(tasks);
        runner.run(FLOW_FILES);
        runner.assertTransferCount(FlowScoringProcessor.UNSCORED, 0);
        final Map<String, String> contents = new TreeMap<>();
        for (final Relationship relationship : runner.getProcessor().getRelationships()) {
            for (final MockFlowFile flowFile : runner.getFlowFilesForRelationship(relationship)) {
                contents.put(relationship.getName() + " " + flowFile.getAttribute("filename"), flowFile.getContent());
            }
        }
        return contents;
    }

    private static String flows(final String header, final int seed) {
        final int columns = header.split(",", -1).length;
        final SplittableRandom random = new SplittableRandom(seed);
        final StringBuilder content = new StringBuilder(header).append('\n');
        for (int row = 0; row < ROWS; row++) {
            for (int column = 0; column < columns; column++) {
                content.append(column == 0 ? "" : ",").append(random.nextInt(1 << random.nextInt(1, 16)) % 200 + 1);
            }
            content.append('\n');
        }
        return content.toString();
    }
}

package org.aegisnet.processors.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.aegisnet.processors.ClassifyFlowForest;
import org.aegisnet.processors.FlowScoringRunner;
import org.aegisnet.processors.ModelFixtures;
import org.aegisnet.processors.ScoreFlowAutoencoder;
import org.aegisnet.processors.api.DescribeFlowModels;
import org.aegisnet.processors.record.RoutingStrategy;
import org.apache.nifi.components.AllowableValue;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.processor.Processor;
import org.apache.nifi.processor.Relationship;
import org.apache.nifi.util.PropertyMigrationResult;
import org.apache.nifi.util.TestRunner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The names that users' flows hold, and the tests of each of them. A flow stores names of properties, choices and relationships. If one of them is
 * renamed or removed here, a test fails. It passes again when {@code migrateProperties} or {@code migrateRelationships} maps the old name to the
 * new one.
 */
class ScoringPropertiesTest {
    /** Every property that a flow may hold, with the choices that it may hold. An autoencoder's flow may hold Native Engine as well. */
    private static final Map<String, Set<String>> NAMES = new TreeMap<>(Map.ofEntries(
            Map.entry("Record Reader", Set.of()),
            Map.entry("Record Writer", Set.of()),
            Map.entry("Model", Set.of()),
            Map.entry("Model Refresh Interval", Set.of()),
            Map.entry(
                    "Feature Mapping",
                    Set.of(
                            "Detect",
                            "AegisNet",
                            "CICFlowMeter",
                            "Python CICFlowMeter",
                            "NetFlow",
                            "NFStream",
                            "Zeek",
                            "Suricata",
                            "nfdump",
                            "Argus",
                            "UNSW-NB15",
                            "BoT-IoT",
                            "ToN-IoT",
                            "CIDDS",
                            "NTLFlowLyzer",
                            "nProbe",
                            "ipfixcol2",
                            "YAF",
                            "GoFlow2",
                            "pmacct",
                            "ECS",
                            "Splunk CIM",
                            "OCSF",
                            "AWS VPC",
                            "GCP VPC",
                            "Azure",
                            "Palo Alto",
                            "FortiGate")),
            Map.entry("Threshold Strategy", Set.of("Model Default", "False Positive Budget", "Fixed")),
            Map.entry("False Positive Budget", Set.of()),
            Map.entry("Threshold", Set.of()),
            Map.entry("Routing Strategy", Set.of("Route Suspicious", "Annotate Only", "Annotate All")),
            Map.entry("Include Zero Record FlowFiles", Set.of("true", "false")),
            Map.entry("Reasons", Set.of()),
            Map.entry("Reason Format", Set.of("Text", "Records")),
            Map.entry("Field Naming", Set.of("Plain", "ECS")),
            Map.entry("Added Field Prefix", Set.of()),
            Map.entry("Batch Size", Set.of())));

    /** The test that fails if a property has no effect, or not the effect that it describes. */
    private static final Map<String, List<String>> TESTED_BY = Map.ofEntries(
            Map.entry("Record Reader", List.of("RecordFidelityTest#keepsAvroValuesTypesAndOrder")),
            Map.entry("Record Writer", List.of("RecordFidelityTest#keepsAvroValuesTypesAndOrder")),
            Map.entry(
                    "Model",
                    List.of(
                            "FlowScoringProcessorTest#refusesAModelOfTheOtherKind",
                            "ModelUrlTest#scoresWithTheModelThatTheUrlGivesAndTakesTheNextOne")),
            Map.entry(
                    "Model Refresh Interval",
                    List.of(
                            "ReloadingModelTest#looksOnlyWhenTheIntervalHasPassed",
                            "ScoringPropertiesTest#looksAtTheModelAgainAfterTheInterval")),
            Map.entry(
                    "Native Engine",
                    List.of(
                            "NativeEngineTest#scoresWithTheNativeEngine",
                            "NativeEngineTest#refusesAModelThatNeedsAnEngineThatIsNotChosen")),
            Map.entry(
                    "Feature Mapping",
                    List.of(
                            "VocabularySamplesTest#aNamedVocabularyIsTheOnlyOne",
                            "ScoringPropertiesTest#readsTheVocabularyThatIsNamed")),
            Map.entry(
                    "Threshold Strategy",
                    List.of("ScoringPropertiesTest#comparesWithTheThresholdThatTheStrategyGives")),
            Map.entry("False Positive Budget", List.of("ScoreFlowAutoencoderTest#keepsWithinTheFalsePositiveBudget")),
            Map.entry("Threshold", List.of("FlowScoringProcessorTest#takesTheThresholdFromTheFlowFile")),
            Map.entry(
                    "Routing Strategy",
                    List.of(
                            "FlowScoringProcessorTest#keepsTheOrderWhenItOnlyAnnotates",
                            "FlowScoringProcessorTest#keepsTheUnscoredInTheirPlaceWhenItAnnotatesAll")),
            Map.entry(
                    "Include Zero Record FlowFiles",
                    List.of("FlowScoringProcessorTest#makesFlowFilesWithoutRecordsOnRequest")),
            Map.entry(
                    "Reasons",
                    List.of(
                            "ScoreFlowAutoencoderTest#limitsTheReasons",
                            "ScoringPropertiesTest#givesNoReasonsIfNoneAreRequested")),
            Map.entry("Reason Format", List.of("ScoreFlowAutoencoderTest#writesReasonsAsRecords")),
            Map.entry("Field Naming", List.of("EcsFieldsTest#tellsAnAlertInEcs")),
            Map.entry(
                    "Added Field Prefix",
                    List.of("FlowScoringProcessorTest#leavesAFieldOfTheSameNameAloneIfAPrefixIsGiven")),
            Map.entry("Batch Size", List.of("FlowScoringProcessorTest#givesTheSameScoresForEveryBatchSize")),
            Map.entry("Autoencoder Model", List.of("DescribeFlowModelsTest#describesTheModelsThatAreNamed")),
            Map.entry(
                    "Autoencoder False Positive Budget",
                    List.of("DescribeFlowModelsTest#tellsTheThresholdOfEachBudget")),
            Map.entry("Forest Model", List.of("DescribeFlowModelsTest#seesThatTheFileHasChangedOrCannotBeUsed")),
            Map.entry("Forest False Positive Budget", List.of("DescribeFlowModelsTest#tellsTheThresholdInForce")));

    private static final Map<String, String> RELATIONSHIPS_TESTED_BY = Map.of(
            "suspicious", "ClassifyFlowForestTest#routesAttacksAndSafeFlowsApart",
            "normal", "ClassifyFlowForestTest#routesAttacksAndSafeFlowsApart",
            "unscored", "FlowScoringProcessorTest#sendsARecordThatLacksAValueToUnscoredWithTheReason",
            "success", "FlowScoringProcessorTest#keepsTheOrderWhenItOnlyAnnotates",
            "failure", "FlowScoringProcessorTest#sendsMalformedContentToFailureWhole");

    @TempDir
    private Path folder;

    static Stream<Processor> scoringProcessors() {
        return Stream.of(new ScoreFlowAutoencoder(), new ClassifyFlowForest());
    }

    static Stream<Processor> processors() {
        return Stream.concat(scoringProcessors(), Stream.of(new DescribeFlowModels()));
    }

    @ParameterizedTest
    @MethodSource("scoringProcessors")
    void keepsTheNamesThatFlowsHold(final Processor processor) {
        final Map<String, Set<String>> expected = new TreeMap<>(NAMES);
        if (processor instanceof ScoreFlowAutoencoder) {
            expected.put("Native Engine", Set.of());
        }
        final Map<String, Set<String>> names = new TreeMap<>();
        for (final PropertyDescriptor property : processor.getPropertyDescriptors()) {
            names.put(
                    property.getName(),
                    property.getAllowableValues() == null
                            ? Set.of()
                            : property.getAllowableValues().stream()
                                    .map(AllowableValue::getValue)
                                    .collect(Collectors.toSet()));
        }
        assertEquals(expected, names);
    }

    @Test
    void aFlowOfToDayNeedsNoMigration() throws Exception {
        final TestRunner runner = FlowScoringRunner.forest(folder).runner();
        runner.setProperty("bytes_out", "/bytes_out");
        final PropertyMigrationResult result = runner.migrateProperties();

        assertEquals(Set.of(), result.getPropertiesRemoved());
        assertEquals(Map.of(), result.getPropertiesRenamed());
        runner.assertValid();
    }

    @ParameterizedTest
    @MethodSource("processors")
    void everyPropertyHasATest(final Processor processor) throws Exception {
        for (final PropertyDescriptor property : processor.getPropertyDescriptors()) {
            assertTrue(TESTED_BY.containsKey(property.getName()), "nothing tests " + property.getName());
            for (final String test : TESTED_BY.get(property.getName())) {
                assertIsTest(test);
            }
        }
    }

    @Test
    void everyRelationshipHasATest() throws Exception {
        final Set<String> offered = new TreeSet<>();
        for (final RoutingStrategy strategy : RoutingStrategy.values()) {
            final TestRunner runner = FlowScoringRunner.forest(folder).runner();
            runner.setProperty(ScoringProperties.ROUTING_STRATEGY, strategy);
            runner.getProcessor().getRelationships().stream()
                    .map(Relationship::getName)
                    .forEach(offered::add);
        }
        assertEquals(RELATIONSHIPS_TESTED_BY.keySet(), offered);
        for (final String test : RELATIONSHIPS_TESTED_BY.values()) {
            assertIsTest(test);
        }
    }

    private static void assertIsTest(final String name) throws ClassNotFoundException {
        final String[] parts = name.split("#", 2);
        assertTrue(
                Arrays.stream(testClass(parts[0]).getDeclaredMethods())
                        .filter(method -> method.getName().equals(parts[1]))
                        .anyMatch(ScoringPropertiesTest::isTest),
                "no test " + name);
    }

    private static Class<?> testClass(final String name) throws ClassNotFoundException {
        final ClassLoader loader = ScoringPropertiesTest.class.getClassLoader();
        for (final String topic : List.of("", ".scoring", ".model", ".record")) {
            final String qualified = "org.aegisnet.processors" + topic + "." + name;
            if (loader.getResource(qualified.replace('.', '/') + ".class") != null) {
                return Class.forName(qualified);
            }
        }
        return Class.forName("org.aegisnet.processors.api." + name);
    }

    private static boolean isTest(final Method method) {
        return method.isAnnotationPresent(Test.class) || method.isAnnotationPresent(ParameterizedTest.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Record Reader", "Record Writer"})
    void needsAReaderAndAWriter(final String property) throws Exception {
        final TestRunner runner = FlowScoringRunner.forest(folder).runner();
        runner.assertValid();
        runner.removeProperty(property);

        runner.assertNotValid();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Reasons=-1",
                "Reasons=101",
                "Reasons=many",
                "Batch Size=0",
                "Batch Size=100001",
                "Added Field Prefix=7up",
                "Added Field Prefix=a b",
                "Model Refresh Interval=soon",
                "Feature Mapping=Sflow",
                "Field Naming=OCSF",
                "Reason Format=XML",
                "Routing Strategy=Drop",
                "Include Zero Record FlowFiles=maybe",
                "Threshold Strategy=Guess",
                "bytes_out=no path"
            })
    void rejectsImpossibleValues(final String setting) throws Exception {
        final TestRunner runner = FlowScoringRunner.forest(folder).runner();
        runner.assertValid();
        runner.setProperty(setting.split("=", 2)[0], setting.split("=", 2)[1]);

        runner.assertNotValid();
    }

    /** The fixture's own threshold is 2, the one for 0.1 % is 4; the flow scores 3. */
    @ParameterizedTest
    @ValueSource(strings = {"Model Default,1", "False Positive Budget,0", "Fixed,1"})
    void comparesWithTheThresholdThatTheStrategyGives(final String expected) throws Exception {
        final FlowScoringRunner flows = FlowScoringRunner.autoencoder(folder);
        flows.runner().setProperty(ScoringProperties.THRESHOLD_STRATEGY, expected.split(",", 2)[0]);
        flows.runner().setProperty(ScoringProperties.FALSE_POSITIVE_BUDGET, "0.1 %");
        flows.runner().setProperty(ScoringProperties.THRESHOLD, "2.9");
        flows.csv("a,3000,0,0\n");

        assertEquals(
                Integer.parseInt(expected.split(",", 2)[1]),
                flows.records(FlowScoringProcessor.SUSPICIOUS).size());
    }

    @Test
    void givesNoReasonsIfNoneAreRequested() throws Exception {
        final FlowScoringRunner flows = FlowScoringRunner.forest(folder);
        flows.runner().setProperty(ScoringProperties.REASONS, "0");
        flows.csv("a,1,5000,1\n");

        assertTrue(flows.records(FlowScoringProcessor.SUSPICIOUS)
                .getFirst()
                .get("attack_reasons")
                .isNull());
    }

    /** AegisNet's duration is in seconds, NFStream's in milliseconds under another name; named, no other vocabulary is asked. */
    @Test
    void readsTheVocabularyThatIsNamed() throws Exception {
        final FlowScoringRunner flows = FlowScoringRunner.forest(folder);
        flows.runner().setProperty(ScoringProperties.FEATURE_MAPPING, "NFStream");
        flows.csv("a,1,5000,1\n");

        final String reason = flows.records(FlowScoringProcessor.UNSCORED)
                .getFirst()
                .get("unscored_reason")
                .asText();
        assertTrue(reason.contains("src2dst_bytes"), reason);
    }

    @Test
    void looksAtTheModelAgainAfterTheInterval() throws Exception {
        final FlowScoringRunner flows = FlowScoringRunner.forest(folder);
        startWithAModelThatChanges(flows, "1 hour");
        score(flows, true);
        assertEquals(List.of("fixture-forest 1.0.0"), models(flows));

        flows.runner().clearTransferState();
        startWithAModelThatChanges(flows, "0 sec");
        while (!models(flows).contains("fixture-forest 1.10.0")) {
            // The model is read beside the triggers.
            score(flows, false);
        }
        score(flows, true);
    }

    private void startWithAModelThatChanges(final FlowScoringRunner flows, final String interval) throws IOException {
        ModelFixtures.forest(folder, "1.0.0");
        flows.runner().setProperty(ScoringProperties.MODEL_REFRESH_INTERVAL, interval);
        flows.runner().run(1, false, true);
        ModelFixtures.forest(folder, "1.10.0");
    }

    private static void score(final FlowScoringRunner flows, final boolean stop) {
        flows.runner().enqueue(FlowScoringRunner.HEADER + "a,1,5000,1\n");
        flows.runner().run(1, stop, false);
    }

    private static List<String> models(final FlowScoringRunner flows) throws IOException {
        return flows.texts(FlowScoringProcessor.SUSPICIOUS, "forest_model");
    }
}

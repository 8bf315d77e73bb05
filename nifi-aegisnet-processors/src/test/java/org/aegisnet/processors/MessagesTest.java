package org.aegisnet.processors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.aegisnet.processors.api.DescribeFlowModels;
import org.aegisnet.processors.csv.FlowCsvReader;
import org.aegisnet.processors.model.CrashMarkers;
import org.aegisnet.processors.model.UrlDownload;
import org.aegisnet.processors.record.ErrorMessages;
import org.aegisnet.processors.record.VerificationStep;
import org.aegisnet.processors.scoring.FlowScoringProcessor;
import org.aegisnet.processors.scoring.ScoringProperties;
import org.aegisnet.processors.scoring.ThresholdStrategy;
import org.aegisnet.scoring.model.ModelFile;
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.components.state.Scope;
import org.apache.nifi.csv.CSVReader;
import org.apache.nifi.json.JsonTreeReader;
import org.apache.nifi.processor.Processor;
import org.apache.nifi.processor.VerifiableProcessor;
import org.apache.nifi.processor.exception.ProcessException;
import org.apache.nifi.serialization.SimpleRecordSchema;
import org.apache.nifi.state.MockStateManager;
import org.apache.nifi.util.LogMessage;
import org.apache.nifi.util.TestRunner;
import org.apache.nifi.util.TestRunners;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Test of every sentence that can reach a user. NiFi's test runner provokes each one here, and the component documentation gives its remedy. The
 * test fails if a new sentence in the sources is neither provoked nor documented. It also fails if a documented sentence is no longer in the
 * sources.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MessagesTest {
    /** Names, steps that went well, provenance, and what only a developer sees. */
    private static final Set<String> NO_COMPLAINTS = Set.of(
            "Added Field Prefix",
            "All settings fit the model",
            "Apply the settings to the model",
            "Autoencoder False Positive Budget",
            "Bytes are ",
            "Every Java runtime has SHA-256",
            "False Positive Budget",
            "Find the model's features in the records",
            "FlowFiles Without Records",
            "Forest False Positive Budget",
            "A half-written FlowFile could not be closed before it was removed",
            "Include Zero Record FlowFiles",
            "Load the model",
            "Model %s, threshold %s: %d records, %d suspicious, %d unscored",
            "Model Refresh Interval",
            "Model {} has taken the place of {}",
            "The marks are %s, not %s",
            "The vocabulary that supplies most features, by the names of the fields",
            "mapped feature ",
            " or ",
            " from ",
            " in ",
            " in process ",
            "%d of %s",
            "AegisNet downloads a model",
            "AegisNet looks for a changed model",
            "Compare the header with the columns",
            "The header of the sample was not compared",
            "%s takes %s and gave its %d self-test flows the scores it should");

    private static final Duration LIMIT = Duration.ofMillis(200);

    private final List<String> said = new ArrayList<>();

    @BeforeAll
    void provoke(@TempDir final Path folder) throws Exception {
        provokeByModels(folder);
        provokeBySettings(folder);
        provokeByRecords(folder);
        provokeByVerifying(folder);
        provokeByUrls(folder);
        provokeByMarkers(folder);
        provokeByDescribing();
    }

    private void provokeByModels(final Path folder) throws Exception {
        validation(FlowScoringRunner.forest(folder).model(ModelFixtures.autoencoder(folder)));
        validation(FlowScoringRunner.autoencoder(folder).model(ModelFixtures.forest(folder)));
        validation(FlowScoringRunner.autoencoder(folder).model(ModelFixtures.nativeAutoencoder(folder)));
        validation(FlowScoringRunner.forest(folder).model(folder.resolve("absent.onnx")));
        validation(FlowScoringRunner.forest(folder).model(Files.createDirectories(folder.resolve("folder.onnx"))));

        final FlowScoringRunner replaced = FlowScoringRunner.forest(folder);
        replaced.runner().setProperty(ScoringProperties.MODEL_REFRESH_INTERVAL, "0 sec");
        replaced.runner().run(1, false, true);
        ReplacedFile.write(folder.resolve("forest.onnx"), "these are notes");
        triggerUntilErrors(replaced.runner(), 1);
        Files.delete(folder.resolve("forest.onnx"));
        triggerUntilErrors(replaced.runner(), 2);
        logged(replaced.runner());
        ((FlowScoringProcessor) replaced.runner().getProcessor()).releaseModel();

        final FlowScoringRunner stopped = FlowScoringRunner.forest(folder);
        stopped.runner().run();
        try {
            trigger(stopped.runner());
        } catch (final ProcessException e) {
            said.add(ErrorMessages.inWords(e));
        }
    }

    private static void triggerUntilErrors(final TestRunner runner, final int errors) throws InterruptedException {
        while (runner.getLogger().getErrorMessages().size() < errors) {
            trigger(runner);
            Thread.sleep(1);
        }
    }

    private void provokeByMarkers(final Path folder) throws Exception {
        final FlowScoringRunner flows = FlowScoringRunner.nativeAutoencoder(folder);
        final MockStateManager state = flows.runner().getStateManager();
        final String sha256 =
                ModelFile.read(ModelFixtures.nativeAutoencoder(folder)).sha256();
        new CrashMarkers(state, flows.runner().getLogger(), "an earlier process").begin("a model", sha256);
        failure(flows);
        state.setFailOnStateGet(Scope.LOCAL, true);
        failure(flows);
        new CrashMarkers(state, flows.runner().getLogger()).end(sha256);
        logged(flows.runner());
    }

    private void failure(final FlowScoringRunner flows) {
        try {
            flows.runner().run();
        } catch (final AssertionError e) {
            said.add(ErrorMessages.inWords(e));
        }
    }

    /** Without the runner's own look whether the settings are valid. */
    private static void trigger(final TestRunner runner) {
        runner.enqueue(FlowScoringRunner.HEADER + "a,1,10,1\n");
        runner.getProcessor().onTrigger(runner.getProcessContext(), runner.getProcessSessionFactory());
    }

    private void provokeBySettings(final Path folder) throws Exception {
        final FlowScoringRunner unknownFeature = FlowScoringRunner.forest(folder);
        unknownFeature.runner().setProperty("bytes_sideways", "/x");
        validation(unknownFeature);
        for (final String budget : List.of("much", "0.0001 %")) {
            validation(withBudget(FlowScoringRunner.forest(folder), budget));
        }
        validation(withBudget(
                FlowScoringRunner.forest(folder).model(ModelFixtures.forestWithoutThresholdTable(folder)), "1 %"));
        validation(withThreshold(FlowScoringRunner.forest(folder), "high"));
        validation(withThreshold(FlowScoringRunner.forest(folder), "1.5"));
        validation(withThreshold(FlowScoringRunner.autoencoder(folder), "0"));
    }

    private static FlowScoringRunner withBudget(final FlowScoringRunner flows, final String budget) {
        flows.runner().setProperty(ScoringProperties.THRESHOLD_STRATEGY, ThresholdStrategy.FALSE_POSITIVE_BUDGET);
        flows.runner().setProperty(ScoringProperties.FALSE_POSITIVE_BUDGET, budget);
        return flows;
    }

    private static FlowScoringRunner withThreshold(final FlowScoringRunner flows, final String threshold) {
        flows.runner().setProperty(ScoringProperties.THRESHOLD_STRATEGY, ThresholdStrategy.FIXED);
        flows.runner().setProperty(ScoringProperties.THRESHOLD, threshold);
        return flows;
    }

    private void provokeByRecords(final Path folder) throws Exception {
        final FlowScoringRunner flows = withThreshold(FlowScoringRunner.forest(folder), "${limit}");
        flows.runner().enqueue(FlowScoringRunner.HEADER + "a,1,10,1\n", Map.of("limit", "high"));
        flows.runner().run();
        logged(flows.runner());
        said.add(flows.only(FlowScoringProcessor.FAILURE).getAttribute("record.error.message"));

        final FlowScoringRunner tooLong = FlowScoringRunner.forest(folder).csv("a,1,10,1,5\n");
        said.add(tooLong.only(FlowScoringProcessor.FAILURE).getAttribute("record.error.message"));

        unscored(FlowScoringRunner.forest(folder).csv("a,,10,1\nb,Infinity,10,1\nd,1,10,-2\n"));
        unscored(FlowScoringRunner.forest(folder).content("name\nx\n"));
        unscored(FlowScoringRunner.forest(folder).content("flow_id,bytes_in,Bytes-In,bytes_out,duration\na,1,2,1,1\n"));
        unscored(FlowScoringRunner.autoencoder(folder)
                .model(ModelFixtures.autoencoderOfOwnFeatures(folder))
                .content("x,y,z\n3.4e38,3.4e38,3.4e38\n-1,1,1\n"));
        failed(FlowScoringRunner.forest(folder)
                .content(
                        IntStream.range(0, 5_000).mapToObj(Integer::toString).collect(Collectors.joining(",", "", "\n"))
                                + "1,".repeat(5_000)
                                + "\n"));
        failed(FlowScoringRunner.forest(folder)
                .reader(new JsonTreeReader())
                .content("{\"a\":".repeat(40) + "1" + "}".repeat(40)));
        for (final Error error : List.of(
                new OutOfMemoryError("Java heap space"), new StackOverflowError(), new NoClassDefFoundError("Codec"))) {
            failed(FlowScoringRunner.forest(folder)
                    .reader(GivenRecords.of(new SimpleRecordSchema(List.of()), () -> () -> {
                        throw error;
                    }))
                    .content("any"));
        }
        unscored(FlowScoringRunner.forest(folder)
                .model(ModelFixtures.forestOfPacketSizes(folder))
                .content("bytes_in,bytes_out,packets,duration\n1,2,0,1\n"));
        unscored(FlowScoringRunner.bundled(new ScoreFlowAutoencoder()).content("""
                        dst_port,protocol,flow_duration,flow_pkts_s,tot_fwd_pkts,tot_bwd_pkts,totlen_fwd_pkts,totlen_bwd_pkts
                        443,6,2.5,4000.0,6,4,600,400
                        """));
        final FlowScoringRunner dated = FlowScoringRunner.bundled(new ScoreFlowAutoencoder());
        dated.reader(new JsonTreeReader());
        unscored(dated.content("""
                {"src_port":1,"dest_port":2,"proto":"TCP","flow":{"pkts_toserver":1,"pkts_toclient":1,"bytes_toserver":1,"bytes_toclient":1,\
                "start":"soon","end":"2026-11-21T10:00:00.000000+0000"}}
                """));
    }

    private void provokeByVerifying(final Path folder) throws Exception {
        verified(FlowScoringRunner.forest(folder), FlowScoringRunner.HEADER + "a,1,2,\n");
        verified(FlowScoringRunner.forest(folder), FlowScoringRunner.HEADER + "\"a,1,2,3\n");
        verified(FlowScoringRunner.forest(folder), "");
        verified(FlowScoringRunner.forest(folder).model(ModelFixtures.autoencoder(folder)), "");
        verified(FlowScoringRunner.bundled(new ClassifyFlowForest()), "");
        final String twice = "flow_id,bytes_in,note,note,bytes_out,duration\na,1,x,y,2,3\n";
        verified(FlowScoringRunner.forest(folder), twice);
        verified(FlowScoringRunner.forest(folder).reader(new CSVReader(), Map.of("CSV Parser", "jackson-csv")), twice);
        verified(FlowScoringRunner.forest(folder).reader(new FlowCsvReader()), twice);
    }

    private void provokeByUrls(final Path folder) throws Exception {
        final FlowScoringRunner flows = FlowScoringRunner.forest(folder);
        flows.runner().setProperty(ScoringProperties.MODEL, "http://127.0.0.1:1/model.onnx");
        try {
            flows.runner().run();
        } catch (final AssertionError e) {
            said.add(ErrorMessages.inWords(e));
        }
        download(LIMIT, "http://nowhere.invalid/model.onnx");
        final HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            server.createContext("/", exchange -> {
                exchange.sendResponseHeaders(HttpURLConnection.HTTP_NOT_FOUND, -1);
                exchange.close();
            });
            server.start();
            final String absent = "http://127.0.0.1:%d/model.onnx"
                    .formatted(server.getAddress().getPort());
            download(Duration.ofMinutes(1), "http://127.0.0.1:%d/".formatted(silent.getLocalPort()));
            download(Duration.ofMinutes(1), absent);
            download(Duration.ZERO, absent);
            Thread.currentThread().interrupt();
            download(Duration.ofMinutes(1), absent);
        } finally {
            server.stop(0);
            if (!Thread.interrupted()) {
                said.add("The interruption has been forgotten");
            }
        }
    }

    private void download(final Duration wholeLimit, final String url) throws IOException {
        final boolean named = url.contains(".invalid");
        try {
            new UrlDownload(named ? Duration.ofMinutes(1) : LIMIT, LIMIT, named ? Duration.ofMinutes(1) : wholeLimit)
                    .read(URI.create(url).toURL(), 1);
        } catch (final IOException e) {
            said.add(e.getMessage());
        }
    }

    private void provokeByDescribing() {
        final TestRunner budget = TestRunners.newTestRunner(new DescribeFlowModels());
        budget.setProperty(DescribeFlowModels.FOREST_BUDGET, "0.0001 %");
        validation(budget);
        final TestRunner unreachable = TestRunners.newTestRunner(new DescribeFlowModels());
        unreachable.setProperty(DescribeFlowModels.FOREST_MODEL, "http://127.0.0.1:1/model.onnx");
        unreachable.enqueue("");
        unreachable.run();
        logged(unreachable);
        said.add(unreachable
                .getFlowFilesForRelationship(DescribeFlowModels.FAILURE)
                .getFirst()
                .getAttribute("model.error.message"));
    }

    private void validation(final FlowScoringRunner flows) {
        validation(flows.runner());
    }

    private void validation(final TestRunner runner) {
        try {
            runner.assertValid();
        } catch (final AssertionError e) {
            said.addAll(e.getMessage().lines().toList());
            return;
        }
        throw new IllegalStateException("Nothing was found wrong");
    }

    private void logged(final TestRunner runner) {
        runner.getLogger().getErrorMessages().stream().map(LogMessage::getMsg).forEach(said::add);
    }

    private void failed(final FlowScoringRunner flows) {
        said.add(flows.only(FlowScoringProcessor.FAILURE).getAttribute("record.error.message"));
    }

    private void unscored(final FlowScoringRunner flows) throws IOException {
        flows.records(FlowScoringProcessor.UNSCORED)
                .forEach(flow -> said.add(flow.get("unscored_reason").asText()));
    }

    private void verified(final FlowScoringRunner flows, final String sample) {
        final Processor processor = flows.runner().getProcessor();
        for (final ConfigVerificationResult result : ((VerifiableProcessor) processor)
                .verify(
                        flows.runner().getProcessContext(),
                        flows.runner().getLogger(),
                        sample.isEmpty() ? Map.of() : Map.of(VerificationStep.SAMPLE_ATTRIBUTE, sample))) {
            said.add(result.getExplanation());
        }
    }

    @Test
    void everySentenceOfTheSourcesIsProvoked() {
        final Set<String> silent = new TreeSet<>(MessageTexts.ofProcessors());
        assertTrue(
                silent.containsAll(NO_COMPLAINTS), "texts that are no longer there: " + without(NO_COMPLAINTS, silent));
        silent.removeAll(NO_COMPLAINTS);
        silent.removeIf(text -> said.stream()
                .anyMatch(message ->
                        MessageTexts.sourcePattern(text).matcher(message).find()));

        assertEquals(Set.of(), silent, () -> String.join("\n", said));
    }

    @Test
    void theDocumentationSaysWhatToDoAboutEverySentence() {
        final Set<String> documented = new TreeSet<>();
        for (final Class<?> processor :
                List.of(ScoreFlowAutoencoder.class, ClassifyFlowForest.class, DescribeFlowModels.class)) {
            documented.addAll(MessageTexts.documented(processor, "Messages"));
        }
        final Set<String> stale = new TreeSet<>(documented);
        stale.removeIf(row -> said.stream()
                .anyMatch(message -> MessageTexts.pattern(row).matcher(message).find()));
        assertEquals(Set.of(), stale, "documented, but not said");

        final Set<String> texts = MessageTexts.ofProcessors();
        texts.removeAll(NO_COMPLAINTS);
        texts.removeIf(text -> documented.stream()
                .anyMatch(row -> MessageTexts.sourcePattern(text).matcher(row).find()));
        assertEquals(Set.of(), texts, "said, but not documented");
    }

    @Test
    void bothScoringProcessorsDocumentWhatTheyShare() {
        final Set<String> autoencoder = MessageTexts.documented(ScoreFlowAutoencoder.class, "Messages");
        final Set<String> forest = MessageTexts.documented(ClassifyFlowForest.class, "Messages");

        assertEquals(
                Set.of(
                        "a reconstruction error to compare with lies above 0",
                        "Model … is not loaded again: NiFi ended while native code was tried with it (…). Give another model; where it was not the model that ended NiFi, clear the processor's state, which holds the marker …, and start the processor",
                        "Model … needs native code, and NiFi's local state cannot note that it is tried: …",
                        "The marker … stays in the processor's state, so the model will not be loaded after a restart; clear the state before it",
                        "Plain Java cannot run model … (…); install nifi-aegisnet-onnxruntime-nar, and choose its service OnnxRuntimeEngine as Native Engine",
                        "… holds a forest, but this processor needs an autoencoder",
                        "… is '…', no date and time"),
                without(autoencoder, forest));
        assertEquals(
                Set.of(
                        "a probability to compare with lies above 0 and at most at 1",
                        "… holds an autoencoder, but this processor needs a forest"),
                without(forest, autoencoder));
    }

    @Test
    void theDocumentationListsEveryRefusalOfAModel() {
        final Set<String> documented = new TreeSet<>();
        documented.addAll(MessageTexts.documented(ScoreFlowAutoencoder.class, "Model files that are rejected"));
        documented.addAll(MessageTexts.documented(ClassifyFlowForest.class, "Model files that are rejected"));

        assertEquals(MessageTexts.ofModels(), documented);
    }

    private static Set<String> without(final Set<String> all, final Set<String> some) {
        final Set<String> others = new TreeSet<>(all);
        others.removeAll(some);
        return others;
    }
}

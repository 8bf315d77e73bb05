package org.aegisnet.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.aegisnet.demo.CsvToAlerts;
import org.aegisnet.demo.FlowFolders;
import org.aegisnet.demo.Outcome;
import org.aegisnet.runtime.InstalledNar;
import org.aegisnet.runtime.Jcmd;
import org.aegisnet.runtime.NiFiClient;
import org.aegisnet.runtime.NiFiInstance;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The NAR put into a running NiFi and taken out of it again and again, now and then from under processors at work. Only the memory and classes
 * that NiFi itself keeps may remain. {@code bin/test -P slow} does it more often.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NarReloadIT {
    private static final List<String> PROCESSORS =
            List.of("org.aegisnet.processors.ScoreFlowAutoencoder", "org.aegisnet.processors.ClassifyFlowForest");
    private static final int WARM_UP = 2;
    private static final int RELOADS = Integer.getInteger("aegisnet.nar.reloads", 4);

    /** NiFi's own pools grow to their limits in the meantime. */
    private static final int MAX_MORE_THREADS = 10;

    private static final int MAX_MORE_MEGABYTES_A_RELOAD = 100;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final SystemUnderTest system = new SystemUnderTest("nar-reload");
    private NiFiInstance nifi;

    @BeforeAll
    void startNiFi() {
        nifi = system.startNiFi(List.of());
    }

    @AfterAll
    void stopNiFi() {
        if (nifi != null) {
            nifi.close();
        }
    }

    /** As a user does it from the canvas. */
    @Test
    void anUploadedNarWorksAndCanBeTakenOutAgain() throws IOException {
        final NiFiClient client = nifi.client();
        assertTrue(PROCESSORS.stream().noneMatch(client::hasProcessorType));

        final InstalledNar installed = client.uploadNar(nar());

        assertTrue(installed.coordinate().startsWith("org.aegisnet:nifi-aegisnet-nar:"), installed.coordinate());
        assertTrue(PROCESSORS.stream().allMatch(client::hasProcessorType));
        final CsvToAlerts template = CsvToAlerts.start(client, system.checkout().template(), system.folders());
        template.folders().feed(system.checkout().sample());
        template.awaitDone(PATIENCE);
        assertEquals(2150, Outcome.in(template.folders()).records());

        template.flow().delete();
        client.deleteNar(installed);
        assertFalse(PROCESSORS.stream().anyMatch(client::hasProcessorType));
    }

    @Test
    void leavesNoThreadsAndNoTemporaryFiles(@TempDir final Path temporary) throws IOException {
        assumeTrue(Files.isDirectory(NativeFootprint.PROC), "only Linux tells what a process holds");
        reload(nifi.client(), WARM_UP, temporary);
        final NativeFootprint before = footprint(nifi);
        final long loadersBefore = loadersOfOurs(nifi);

        reload(nifi.client(), RELOADS, temporary);
        final NativeFootprint after = footprint(nifi);
        final long loadersAfter = loadersOfOurs(nifi);

        System.out.printf(
                "Before %d reloads: %s, %d class loaders of ours%nAfter: %s, %d class loaders of ours%n",
                RELOADS, before, loadersBefore, after, loadersAfter);
        assertTrue(nifi.isRunning(), "NiFi has survived");
        assertEquals(0, after.threadsInOurCode(), "threads: " + after);
        assertTrue(after.threads() - before.threads() < MAX_MORE_THREADS, "threads: " + before + ", " + after);
        assertEquals(before.temporaryFiles(), after.temporaryFiles(), "temporary files");
        // NiFi's ReflectionUtils caches the annotated methods of components it has met, and with them the NAR's
        // class loader. It keeps them even when the NAR is gone. Nothing else may remain.
        assertTrue(loadersAfter - loadersBefore <= RELOADS, "class loaders: " + loadersAfter);
        final long more = after.residentMegabytes() - before.residentMegabytes();
        assertTrue(more < (long) MAX_MORE_MEGABYTES_A_RELOAD * RELOADS, "memory: " + before + ", " + after);
    }

    private void reload(final NiFiClient client, final int times, final Path temporary) throws IOException {
        final FlowFolders folders = system.folders();
        for (int time = 0; time < times; time++) {
            folders.empty();
            final InstalledNar installed = client.uploadNar(nar());
            final CsvToAlerts template =
                    CsvToAlerts.start(client, system.checkout().template(), folders);
            folders.feed(
                    Files.copy(system.checkout().sample(), temporary.resolve("flows-" + times + "-" + time + ".csv")));
            if (time % 2 == 0) {
                template.awaitDone(PATIENCE);
                assertEquals(2150, Outcome.in(folders).records());
                template.flow().delete();
                client.deleteNar(installed);
            } else {
                client.deleteNar(installed);
                template.flow().delete();
            }
        }
    }

    private static NativeFootprint footprint(final NiFiInstance nifi) throws IOException {
        return NativeFootprint.of(nifi.processId(), nifi.installation().temporaryFolder());
    }

    /** The histogram has a line for each class loader that holds the class; taking it collects the garbage first. */
    private static long loadersOfOurs(final NiFiInstance nifi) throws IOException {
        return new Jcmd(nifi.processId())
                .answer("GC.class_histogram")
                .lines()
                .filter(line -> line.strip().endsWith(" org.aegisnet.processors.model.ModelRegistry"))
                .count();
    }

    private Path nar() {
        final List<Path> nars = FlowFolders.filesIn(system.checkout().narFolder());
        assertEquals(1, nars.size(), nars.toString());
        return nars.getFirst();
    }
}

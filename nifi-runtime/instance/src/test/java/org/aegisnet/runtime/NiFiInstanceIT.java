package org.aegisnet.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class NiFiInstanceIT {
    private static final Path LIBRARY = Path.of(System.getProperty("aegisnet.nifi.library"));
    private static final Path WORK = Path.of(System.getProperty("aegisnet.work"));

    @Test
    void startsAnswersAndLeavesNothingRunning() {
        final NiFiInstallation installation = layOut("nifi-that-starts");
        final List<String> progress = new ArrayList<>();
        final ProcessHandle process;

        try (NiFiInstance nifi = NiFiInstance.start(installation, NiFiJvm.small(), progress::add)) {
            process = ProcessHandle.of(nifi.processId()).orElseThrow();
            assertEquals("2.3.0", nifi.client().version());
            assertTrue(nifi.client().hasProcessorType("org.apache.nifi.processors.standard.PutFile"));
            assertTrue(nifi.client().hasProcessorType("org.apache.nifi.processors.attributes.UpdateAttribute"));
            assertEquals(
                    nifi.processId(),
                    NiFiInstance.runningIn(installation).orElseThrow().pid());
        }

        assertFalse(process.isAlive());
        assertTrue(NiFiInstance.runningIn(installation).isEmpty());
        assertTrue(progress.contains("opening the repositories"), progress.toString());
    }

    @Test
    void saysInOneSentenceThatThePortIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            final LoopbackPorts ports =
                    new LoopbackPorts(taken.getLocalPort(), LoopbackPorts.free().management());
            final NiFiInstallation installation =
                    NiFiInstallation.layOut(LIBRARY, WORK.resolve("nifi-without-port"), List.of(), ports);

            final NiFiException complaint = assertThrows(
                    NiFiException.class,
                    () -> NiFiInstance.start(installation, NiFiJvm.small(), line -> {})
                            .close());

            assertTrue(
                    complaint.getMessage().startsWith("Port " + taken.getLocalPort() + " on 127.0.0.1 is taken"),
                    complaint.getMessage());
        }
    }

    @Test
    void saysWhatTheJvmSaidWhenItCannotStart() {
        final NiFiInstallation installation = layOut("nifi-with-bad-option");

        final NiFiException complaint = assertThrows(
                NiFiException.class,
                () -> NiFiInstance.start(installation, new NiFiJvm(256, List.of("-XX:NoSuchOption=1")), line -> {})
                        .close());

        assertTrue(complaint.getMessage().contains("NoSuchOption"), complaint.getMessage());
        assertTrue(complaint.getMessage().contains(installation.applicationLog().toString()), complaint.getMessage());
    }

    @Test
    void noticesThatItWasKilledWhileStarting() {
        final NiFiInstallation installation = layOut("nifi-that-is-killed");
        final CompletableFuture<Void> start = CompletableFuture.runAsync(() ->
                NiFiInstance.start(installation, NiFiJvm.small(), line -> {}).close());

        Waiting.until(
                Duration.ofSeconds(20),
                () -> NiFiInstance.runningIn(installation).isPresent(),
                () -> "NiFi was not launched");
        NiFiInstance.runningIn(installation).orElseThrow().destroyForcibly();

        final Throwable complaint =
                assertThrows(RuntimeException.class, start::join).getCause();
        assertTrue(
                complaint.getMessage().startsWith("NiFi ended with exit code 137 before it was ready"),
                complaint.getMessage());
        assertTrue(NiFiInstance.runningIn(installation).isEmpty());
    }

    private static NiFiInstallation layOut(final String name) {
        return NiFiInstallation.layOut(LIBRARY, WORK.resolve(name), List.of(), LoopbackPorts.free());
    }
}

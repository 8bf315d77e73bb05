package org.aegisnet.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.aegisnet.demo.UdpPort;
import org.aegisnet.runtime.NiFiInstance;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * softflowd, pmacctd and fprobe export the same packets; ListenNetFlow in a real NiFi and nfcapd get the same datagrams and must count the same flows,
 * packets and bytes. Needs the Debian packages softflowd, pmacct, fprobe, nfdump, tcpreplay and iproute2, and the right to make a network interface.
 */
@EnabledIfSystemProperty(
        named = "aegisnet.live",
        matches = "true",
        disabledReason = "Exporters from Debian packages are run by bin/test -P slow only")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LiveExportersIT {
    static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final List<String> PROGRAMS =
            List.of("softflowd", "pmacctd", "fprobe", "nfcapd", "nfdump", "tcpreplay", "ip");

    private final SystemUnderTest system = new SystemUnderTest("live-exporters");
    private NiFiInstance nifi;
    private CollectedFlows collected;

    @BeforeAll
    void startNiFi() throws IOException {
        for (final String program : PROGRAMS) {
            assumeTrue(Program.find(program).isPresent(), program + " is not installed");
        }
        nifi = system.startNiFi(List.of(system.checkout().narFolder()));
        collected = CollectedFlows.listen(nifi.client(), system.folder("flows"));
    }

    @AfterAll
    void stopNiFi() {
        if (nifi != null) {
            nifi.close();
        }
    }

    /** An exporter that exports the packets on the cable, or in the capture, to a port of 127.0.0.1. */
    @FunctionalInterface
    private interface Exporting {
        void to(int port, Path packets, Path folder) throws IOException, InterruptedException;
    }

    @Test
    void softflowdWithVersion5(@TempDir final Path folder) throws Exception {
        compare("softflowd v5", folder, softflowd("5"));
    }

    @Test
    void softflowdWithVersion9(@TempDir final Path folder) throws Exception {
        compare("softflowd v9", folder, softflowd("9"));
    }

    @Test
    void softflowdWithIpfix(@TempDir final Path folder) throws Exception {
        compare("softflowd IPFIX", folder, softflowd("10"));
    }

    @Test
    void pmacctdWithVersion9(@TempDir final Path folder) throws Exception {
        compare("pmacctd v9", folder, pmacctd("9"));
    }

    @Test
    void pmacctdWithIpfix(@TempDir final Path folder) throws Exception {
        compare("pmacctd IPFIX", folder, pmacctd("10"));
    }

    @Test
    void fprobeWithVersion5(@TempDir final Path folder) throws Exception {
        compare("fprobe v5", folder, LiveExportersIT::fprobe);
    }

    private void compare(final String name, final Path folder, final Exporting exporting) throws Exception {
        final Path packets = folder.resolve("packets.pcap");
        CraftedPackets.write(packets);
        final FlowSums ours;
        final FlowSums theirs;
        final long datagrams;
        collected.begin();
        final int theirPort = UdpPort.free().number();
        try (Nfcapd nfcapd = Nfcapd.start(folder, theirPort);
                DatagramTee tee = new DatagramTee(List.of(collected.port(), theirPort))) {
            exporting.to(tee.port(), packets, folder);
            datagrams = tee.awaitQuiet(PATIENCE);
            ours = collected.end(datagrams);
            theirs = nfcapd.end();
        }
        System.out.printf("%s: %d datagrams, nfcapd %s, ListenNetFlow %s%n", name, datagrams, theirs, ours);
        assertTrue(theirs.flows() > 0, "the exporter has exported flows");
        assertEquals(theirs, ours);
    }

    private static Exporting softflowd(final String version) {
        return (port, packets, folder) -> Program.run(
                folder,
                "softflowd",
                "-d",
                "-a",
                "-r",
                packets.toString(),
                "-n",
                "127.0.0.1:" + port,
                "-v",
                version,
                "-p",
                folder.resolve("softflowd.pid").toString(),
                "-c",
                "none");
    }

    private static Exporting pmacctd(final String version) {
        return (port, packets, folder) -> {
            final Path configuration = Files.write(
                    folder.resolve("pmacctd.conf"),
                    List.of(
                            "daemonize: false",
                            "pcap_interface: " + Cable.OUT,
                            "plugins: nfprobe[exporter]",
                            "nfprobe_receiver: 127.0.0.1:" + port,
                            "nfprobe_version: " + version,
                            "nfprobe_timeouts: general=2:tcp=2:tcp.rst=2:tcp.fin=2:udp=2:icmp=2:expint=1:maxlife=600",
                            "aggregate: src_host,dst_host,src_port,dst_port,proto,tos,tcpflags"));
            exportTheCable(folder, packets, "pmacctd", "received_packets", "-f", configuration.toString());
        };
    }

    private static void fprobe(final int port, final Path packets, final Path folder)
            throws IOException, InterruptedException {
        exportTheCable(
                folder,
                packets,
                "fprobe",
                "Done",
                "-i",
                Cable.OUT,
                "-l",
                "2",
                "-f",
                "ip",
                "-s",
                "1",
                "-d",
                "2",
                "-q",
                "10000",
                "127.0.0.1:" + port);
    }

    private static void exportTheCable(
            final Path folder,
            final Path packets,
            final String program,
            final String lastWords,
            final String... arguments)
            throws IOException, InterruptedException {
        try (Cable cable = layCable(folder);
                Program exporter = Program.start(folder, program, arguments)) {
            // Neither says that it has begun to look at the interface.
            Thread.sleep(2_000);
            cable.replay(packets);
            Thread.sleep(5_000);
            exporter.end();
            assertTrue(exporter.printed().contains(lastWords), exporter.printed());
        }
    }

    private static Cable layCable(final Path folder) {
        try {
            return Cable.lay(folder);
        } catch (final IOException e) {
            assumeTrue(false, "this user may not make a network interface: " + e.getMessage());
            throw new IllegalStateException(e);
        }
    }
}

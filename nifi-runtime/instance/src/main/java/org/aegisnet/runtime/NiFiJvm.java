package org.aegisnet.runtime;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The Java virtual machine that NiFi runs in: the one that runs this code, which is a 21 or newer already.
 *
 * @param heapMegabytes the most heap that NiFi may take
 * @param options further options, after the ones NiFi needs
 */
public record NiFiJvm(int heapMegabytes, List<String> options) {
    public NiFiJvm {
        options = List.copyOf(options);
    }

    /** Enough for a handful of processors on a small machine. */
    public static NiFiJvm small() {
        return new NiFiJvm(768, List.of("-XX:+UseSerialGC"));
    }

    /**
     * A JVM like {@link #small()}, for a NiFi that lives for a minute. Without the second compiler, its start takes half the processor time (15 s
     * instead of 28 s). Long computations take two to three times as long.
     */
    public static NiFiJvm shortLived() {
        return new NiFiJvm(768, List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    }

    List<String> command(
            final String classPath, final Path propertiesFile, final Path temporaryFolder, final int managementPort) {
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx" + heapMegabytes + "m");
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("-Djava.awt.headless=true");
        // Native libraries are unpacked there: the installation leaves nothing outside of its own folder.
        command.add("-Djava.io.tmpdir=" + temporaryFolder);
        command.add("-Dnifi.properties.file.path=" + propertiesFile);
        command.add("-Dorg.apache.nifi.management.server.address=" + LoopbackPorts.HOST + ":" + managementPort);
        command.addAll(options);
        command.add("-cp");
        command.add(classPath);
        command.add("org.apache.nifi.NiFi");
        return command;
    }
}

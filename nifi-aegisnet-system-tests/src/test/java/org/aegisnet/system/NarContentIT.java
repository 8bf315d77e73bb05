package org.aegisnet.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.aegisnet.demo.Checkout;
import org.aegisnet.demo.FlowFolders;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Test of the NAR that a user downloads. It holds ONNX Runtime for four platforms, and no unneeded bytes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NarContentIT {
    private static final long MAX_SIZE = 45L * 1_000_000;
    private static final String NATIVE = "ai/onnxruntime/native/";

    private final Set<String> natives = new TreeSet<>();
    private final Set<String> others = new TreeSet<>();
    private Path nar;

    @BeforeAll
    void readNar() throws IOException {
        nar = FlowFolders.filesIn(new Checkout(Path.of(System.getProperty("aegisnet.checkout"))).narFolder())
                .getFirst();
        try (InputStream stream = Files.newInputStream(nar)) {
            read(stream);
        }
    }

    /** Jars within the NAR are read as part of it. */
    private void read(final InputStream archive) throws IOException {
        final ZipInputStream entries = new ZipInputStream(archive);
        for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
            if (entry.getName().endsWith(".jar")) {
                read(entries);
            } else if (!entry.isDirectory()) {
                final boolean isNative = entry.getName().startsWith(NATIVE);
                (isNative ? natives : others)
                        .add(isNative ? entry.getName().substring(NATIVE.length()) : entry.getName());
            }
        }
    }

    @Test
    void holdsTheNativeLibrariesOfFourPlatforms() {
        assertEquals(
                new TreeSet<>(Set.of(
                        "linux-aarch64/libonnxruntime.so",
                        "linux-aarch64/libonnxruntime4j_jni.so",
                        "linux-x64/libonnxruntime.so",
                        "linux-x64/libonnxruntime4j_jni.so",
                        "osx-aarch64/libonnxruntime.dylib",
                        "osx-aarch64/libonnxruntime4j_jni.dylib",
                        "win-x64/onnxruntime.dll",
                        "win-x64/onnxruntime4j_jni.dll",
                        "win-x64/onnxruntime_providers_shared.dll")),
                natives);
    }

    @Test
    void isAtMostFortyFiveMegabytes() throws IOException {
        assertTrue(Files.size(nar) <= MAX_SIZE, "%s has %d bytes".formatted(nar, Files.size(nar)));
    }

    @Test
    void namesItsLicences() {
        assertTrue(others.contains("org/h2/jdbc/JdbcConnection.class"), "the history's database");
        assertTrue(others.containsAll(Set.of("META-INF/LICENSE", "META-INF/NOTICE", "ThirdPartyNotices.txt")));
    }
}

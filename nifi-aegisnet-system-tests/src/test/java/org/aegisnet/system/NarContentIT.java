package org.aegisnet.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.aegisnet.demo.FlowFolders;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Test of the NARs that a user downloads. The main NAR is small and holds no native library. The NAR of ONNX Runtime holds the libraries of four
 * platforms, and nothing that its parent, the main NAR, has already.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NarContentIT {
    private static final long MAX_MAIN_SIZE = 8L * 1_000_000;
    private static final long MAX_ONNX_RUNTIME_SIZE = 40L * 1_000_000;
    private static final String NATIVE = "ai/onnxruntime/native/";

    private final SystemUnderTest system = new SystemUnderTest("nar-content");
    private Path main;
    private Path onnxRuntime;
    private NarEntries ofMain;
    private NarEntries ofOnnxRuntime;

    @BeforeAll
    void readNars() throws IOException {
        main = FlowFolders.filesIn(system.checkout().narFolder()).getFirst();
        onnxRuntime = SystemUnderTest.onnxRuntimeNar();
        ofMain = NarEntries.of(main);
        ofOnnxRuntime = NarEntries.of(onnxRuntime);
    }

    @Test
    void theMainNarHoldsNoNativeCode() {
        assertEquals(Set.of(), ofMain.nativeLibraries());
        assertEquals(
                Set.of(),
                ofMain.all().stream()
                        .filter(name ->
                                name.startsWith("ai/onnxruntime/") || name.startsWith("org/aegisnet/onnxruntime/"))
                        .collect(Collectors.toSet()));
    }

    @Test
    void theMainNarHasAtMostEightMegabytes() throws IOException {
        assertTrue(Files.size(main) <= MAX_MAIN_SIZE, "%s has %d bytes".formatted(main, Files.size(main)));
    }

    @Test
    void theOtherNarHoldsTheNativeLibrariesOfFourPlatforms() {
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
                ofOnnxRuntime.nativeLibraries().stream()
                        .map(name -> name.substring(NATIVE.length()))
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void theOtherNarHoldsNothingElse() throws IOException {
        assertEquals(
                Set.of("aegisnet-onnxruntime", "aegisnet-onnxruntime-natives", "nifi-aegisnet-onnxruntime"),
                ofOnnxRuntime.jars().stream()
                        .map(name -> name.replaceFirst("-[0-9].*", ""))
                        .collect(Collectors.toSet()));
        assertTrue(
                Files.size(onnxRuntime) <= MAX_ONNX_RUNTIME_SIZE,
                "%s has %d bytes".formatted(onnxRuntime, Files.size(onnxRuntime)));
    }

    @Test
    void bothNameTheirLicences() {
        assertTrue(ofMain.all().contains("org/h2/jdbc/JdbcConnection.class"), "the history's database");
        assertTrue(ofMain.all().containsAll(Set.of("META-INF/LICENSE", "META-INF/NOTICE")));
        assertTrue(ofOnnxRuntime
                .all()
                .containsAll(Set.of("META-INF/LICENSE", "META-INF/NOTICE", "ThirdPartyNotices.txt")));
    }
}

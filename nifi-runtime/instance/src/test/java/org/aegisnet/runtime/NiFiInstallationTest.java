package org.aegisnet.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NiFiInstallationTest {
    private static final LoopbackPorts PORTS = new LoopbackPorts(18080, 18081);

    @TempDir
    private Path folder;

    private Path library;

    @BeforeEach
    void library() throws IOException {
        library = Files.createDirectory(folder.resolve("library"));
        Files.createFile(library.resolve("nifi-framework-nar.nar"));
        Files.createFile(library.resolve("nifi-runtime.jar"));
    }

    @Test
    void configuresLoopbackTheWantedPortAndEveryNarFolder() throws IOException {
        final NiFiInstallation installation =
                NiFiInstallation.layOut(library, folder.resolve("nifi"), List.of(folder.resolve("nars")), PORTS);

        final Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(installation.propertiesFile())) {
            properties.load(reader);
        }
        assertEquals("127.0.0.1", properties.getProperty("nifi.web.http.host"));
        assertEquals("18080", properties.getProperty("nifi.web.http.port"));
        assertEquals(library.toString(), properties.getProperty("nifi.nar.library.directory"));
        assertEquals(folder.resolve("nars").toString(), properties.getProperty("nifi.nar.library.directory.extra0"));
        assertTrue(installation.classPath().endsWith("nifi-runtime.jar"), installation.classPath());
    }

    @Test
    void replacesAnEarlierInstallation() throws IOException {
        final NiFiInstallation first = NiFiInstallation.layOut(library, folder.resolve("nifi"), List.of(), PORTS);
        final Path leftover = Files.createFile(first.folder().resolve("conf").resolve("flow.json.gz"));

        NiFiInstallation.layOut(library, folder.resolve("nifi"), List.of(), PORTS);

        assertFalse(Files.exists(leftover));
    }

    @Test
    void neverDeletesAFolderThatIsNotAnInstallation() throws IOException {
        final Path precious = Files.createFile(
                Files.createDirectory(folder.resolve("precious")).resolve("thesis.txt"));

        assertThrows(
                NiFiException.class, () -> NiFiInstallation.layOut(library, precious.getParent(), List.of(), PORTS));

        assertTrue(Files.exists(precious));
    }

    @Test
    void namesTheModuleToBuildIfTheLibraryIsMissing() {
        final NiFiException complaint = assertThrows(
                NiFiException.class,
                () -> NiFiInstallation.layOut(folder.resolve("absent"), folder.resolve("nifi"), List.of(), PORTS));

        assertTrue(complaint.getMessage().contains("nifi-runtime/layout"), complaint.getMessage());
    }
}

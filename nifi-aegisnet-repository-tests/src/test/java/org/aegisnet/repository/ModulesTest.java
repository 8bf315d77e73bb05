package org.aegisnet.repository;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Test of the rules for modules that a build with tests cannot break, but a build without them can. */
class ModulesTest {
    private static final Pattern PROFILES = Pattern.compile("<profiles>.*</profiles>", Pattern.DOTALL);
    private static final Pattern TEST_JAR_NEEDED =
            Pattern.compile("<dependency>(?:(?!</dependency>).)*<type>test-jar</type>", Pattern.DOTALL);

    /** These modules hold nothing but tests. */
    private static final List<String> OF_TESTS =
            List.of("nifi-aegisnet-compatibility-tests", "nifi-aegisnet-system-tests");

    /**
     * {@code bin/demo}, {@code bin/bench} and {@code bin/models} build without tests. No test-jar is made then, and a module that needs one cannot be
     * built. A profile may need one if it is inactive then.
     */
    @Test
    void onlyModulesOfTestsAlwaysNeedTheTestsOfAnotherModule() throws IOException {
        final Path root = new Checkout().root();
        try (Stream<Path> folders = Files.list(root)) {
            final List<Path> poms = folders.map(folder -> folder.resolve("pom.xml"))
                    .filter(Files::isRegularFile)
                    .toList();
            assertTrue(poms.size() > 10, poms.toString());
            assertEquals(
                    OF_TESTS,
                    poms.stream()
                            .filter(ModulesTest::needsTestJar)
                            .map(pom -> pom.getParent().getFileName().toString())
                            .sorted()
                            .toList());
        }
    }

    private static boolean needsTestJar(final Path pom) {
        try {
            return TEST_JAR_NEEDED
                    .matcher(PROFILES.matcher(Files.readString(pom)).replaceAll(""))
                    .find();
        } catch (final IOException e) {
            throw new AssertionError(pom.toString(), e);
        }
    }
}

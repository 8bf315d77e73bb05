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
    private static final Pattern TEST_JAR_NEEDED =
            Pattern.compile("<dependency>(?:(?!</dependency>).)*<type>test-jar</type>", Pattern.DOTALL);

    /** {@code bin/demo} and {@code bin/bench} build without tests: no test-jar is made then, and whatever needs one cannot be built. */
    @Test
    void onlyTheCompatibilityTestsNeedTheTestsOfAnotherModule() throws IOException {
        final Path root = new Checkout().root();
        try (Stream<Path> folders = Files.list(root)) {
            final List<Path> poms = folders.map(folder -> folder.resolve("pom.xml"))
                    .filter(Files::isRegularFile)
                    .toList();
            assertTrue(poms.size() > 10, poms.toString());
            assertEquals(
                    List.of("nifi-aegisnet-compatibility-tests"),
                    poms.stream()
                            .filter(ModulesTest::needsTestJar)
                            .map(pom -> pom.getParent().getFileName().toString())
                            .toList());
        }
    }

    private static boolean needsTestJar(final Path pom) {
        try {
            return TEST_JAR_NEEDED.matcher(Files.readString(pom)).find();
        } catch (final IOException e) {
            throw new AssertionError(pom.toString(), e);
        }
    }
}

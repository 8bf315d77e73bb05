package org.aegisnet.system;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.aegisnet.demo.Checkout;
import org.aegisnet.demo.FlowFolders;
import org.junit.jupiter.api.Assumptions;

/** CIC-IDS2017 as it is published: {@code Fwd Header Length} stands twice, names begin with blanks, rates are Infinity, and dashes are broken bytes. */
final class PublishedFlows {
    private PublishedFlows() {}

    /** A file of the same structure, with flows that nobody had. */
    static Path madeUp(final Checkout checkout) {
        return checkout.root()
                .resolve(
                        "nifi-aegisnet-system-tests/src/test/resources/org/aegisnet/system/cicids2017-as-published.csv");
    }

    /** The pieces of the published files beside the checkout; skips the test if they do not exist. */
    static List<Path> pieces() {
        final Optional<Path> folder = Stream.iterate(
                        Path.of("").toAbsolutePath(), above -> above != null, Path::getParent)
                .map(above -> above.resolve("shared/data/original_format"))
                .filter(Files::isDirectory)
                .findFirst();
        Assumptions.assumeTrue(
                folder.isPresent(), "Skipped: needs shared/data/original_format, which is not part of the repository");
        return FlowFolders.filesIn(folder.orElseThrow());
    }
}

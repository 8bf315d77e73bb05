package org.aegisnet.system;

import java.nio.file.Path;
import java.util.List;
import org.aegisnet.demo.Checkout;
import org.aegisnet.demo.FlowFolders;
import org.aegisnet.runtime.LoopbackPorts;
import org.aegisnet.runtime.NiFiInstallation;
import org.aegisnet.runtime.NiFiInstance;
import org.aegisnet.runtime.NiFiJvm;

/** The locations of the system under test and of the folder in which a test may write. */
final class SystemUnderTest {
    private final Checkout checkout = new Checkout(Path.of(System.getProperty("aegisnet.checkout")));
    private final Path work;

    SystemUnderTest(final String name) {
        this.work = Path.of(System.getProperty("aegisnet.work")).resolve(name);
    }

    Checkout checkout() {
        return checkout;
    }

    /** The optional NAR, which no test has but those that ask for it. */
    static Path onnxRuntimeNar() {
        return FlowFolders.filesIn(Path.of(System.getProperty("aegisnet.work")).resolve("onnxruntime-nar"))
                .getFirst();
    }

    FlowFolders folders() {
        return FlowFolders.createEmpty(work.resolve("flows"));
    }

    /** A folder of the test's own, on the disk that NiFi writes to. */
    Path folder(final String name) {
        return work.resolve(name);
    }

    /** Starts a NiFi of the test's own that is quick to start; a test that computes for long chooses its JVM. */
    NiFiInstance startNiFi(final List<Path> narFolders) {
        return startNiFi(narFolders, NiFiJvm.shortLived());
    }

    /** Starts NiFi in the folder of one that was stopped or killed. It continues from the state of that one. */
    static NiFiInstance startAgain(final NiFiInstallation installation) {
        return NiFiInstance.start(installation, NiFiJvm.shortLived(), line -> {});
    }

    NiFiInstance startNiFi(final List<Path> narFolders, final NiFiJvm jvm) {
        final NiFiInstallation installation =
                NiFiInstallation.layOut(checkout.nifiLibrary(), work.resolve("nifi"), narFolders, LoopbackPorts.free());
        return NiFiInstance.start(installation, jvm, line -> {});
    }
}

package org.aegisnet.demo;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.aegisnet.runtime.LoopbackPorts;
import org.aegisnet.runtime.NiFiException;
import org.aegisnet.runtime.NiFiInstallation;
import org.aegisnet.runtime.NiFiInstance;
import org.aegisnet.runtime.NiFiJvm;

/** The program behind bin/demo: {@code Demo CHECKOUT SECONDS_SO_FAR [--netflow] [--once | --stop]}. */
public final class Demo {
    private static final int CANVAS_PORT = 8080;

    private final Checkout checkout;
    private final Steps steps;

    private Demo(final Checkout checkout, final Steps steps) {
        this.checkout = checkout;
        this.steps = steps;
    }

    /**
     * Runs the demo, or stops one that runs.
     *
     * @param arguments the checkout's folder, the seconds that its build has taken, and options
     */
    public static void main(final String[] arguments) {
        final Demo demo =
                new Demo(new Checkout(Path.of(arguments[0])), new Steps(System.out, Long.parseLong(arguments[1])));
        final List<String> options = List.of(arguments).subList(2, arguments.length);
        try {
            if (options.contains("--stop")) {
                demo.stop();
            } else {
                demo.run(
                        options.contains("--netflow")
                                ? new NetFlowScenario(demo.checkout)
                                : new CsvScenario(demo.checkout),
                        options.contains("--once"));
            }
        } catch (final NiFiException e) {
            demo.steps.say("FAILED: " + e.getMessage());
            System.exit(1);
        }
    }

    private void stop() {
        final boolean stopped = NiFiInstance.stopLeftover(
                new NiFiInstallation(checkout.nifiLibrary(), checkout.demoNifi(), LoopbackPorts.free()));
        steps.say(stopped ? "the demo's NiFi has been stopped" : "no demo is running");
    }

    private void run(final Scenario scenario, final boolean once) {
        refuseSecondDemo();
        final NiFiInstallation installation = NiFiInstallation.layOut(
                checkout.nifiLibrary(),
                checkout.demoNifi(),
                List.of(checkout.narFolder()),
                LoopbackPorts.preferring(CANVAS_PORT));
        final FlowFolders folders = FlowFolders.createEmpty(checkout.demoFolders());
        steps.say("starting NiFi on " + installation.canvas() + ", log in " + installation.applicationLog());
        try (NiFiInstance nifi = NiFiInstance.start(installation, NiFiJvm.small(), line -> steps.say("  " + line))) {
            play(scenario, nifi, folders);
            if (once) {
                steps.say("stopping NiFi");
            } else {
                steps.say("NiFi stays up until you press Ctrl-C; " + scenario.invitation(folders));
                nifi.awaitEnd();
                steps.say("NiFi has ended");
            }
        }
    }

    private void refuseSecondDemo() {
        final NiFiInstallation earlier =
                new NiFiInstallation(checkout.nifiLibrary(), checkout.demoNifi(), LoopbackPorts.free());
        NiFiInstance.runningIn(earlier).ifPresent(process -> {
            throw new NiFiException(
                    "a demo runs already, as process " + process.pid() + ": stop it with bin/demo --stop");
        });
    }

    private void play(final Scenario scenario, final NiFiInstance nifi, final FlowFolders folders) {
        final Scenario.Played played = scenario.play(nifi.client(), folders, steps);
        steps.say("done");
        final Outcome outcome = Outcome.in(folders);
        final URI canvas = nifi.installation()
                .canvas()
                .resolve("#/process-groups/" + played.flow().id());
        new Report(System.out, scenario.truth()).print(played.intake(), outcome, folders, canvas);
        if (played.records() != outcome.records()) {
            throw new NiFiException("The counts do not add up: %d records should be out, %d are"
                    .formatted(played.records(), outcome.records()));
        }
    }
}

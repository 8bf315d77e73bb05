package org.aegisnet.demo;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.aegisnet.runtime.Counter;
import org.aegisnet.runtime.LoopbackPorts;
import org.aegisnet.runtime.NiFiClient;
import org.aegisnet.runtime.NiFiException;
import org.aegisnet.runtime.NiFiInstallation;
import org.aegisnet.runtime.NiFiInstance;
import org.aegisnet.runtime.NiFiJvm;

/** The program behind bin/demo: {@code Demo CHECKOUT SECONDS_SO_FAR [--once | --stop]}. */
public final class Demo {
    private static final int CANVAS_PORT = 8080;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Checkout checkout;
    private final Steps steps;

    private Demo(final Checkout checkout, final Steps steps) {
        this.checkout = checkout;
        this.steps = steps;
    }

    /**
     * Runs the demo, or stops one that runs.
     *
     * @param arguments the checkout's folder, the seconds that its build has taken, and an option
     */
    public static void main(final String[] arguments) {
        final Demo demo =
                new Demo(new Checkout(Path.of(arguments[0])), new Steps(System.out, Long.parseLong(arguments[1])));
        final List<String> options = List.of(arguments).subList(2, arguments.length);
        try {
            if (options.contains("--stop")) {
                demo.stop();
            } else {
                demo.run(options.contains("--once"));
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

    private void run(final boolean once) {
        refuseSecondDemo();
        final NiFiInstallation installation = NiFiInstallation.layOut(
                checkout.nifiLibrary(),
                checkout.demoNifi(),
                List.of(checkout.narFolder()),
                LoopbackPorts.preferring(CANVAS_PORT));
        final FlowFolders folders = FlowFolders.createEmpty(checkout.demoFolders());
        steps.say("starting NiFi on " + installation.canvas() + ", log in " + installation.applicationLog());
        try (NiFiInstance nifi = NiFiInstance.start(installation, NiFiJvm.small(), line -> steps.say("  " + line))) {
            process(nifi, folders);
            if (once) {
                steps.say("stopping NiFi");
            } else {
                steps.say("NiFi stays up until you press Ctrl-C; put more CSV files into " + folders.input());
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

    private void process(final NiFiInstance nifi, final FlowFolders folders) {
        final NiFiClient client = nifi.client();
        steps.say("importing " + checkout.root().relativize(checkout.template())
                + ", setting its parameters, starting it");
        final CsvToAlerts template = CsvToAlerts.start(client, checkout.template(), folders);
        steps.say("feeding " + checkout.root().relativize(checkout.sample()));
        folders.feed(checkout.sample());
        template.awaitDone(PATIENCE);
        steps.say("done");
        final Outcome outcome = Outcome.in(folders);
        final long read = flowsRead(client);
        final URI canvas = nifi.installation()
                .canvas()
                .resolve("#/process-groups/" + template.flow().id());
        new Report(System.out).print(outcome, read, folders, canvas);
        if (read != outcome.records()) {
            throw new NiFiException(
                    "The counts do not add up: " + read + " flows read, " + outcome.records() + " records out");
        }
    }

    private static long flowsRead(final NiFiClient client) {
        return client.counters().stream()
                .filter(counter -> counter.processor().equals("Score with the autoencoder"))
                .filter(counter -> counter.name().equals("Records Read"))
                .mapToLong(Counter::value)
                .sum();
    }
}

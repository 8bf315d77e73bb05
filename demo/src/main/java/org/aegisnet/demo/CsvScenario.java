package org.aegisnet.demo;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.aegisnet.runtime.NiFiClient;

/** 2,150 real flows in a CSV file through csv-to-alerts. */
final class CsvScenario implements Scenario {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Checkout checkout;

    CsvScenario(final Checkout checkout) {
        this.checkout = checkout;
    }

    @Override
    public Played play(final NiFiClient client, final FlowFolders folders, final Steps steps) {
        steps.say("importing " + checkout.root().relativize(checkout.template())
                + ", setting its parameters, starting it");
        final CsvToAlerts template = CsvToAlerts.start(client, checkout.template(), folders);
        steps.say("feeding " + checkout.root().relativize(checkout.sample()));
        folders.feed(checkout.sample());
        template.awaitDone(PATIENCE);
        final long read = flowsRead(client);
        return new Played(template.flow(), List.of(String.format(Locale.ROOT, "Flows read     %5d", read)), read);
    }

    private static long flowsRead(final NiFiClient client) {
        return client.counted("Score with the autoencoder", "Records Read");
    }

    @Override
    public Truth truth() {
        return new Label();
    }

    @Override
    public String invitation(final FlowFolders folders) {
        return "put more CSV files into " + folders.input();
    }
}

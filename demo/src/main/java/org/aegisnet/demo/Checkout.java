package org.aegisnet.demo;

import java.nio.file.Path;

/**
 * Paths in a checkout of this project that has been built.
 *
 * @param root the checkout's top folder
 */
public record Checkout(Path root) {
    public Checkout {
        root = root.toAbsolutePath().normalize();
    }

    /** The jars and NARs of NiFi. */
    public Path nifiLibrary() {
        return root.resolve("nifi-runtime/layout/target/nifi/lib");
    }

    /** The folder with our NAR and nothing else. */
    public Path narFolder() {
        return root.resolve("demo/target/nars");
    }

    /** The flow definition that takes CSV files. */
    public Path template() {
        return root.resolve("templates/csv-to-alerts.json");
    }

    /** The flow definition of the scoring API. */
    public Path scoringApi() {
        return root.resolve("templates/scoring-api.json");
    }

    /** The flow definition that sends alerts. */
    public Path alerting() {
        return root.resolve("templates/alerting.json");
    }

    /** The flow definition that makes synthetic flows. */
    public Path syntheticFlows() {
        return root.resolve("templates/synthetic-flows.json");
    }

    /** The OpenAPI document of the scoring API. */
    public Path scoringApiDocument() {
        return root.resolve("templates/scoring-api.openapi.yaml");
    }

    /** The JDBC drivers that the system tests try, by the names of their artifacts. */
    public Path driver(final String artifact) {
        return root.resolve("nifi-runtime/layout/target/nifi/drivers").resolve(artifact + ".jar");
    }

    /** The flow definition that listens for NetFlow. */
    public Path netFlowTemplate() {
        return root.resolve("templates/netflow-to-alerts.json");
    }

    /** The flows that the demo feeds to the former. */
    public Path sample() {
        return root.resolve("demo/flows/office-and-brute-force.csv");
    }

    /** The capture of NetFlow that the demo replays to the latter. */
    public Path netFlowCapture() {
        return root.resolve("demo/netflow/office-and-attacks.pcap");
    }

    Path demoNifi() {
        return root.resolve("demo/target/run/nifi");
    }

    Path demoFolders() {
        return root.resolve("demo/target/run/flows");
    }
}

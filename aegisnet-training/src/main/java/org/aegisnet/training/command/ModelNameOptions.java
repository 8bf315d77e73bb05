package org.aegisnet.training.command;

import java.util.Optional;
import picocli.CommandLine.Option;

/** The options for a model's name and version; alerts carry both. */
final class ModelNameOptions {
    @Option(names = "--name", paramLabel = "NAME", description = "The model's name, as alerts carry it.")
    private String name;

    @Option(
            names = "--model-version",
            paramLabel = "VERSION",
            defaultValue = "1.0.0",
            description = "The model's version, as alerts carry it (default: ${DEFAULT-VALUE}).")
    private String version;

    String name(final String otherwise) {
        return Optional.ofNullable(name).orElse(otherwise);
    }

    String version() {
        return version;
    }
}

package org.aegisnet.scoring.model;

import java.util.List;
import java.util.Objects;

/**
 * The origin of a model, so that it can be explained and made again.
 *
 * @param description one or two sentences about the training data and the known limits
 * @param seed the seed of all randomness in training
 * @param data the files it was trained with
 */
public record Training(String description, long seed, List<Source> data) {

    public Training {
        Objects.requireNonNull(description, "description");
        data = List.copyOf(data);
    }

    /**
     * A file of flows.
     *
     * @param name the file's name without a folder
     * @param sha256 of the file as it was read, in lower-case hexadecimal
     * @param rows the flows used
     */
    public record Source(String name, String sha256, long rows) {
        public Source {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(sha256, "sha256");
        }
    }
}

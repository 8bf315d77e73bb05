package org.aegisnet.processors.api;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** Endpoint of the API: a path, its allowed methods, and its need for the key. */
enum Endpoint {
    PAGE("/", false, false),
    HEALTH("/health", false, false),
    MODEL("/model", false, true),
    FLOWS("/flows", false, true),
    SCORE("/score", true, true),
    SCORE_BULK("/score_bulk", true, true),
    CLASSIFY("/classify", true, true);

    private static final Set<String> READING = Set.of("GET", "HEAD");
    private static final Set<String> POSTING = Set.of("POST");

    private final String path;
    private final boolean takesFlows;
    private final boolean needsKey;

    Endpoint(final String path, final boolean takesFlows, final boolean needsKey) {
        this.path = path;
        this.takesFlows = takesFlows;
        this.needsKey = needsKey;
    }

    /** The endpoint at a path, without the query. */
    static Optional<Endpoint> at(final String path) {
        return Arrays.stream(values())
                .filter(endpoint -> endpoint.path.equals(path))
                .findFirst();
    }

    boolean allows(final String method) {
        return methods().contains(method);
    }

    /** The methods, as the header Allow lists them. */
    String allowed() {
        return takesFlows ? "POST" : "GET, HEAD";
    }

    /** Tells whether flows come with the request. */
    boolean takesFlows() {
        return takesFlows;
    }

    /** A browser asks for the page, and a load balancer for the health, without a key. */
    boolean needsKey() {
        return needsKey;
    }

    private Set<String> methods() {
        return takesFlows ? POSTING : READING;
    }
}

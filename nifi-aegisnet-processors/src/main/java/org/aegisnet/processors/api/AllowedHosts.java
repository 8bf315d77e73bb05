package org.aegisnet.processors.api;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The names by which clients may address the API. A page of another site can give its own name the address of this machine (DNS rebinding). A
 * browser on this machine would then let the page in; the name in the request reveals it. Immutable.
 */
final class AllowedHosts {
    /** The machine that NiFi runs on, seen from itself. */
    static final String LOOPBACK = "localhost, 127.0.0.1, [::1]";

    private static final String ANY = "*";

    private final Set<String> hosts;

    private AllowedHosts(final Set<String> hosts) {
        this.hosts = hosts;
    }

    /**
     * Reads the text of a property.
     *
     * @param text names and addresses without ports, separated by commas; * allows all
     * @throws IllegalArgumentException when an entry is not the name or the address of a host
     */
    static AllowedHosts of(final String text) {
        final List<String> entries =
                Arrays.stream(text.split(",", -1)).map(String::strip).toList();
        for (final String entry : entries) {
            if (!entry.equals(ANY) && !entry.matches("[\\p{Alnum}._-]+|\\[?[\\p{XDigit}:.]*:[\\p{XDigit}:.]*]?")) {
                throw new IllegalArgumentException(
                        "'%s' is not the name or the address of a host: write names without scheme, port and path, separated by commas"
                                .formatted(entry));
            }
        }
        return new AllowedHosts(entries.stream().map(AllowedHosts::folded).collect(Collectors.toUnmodifiableSet()));
    }

    /**
     * Refuses a request that was addressed to another host.
     *
     * @throws RequestRefusedException with status 421
     */
    void check(final Map<String, String> attributes) throws RequestRefusedException {
        if (hosts.contains(ANY)) {
            return;
        }
        // HTTP/2 and a target with a whole URI name the host outside of the header; Jetty's name of the server knows
        // both.
        final Optional<String> foreign = Stream.of(
                        RequestAdmission.header(attributes, "host").map(AllowedHosts::withoutPort),
                        Optional.ofNullable(attributes.get(ApiAttributes.SERVER_NAME)))
                .flatMap(Optional::stream)
                .filter(host -> !hosts.contains(folded(host)))
                .findFirst();
        if (foreign.isPresent()) {
            throw new RequestRefusedException(ProblemDetails.of(
                    421,
                    "foreign-host",
                    "The request is addressed to another host",
                    "%s is not among the Allowed Hosts of this API; use one of their names, or add it there"
                            .formatted(foreign.get())));
        }
    }

    private static String withoutPort(final String header) {
        return header.replaceFirst(":\\d*$", "");
    }

    /** Names in lower case and without the dot of the root, addresses of IPv6 without brackets. */
    private static String folded(final String host) {
        return host.strip()
                .toLowerCase(Locale.ROOT)
                .replaceFirst("^\\[(.*)]$", "$1")
                .replaceFirst("\\.$", "");
    }
}

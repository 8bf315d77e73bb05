package org.aegisnet.processors.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.aegisnet.net.IpNetworks;

/** A list of alerts that are known to be harmless, from a JSON file with an array of objects. Immutable. */
final class AllowList {
    private static final String NETWORK = "network";
    private static final String DIRECTION = "direction";
    private static final String PORT = "port";
    private static final String LABEL = "label";
    private static final String EXPIRES = "expires";
    private static final String REASON = "reason";
    private static final Set<String> MEMBERS = Set.of(NETWORK, DIRECTION, PORT, LABEL, EXPIRES, REASON);
    private static final String NEVER = "never";

    private final List<AllowListEntry> entries;

    private AllowList(final List<AllowListEntry> entries) {
        this.entries = List.copyOf(entries);
    }

    static AllowList empty() {
        return new AllowList(List.of());
    }

    /**
     * Reads a file.
     *
     * @throws IOException if the file cannot be read or an entry is invalid, with a sentence that names file and entry. One invalid entry rejects
     *     the whole file, because its author did not mean half a list
     */
    static AllowList read(final Path file) throws IOException {
        final JsonNode root;
        try {
            root = JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build()
                    .readTree(Files.readAllBytes(file));
        } catch (final NoSuchFileException e) {
            throw new IOException("The allow-list %s does not exist".formatted(file), e);
        } catch (final JsonProcessingException e) {
            throw new IOException(
                    "The allow-list %s is not JSON: %s, line %d"
                            .formatted(
                                    file,
                                    e.getOriginalMessage(),
                                    e.getLocation() == null
                                            ? 1
                                            : e.getLocation().getLineNr()),
                    e);
        }
        if (!root.isArray()) {
            throw new IOException(
                    "The allow-list %s is not an array of objects: [{\"network\": ...}, ...]".formatted(file));
        }
        final List<AllowListEntry> entries = new ArrayList<>();
        for (final JsonNode entry : root) {
            try {
                entries.add(entry(entry));
            } catch (final IllegalArgumentException e) {
                throw new IOException(
                        "The allow-list %s, entry %d: %s".formatted(file, entries.size() + 1, e.getMessage()), e);
            }
        }
        return new AllowList(entries);
    }

    private static AllowListEntry entry(final JsonNode entry) {
        if (!entry.isObject()) {
            throw new IllegalArgumentException("it is not an object such as {\"network\": \"192.0.2.0/24\", ...}");
        }
        for (final Map.Entry<String, JsonNode> member : entry.properties()) {
            if (!MEMBERS.contains(member.getKey())) {
                throw new IllegalArgumentException("'%s' is not known; there are %s, %s, %s, %s, %s and %s"
                        .formatted(member.getKey(), NETWORK, DIRECTION, PORT, LABEL, EXPIRES, REASON));
            }
            if (!member.getValue().isTextual()
                    && !(PORT.equals(member.getKey()) && member.getValue().isIntegralNumber())) {
                throw new IllegalArgumentException("%s is a text".formatted(member.getKey()));
            }
        }
        return new AllowListEntry(
                IpNetworks.parse(required(entry, NETWORK, "the addresses it is about, such as 192.0.2.0/24")),
                text(entry, DIRECTION).map(AllowList::direction).orElse(AllowListEntry.Direction.ANY),
                text(entry, PORT).map(PortRanges::parse),
                text(entry, LABEL),
                expires(required(entry, EXPIRES, "the last day it holds, such as 2026-12-31, or never")),
                required(entry, REASON, "why these alerts are harmless"));
    }

    private static Optional<String> text(final JsonNode entry, final String member) {
        return Optional.of(entry.path(member).asText().strip()).filter(text -> !text.isEmpty());
    }

    private static String required(final JsonNode entry, final String member, final String meaning) {
        return text(entry, member)
                .orElseThrow(() -> new IllegalArgumentException("it has no %s: %s".formatted(member, meaning)));
    }

    private static AllowListEntry.Direction direction(final String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "from" -> AllowListEntry.Direction.FROM;
            case "to" -> AllowListEntry.Direction.TO;
            case "any" -> AllowListEntry.Direction.ANY;
            default -> throw new IllegalArgumentException("direction is from, to or any, not '%s'".formatted(text));
        };
    }

    /** A day holds until its end in UTC; a time as it is. */
    private static Optional<Instant> expires(final String text) {
        if (NEVER.equalsIgnoreCase(text)) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    text.indexOf('T') < 0
                            ? LocalDate.parse(text)
                                    .plusDays(1)
                                    .atStartOfDay(ZoneOffset.UTC)
                                    .toInstant()
                            : Instant.parse(text));
        } catch (final DateTimeException e) {
            throw new IllegalArgumentException(
                    "expires is a day such as 2026-12-31, a time such as 2026-12-31T12:00:00Z, or never, not '%s'"
                            .formatted(text),
                    e);
        }
    }

    int size() {
        return entries.size();
    }

    long expired(final Instant now) {
        return entries.stream().filter(entry -> entry.hasExpired(now)).count();
    }

    /** The first entry that an alert matches. */
    Optional<AllowListEntry> entryFor(final FlowAlert alert, final Instant now) {
        return entries.stream().filter(entry -> entry.matches(alert, now)).findFirst();
    }
}

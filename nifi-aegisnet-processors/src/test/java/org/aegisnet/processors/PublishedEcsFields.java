package org.aegisnet.processors;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The definitions that Elastic has published, of the fields that the processors write. */
public final class PublishedEcsFields {
    private static final String FILE = "ecs/ecs-8.11.0-fields.csv";

    private final Map<String, String> types = new LinkedHashMap<>();

    public PublishedEcsFields() {
        try (InputStream stream = PublishedEcsFields.class.getResourceAsStream(FILE)) {
            new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .forEach(line -> {
                        final String[] cells = line.split(",", -1);
                        types.put(cells[0], (cells[1] + " " + cells[2]).strip());
                    });
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Names the leaves below a node by their paths. */
    public static void collect(final String path, final JsonNode node, final Map<String, JsonNode> written) {
        if (node.isObject()) {
            node.fields().forEachRemaining(field -> collect(path + "." + field.getKey(), field.getValue(), written));
        } else {
            written.put(path, node);
        }
    }

    /** Every field is one of the published ones and holds what it is to hold, or null. */
    public void assertFit(final Map<String, JsonNode> written) {
        written.forEach((path, value) -> assertTrue(
                types.containsKey(path) && (value.isNull() || fits(types.get(path), value)), path + " " + value));
    }

    /** The published fields that are not among these. */
    public Set<String> without(final Set<String> written) {
        final Set<String> others = new TreeSet<>(types.keySet());
        others.removeAll(written);
        return others;
    }

    private static boolean fits(final String type, final JsonNode value) {
        return switch (type) {
            case "keyword", "ip" -> value.isTextual();
            case "keyword array" -> value.isArray() && value.get(0).isTextual();
            case "long" -> value.isIntegralNumber();
            case "float" -> value.isFloatingPointNumber();
            case "date" -> value.isTextual() && Instant.parse(value.asText()).isAfter(Instant.EPOCH);
            default -> false;
        };
    }
}

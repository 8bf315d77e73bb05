package org.aegisnet.processors.api;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.aegisnet.scoring.feature.KnownNames;

/**
 * The flows in a JSON body, made flat: {@code {"features": {...}}} and a flat object for one, {@code {"flows": [...]}} with such objects for many.
 * Holds one flow at a time. Used for one body.
 */
final class JsonFlows {
    private static final String FLOWS = "flows";
    private static final String FEATURES = "features";
    private static final int MOST_FAULTS = 20;

    private final KnownNames knownNames;
    private final Endpoint endpoint;
    private final ObjectMapper mapper = new ObjectMapper();
    private final List<Problem.Fault> wrongTypes = new ArrayList<>();
    private final List<Problem.Fault> unknownNames = new ArrayList<>();

    /**
     * @param knownNames those that may stand below {@code features}
     * @param endpoint says whether one flow or many are expected
     */
    JsonFlows(final KnownNames knownNames, final Endpoint endpoint) {
        this.knownNames = knownNames;
        this.endpoint = endpoint;
    }

    /**
     * Reads the body and writes its flows as an array of flat objects.
     *
     * @return whether it held {@code flows}, rather than a single flow
     * @throws RequestRefusedException where the body is no JSON, or not of the form; what has been written is of no use then
     */
    boolean copy(final InputStream body, final JsonGenerator flows) throws IOException, RequestRefusedException {
        try (JsonParser parser = ApiJson.parser(body)) {
            final boolean bulk = read(parser, flows);
            if (parser.nextToken() != null) {
                throw malformed("something follows the end of the JSON value, at " + position(parser));
            }
            refuseFaults();
            return bulk;
        } catch (final JsonProcessingException e) {
            throw malformed(
                    "%s, at %s".formatted(e.getOriginalMessage(), e.getLocation() == null ? "its start" : place(e)));
        } catch (final CharConversionException e) {
            throw malformed("it is not UTF-8: " + e.getMessage());
        }
    }

    private boolean read(final JsonParser parser, final JsonGenerator flows)
            throws IOException, RequestRefusedException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw wrongShape("The body is a JSON object: {\"features\": {...}}, a flat object, or {\"flows\": [...]}");
        }
        flows.writeStartArray();
        final ObjectNode single = mapper.createObjectNode();
        boolean bulk = false;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            final String name = parser.currentName();
            final JsonToken value = parser.nextToken();
            if (FLOWS.equals(name) && endpoint != Endpoint.SCORE) {
                bulk = true;
                readFlows(value, parser, flows);
            } else {
                single.set(name, mapper.readTree(parser));
            }
        }
        if (!bulk) {
            if (endpoint == Endpoint.SCORE_BULK) {
                throw wrongShape("The body has no \"flows\"; send {\"flows\": [...]}, or one flow to /score");
            }
            if (single.path(FLOWS).isArray()) {
                throw wrongShape("/score takes one flow; send {\"flows\": [...]} to /score_bulk");
            }
            write(single, "", flows);
        }
        flows.writeEndArray();
        return bulk;
    }

    private void readFlows(final JsonToken value, final JsonParser parser, final JsonGenerator flows)
            throws IOException, RequestRefusedException {
        if (value != JsonToken.START_ARRAY) {
            throw wrongShape("\"flows\" is an array of objects");
        }
        for (int index = 0; parser.nextToken() != JsonToken.END_ARRAY; index++) {
            final String pointer = "/" + FLOWS + "/" + index;
            final JsonNode flow = mapper.readTree(parser);
            if (flow instanceof ObjectNode object) {
                write(object, pointer, flows);
            } else {
                add(wrongTypes, pointer, "a flow is an object");
            }
        }
    }

    private void write(final ObjectNode flow, final String pointer, final JsonGenerator flows) throws IOException {
        flows.writeStartObject();
        for (final Map.Entry<String, JsonNode> member : flow.properties()) {
            if (FEATURES.equals(member.getKey())) {
                writeFeatures(member.getValue(), flow, pointer + "/" + FEATURES, flows);
            } else if (!VerdictFields.isOne(member.getKey())) {
                writeMember(member.getKey(), member.getValue(), flows);
            }
        }
        flows.writeEndObject();
    }

    private void writeFeatures(
            final JsonNode features, final ObjectNode flow, final String pointer, final JsonGenerator flows)
            throws IOException {
        if (!(features instanceof ObjectNode object)) {
            add(wrongTypes, pointer, "features is an object with a number for each feature");
            return;
        }
        for (final Map.Entry<String, JsonNode> feature : object.properties()) {
            final String name = feature.getKey();
            final String place = pointer + "/" + name.replace("~", "~0").replace("/", "~1");
            if (feature.getValue().isContainerNode()) {
                add(wrongTypes, place, "a feature is a number or a text, not an array or an object");
            } else if (!knownNames.contains(name)) {
                add(unknownNames, place, "no feature of this name is known");
            } else if (flow.has(name)) {
                add(wrongTypes, place, "the name stands beside features as well; give it once");
            } else {
                writeMember(name, feature.getValue(), flows);
            }
        }
    }

    private void writeMember(final String name, final JsonNode value, final JsonGenerator flows) throws IOException {
        flows.writeFieldName(name);
        mapper.writeTree(flows, value);
    }

    private static void add(final List<Problem.Fault> faults, final String pointer, final String detail) {
        if (faults.size() < MOST_FAULTS) {
            faults.add(new Problem.Fault(pointer, detail));
        }
    }

    private void refuseFaults() throws RequestRefusedException {
        if (!wrongTypes.isEmpty()) {
            throw new RequestRefusedException(new Problem(
                    422,
                    "wrong-shape",
                    "The body has not the expected form",
                    "See errors, which says where",
                    wrongTypes));
        }
        if (!unknownNames.isEmpty()) {
            throw new RequestRefusedException(new Problem(
                    422,
                    "unknown-feature",
                    "A feature is not known",
                    "See errors for the names; GET /model lists the features. Fields that are no features may stand beside \"features\"",
                    unknownNames));
        }
    }

    private static RequestRefusedException wrongShape(final String detail) {
        return new RequestRefusedException(
                Problem.of(422, "wrong-shape", "The body has not the expected form", detail));
    }

    private static RequestRefusedException malformed(final String detail) {
        return new RequestRefusedException(
                Problem.of(400, "malformed-json", "The body is no JSON", "The body cannot be read as JSON: " + detail));
    }

    private static String place(final JsonProcessingException failure) {
        return "line %d, column %d"
                .formatted(
                        failure.getLocation().getLineNr(), failure.getLocation().getColumnNr());
    }

    private static String position(final JsonParser parser) {
        return "line %d, column %d"
                .formatted(
                        parser.currentTokenLocation().getLineNr(),
                        parser.currentTokenLocation().getColumnNr());
    }
}

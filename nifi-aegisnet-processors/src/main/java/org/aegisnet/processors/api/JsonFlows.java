package org.aegisnet.processors.api;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Flows of a JSON body, made flat: {@code {"features": {...}}} and a flat object for one, {@code {"flows": [...]}} with such objects for many. A flow
 * keeps its scalars. Of its nested objects it keeps the scalars whose path some model can use. The rest and all arrays are left out, because
 * each further step would have to carry them. Holds one flow at a time. For one body.
 */
final class JsonFlows {
    private static final String FLOWS = "flows";
    private static final String FEATURES = "features";
    private static final int MAX_FAULTS = 20;

    private final RequestBounds bounds;
    private final Endpoint endpoint;
    private final ObjectMapper mapper = new ObjectMapper();
    private final List<ProblemDetails.Fault> wrongTypes = new ArrayList<>();
    private final List<ProblemDetails.Fault> unknownNames = new ArrayList<>();

    /**
     * @param bounds of the request; they also know which names may stand below {@code features}
     * @param endpoint says whether one flow or many are expected
     */
    JsonFlows(final RequestBounds bounds, final Endpoint endpoint) {
        this.bounds = bounds;
        this.endpoint = endpoint;
    }

    /** Flow while it is read: the values to keep, and the names that come below {@code features} and beside it. */
    private static final class Flow {
        private final ObjectNode kept;
        private final Set<String> features = new LinkedHashSet<>();
        private final Set<String> namesBesideFeatures = new HashSet<>();
        private final String pointer;

        private Flow(final ObjectNode kept, final String pointer) {
            this.kept = kept;
            this.pointer = pointer;
        }
    }

    /**
     * Reads the body and writes its flows as an array of flat objects.
     *
     * @return whether it held {@code flows}, rather than a single flow
     * @throws RequestRefusedException if the body is not JSON, not of the form, or exceeds a bound; the text written so far is then unusable
     */
    boolean copy(final InputStream body, final JsonGenerator flows) throws IOException, RequestRefusedException {
        try (JsonParser parser = StrictJson.parser(body)) {
            final boolean bulk = read(parser, flows);
            if (parser.nextToken() != null) {
                throw malformed("something follows the end of the JSON value, at " + position(parser));
            }
            refuseFaults();
            return bulk;
        } catch (final StreamConstraintsException e) {
            throw RequestBounds.tooComplex(
                    "A JSON body is nested at most %d deep, a name in it has at most %d characters, a text at most %d and a number at most %d. This one exceeds a bound at %s"
                            .formatted(
                                    RequestBounds.MAX_DEPTH,
                                    RequestBounds.MAX_NAME_LENGTH,
                                    RequestBounds.MAX_TEXT_LENGTH,
                                    StreamReadConstraints.DEFAULT_MAX_NUM_LEN,
                                    e.getLocation() == null ? "an unknown place" : place(e)));
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
        final Flow single = new Flow(mapper.createObjectNode(), "");
        boolean bulk = false;
        boolean manyForOne = false;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            final String name = parser.currentName();
            final JsonToken value = parser.nextToken();
            if (FLOWS.equals(name) && endpoint != Endpoint.SCORE) {
                bulk = true;
                readFlows(value, parser, flows);
            } else {
                manyForOne |= FLOWS.equals(name) && value == JsonToken.START_ARRAY;
                readMember(name, parser, single);
            }
        }
        if (!bulk) {
            if (endpoint == Endpoint.SCORE_BULK) {
                throw wrongShape("The body has no \"flows\"; send {\"flows\": [...]}, or one flow to /score");
            }
            if (manyForOne) {
                throw wrongShape("/score takes one flow; send {\"flows\": [...]} to /score_bulk");
            }
            write(single, flows);
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
            final Flow flow = new Flow(mapper.createObjectNode(), "/" + FLOWS + "/" + index);
            if (parser.currentToken() == JsonToken.START_OBJECT) {
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    final String name = parser.currentName();
                    parser.nextToken();
                    readMember(name, parser, flow);
                }
                write(flow, flows);
            } else {
                add(wrongTypes, flow.pointer, "a flow is an object");
                skip(parser, "");
            }
        }
    }

    private void readMember(final String name, final JsonParser parser, final Flow flow)
            throws IOException, RequestRefusedException {
        if (FEATURES.equals(name)) {
            readFeatures(parser, flow);
            return;
        }
        final RequestBounds.FieldName fieldName = bounds.name(name);
        flow.namesBesideFeatures.add(name);
        if (fieldName.reserved()) {
            skip(parser, name);
        } else if (parser.currentToken() == JsonToken.START_OBJECT) {
            final ObjectNode known = knownPartsOf(parser, name);
            if (!known.isEmpty()) {
                flow.kept.set(name, known);
            }
        } else if (parser.currentToken() == JsonToken.START_ARRAY) {
            skip(parser, name);
        } else {
            flow.kept.set(name, mapper.readTree(parser));
        }
    }

    private void readFeatures(final JsonParser parser, final Flow flow) throws IOException, RequestRefusedException {
        final String pointer = flow.pointer + "/" + FEATURES;
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            add(wrongTypes, pointer, "features is an object with a number for each feature");
            skip(parser, FEATURES);
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            final String name = parser.currentName();
            final RequestBounds.FieldName fieldName = bounds.name(name);
            final String place = placeOf(name, pointer);
            if (parser.nextToken().isStructStart()) {
                add(wrongTypes, place, "a feature is a number or a text, not an array or an object");
                skip(parser, name);
            } else if (!fieldName.known() || fieldName.reserved()) {
                add(unknownNames, place, "no feature of this name is known");
            } else {
                flow.features.add(name);
                flow.kept.set(name, mapper.readTree(parser));
            }
        }
    }

    /** The scalars of a nested object, and of the objects in it, that some model can make use of. */
    private ObjectNode knownPartsOf(final JsonParser parser, final String path)
            throws IOException, RequestRefusedException {
        final ObjectNode known = mapper.createObjectNode();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            final String name = parser.currentName();
            final String inner = path + "." + name;
            final RequestBounds.FieldName fieldName = bounds.name(inner);
            final JsonToken value = parser.nextToken();
            if (value == JsonToken.START_OBJECT) {
                final ObjectNode parts = knownPartsOf(parser, inner);
                if (!parts.isEmpty()) {
                    known.set(name, parts);
                }
            } else if (value == JsonToken.START_ARRAY) {
                skip(parser, inner);
            } else if (fieldName.known()) {
                known.set(name, mapper.readTree(parser));
            }
        }
        return known;
    }

    /** Skips a value; the names in it count, because the parser remembers them to find one that stands twice. */
    private void skip(final JsonParser parser, final String path) throws IOException, RequestRefusedException {
        if (!parser.currentToken().isStructStart()) {
            return;
        }
        for (int depth = 1; depth > 0; ) {
            final JsonToken token = parser.nextToken();
            if (token == JsonToken.FIELD_NAME) {
                bounds.name(path + "." + parser.currentName());
            } else if (token.isStructStart()) {
                depth++;
            } else if (token.isStructEnd()) {
                depth--;
            }
        }
    }

    private void write(final Flow flow, final JsonGenerator flows) throws IOException, RequestRefusedException {
        bounds.row();
        for (final String feature : flow.features) {
            if (flow.namesBesideFeatures.contains(feature)) {
                add(
                        wrongTypes,
                        placeOf(feature, flow.pointer + "/" + FEATURES),
                        "the name stands beside features as well; give it once");
            }
        }
        mapper.writeTree(flows, flow.kept);
    }

    /** A JSON Pointer to a member. */
    private static String placeOf(final String name, final String pointer) {
        return pointer + "/" + name.replace("~", "~0").replace("/", "~1");
    }

    private static void add(final List<ProblemDetails.Fault> faults, final String pointer, final String detail) {
        if (faults.size() < MAX_FAULTS) {
            faults.add(new ProblemDetails.Fault(pointer, detail));
        }
    }

    private void refuseFaults() throws RequestRefusedException {
        if (!wrongTypes.isEmpty()) {
            throw new RequestRefusedException(new ProblemDetails(
                    422,
                    "wrong-shape",
                    "The body has not the expected form",
                    "See errors, which names the place",
                    wrongTypes));
        }
        if (!unknownNames.isEmpty()) {
            throw new RequestRefusedException(new ProblemDetails(
                    422,
                    "unknown-feature",
                    "A feature is not known",
                    "See errors for the names; GET /model lists the features. Other fields may stand beside \"features\"",
                    unknownNames));
        }
    }

    private static RequestRefusedException wrongShape(final String detail) {
        return new RequestRefusedException(
                ProblemDetails.of(422, "wrong-shape", "The body has not the expected form", detail));
    }

    private static RequestRefusedException malformed(final String detail) {
        return new RequestRefusedException(ProblemDetails.of(
                400, "malformed-json", "The body is not JSON", "The body cannot be read as JSON: " + detail));
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

package org.aegisnet.processors.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** JSON as the API reads it, strictly, and writes it. Immutable; thread-safe. */
final class StrictJson {
    /** Names of requests are of any number, so they are not kept in the table of strings that the whole JVM shares. */
    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(RequestBounds.MAX_DEPTH)
                            .maxNameLength(RequestBounds.MAX_NAME_LENGTH)
                            .maxStringLength(RequestBounds.MAX_TEXT_LENGTH)
                            .build())
                    .build())
            .build();

    private StrictJson() {}

    /**
     * A parser that rejects a body that RFC 8259 does not allow, and duplicate names in an object. It also rejects a body that is nested too deep or
     * has a name or value that is too long. It rejects before it builds anything. The stream stays open.
     */
    static JsonParser parser(final InputStream stream) throws IOException {
        return MAPPER.getFactory().createParser(stream).disable(JsonParser.Feature.AUTO_CLOSE_SOURCE);
    }

    /** A writer in UTF-8; the stream stays open. */
    static JsonGenerator generator(final OutputStream stream) throws IOException {
        return MAPPER.getFactory().createGenerator(stream).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    }
}

package org.aegisnet.processors.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** JSON as the API reads it, strictly, and writes it. Immutable; thread-safe. */
final class ApiJson {
    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .build();

    private ApiJson() {}

    /** A parser that refuses what RFC 8259 does not allow, and names that stand twice in an object. The stream stays open. */
    static JsonParser parser(final InputStream stream) throws IOException {
        return MAPPER.getFactory().createParser(stream).disable(JsonParser.Feature.AUTO_CLOSE_SOURCE);
    }

    /** A writer in UTF-8; the stream stays open. */
    static JsonGenerator generator(final OutputStream stream) throws IOException {
        return MAPPER.getFactory().createGenerator(stream).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    }
}

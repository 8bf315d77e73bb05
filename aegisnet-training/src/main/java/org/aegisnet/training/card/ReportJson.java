package org.aegisnet.training.card;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writer of a report as JSON; a figure that is unknown is null. Thread-safe. */
public final class ReportJson {
    private final ObjectMapper mapper;

    public ReportJson() {
        final SimpleModule numbers = new SimpleModule();
        numbers.addSerializer(double.class, new NumberOrNull());
        numbers.addSerializer(Double.class, new NumberOrNull());
        this.mapper = JsonMapper.builder()
                .addModule(numbers)
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build();
    }

    public String write(final EvaluationReport report) {
        final Map<String, Object> document = new LinkedHashMap<>();
        document.put("command", report.command());
        document.put("model", report.metadata().id());
        document.put("kind", report.metadata().kind().id());
        document.put("bytes", report.bytes());
        document.put("selection", report.selection());
        document.put("judgements", report.judgements());
        document.put("protocol", report.protocol());
        document.put("families", report.families());
        document.put("importances", report.importances());
        try {
            return mapper.writeValueAsString(document) + "\n";
        } catch (final JsonProcessingException e) {
            throw new IllegalStateException("A report is nothing but names and numbers", e);
        }
    }

    private static final class NumberOrNull extends JsonSerializer<Double> {
        @Override
        public void serialize(final Double value, final JsonGenerator generator, final SerializerProvider provider)
                throws IOException {
            if (Double.isFinite(value)) {
                generator.writeNumber(value);
            } else {
                generator.writeNull();
            }
        }
    }
}

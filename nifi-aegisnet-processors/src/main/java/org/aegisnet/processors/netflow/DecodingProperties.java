package org.aegisnet.processors.netflow;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.aegisnet.netflow.decode.DecoderSettings;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.context.PropertyContext;
import org.apache.nifi.processor.util.StandardValidators;

/** The properties of decoding, which the listener and the reader share, and what follows from them. Stateless. */
final class DecodingProperties {
    static final PropertyDescriptor EXTRAS = new PropertyDescriptor.Builder()
            .name("Extras")
            .description("Treatment of the elements that no field of the flow record holds")
            .required(true)
            .allowableValues(ExtraFields.class)
            .defaultValue(ExtraFields.LEAVE_OUT)
            .build();

    static final PropertyDescriptor SCALE_BY_SAMPLING = new PropertyDescriptor.Builder()
            .name("Scale by Sampling")
            .description(
                    "Multiplies bytes and packets by sampling_rate, if the exporter reports it. The rate stands in the record in "
                            + "either case. A scaled flow is an estimate: the models have learnt from flows of which every packet was counted")
            .required(true)
            .allowableValues("true", "false")
            .defaultValue("false")
            .build();

    static final PropertyDescriptor OUT_COUNTERS = new PropertyDescriptor.Builder()
            .name("Out Counters")
            .description(
                    "Meaning of the exporters' OUT_BYTES and OUT_PKTS (elements 23 and 24); exporters do not agree on it")
            .required(true)
            .allowableValues(OutCounterMeaning.class)
            .defaultValue(OutCounterMeaning.AUTOMATIC)
            .build();

    static final PropertyDescriptor TEMPLATE_TIMEOUT = new PropertyDescriptor.Builder()
            .name("Template Timeout")
            .description(
                    "Time for which a template is valid after the exporter last sent it. Must be longer than the exporter's own "
                            + "interval of sending them")
            .required(true)
            .defaultValue("30 min")
            .addValidator(StandardValidators.createTimePeriodValidator(1, TimeUnit.SECONDS, 365, TimeUnit.DAYS))
            .build();

    static final List<PropertyDescriptor> ALL =
            List.of(EXTRAS, SCALE_BY_SAMPLING, OUT_COUNTERS, TEMPLATE_TIMEOUT, ExporterSettings.PROPERTY);

    private DecodingProperties() {}

    /** The decoder's settings: its defaults, and what the properties say otherwise. */
    static DecoderSettings settings(final PropertyContext context) {
        final DecoderSettings defaults = DecoderSettings.defaults();
        return defaults.withExtras(keepsExtras(context))
                .withRules(ExporterSettings.of(context))
                .withOutCounters(context.getProperty(OUT_COUNTERS)
                        .asAllowableValue(OutCounterMeaning.class)
                        .meaning())
                .withTemplates(
                        defaults.exporters(),
                        defaults.templatesPerExporter(),
                        Duration.ofMillis(context.getProperty(TEMPLATE_TIMEOUT).asTimePeriod(TimeUnit.MILLISECONDS)));
    }

    static FlowRecords flowRecords(final PropertyContext context) {
        return new FlowRecords(
                keepsExtras(context), context.getProperty(SCALE_BY_SAMPLING).asBoolean());
    }

    private static boolean keepsExtras(final PropertyContext context) {
        return context.getProperty(EXTRAS).asAllowableValue(ExtraFields.class) == ExtraFields.KEEP;
    }
}

package org.aegisnet.processors.netflow;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.aegisnet.netflow.datagram.Exporter;
import org.aegisnet.netflow.element.ElementRegistry;
import org.apache.nifi.annotation.documentation.CapabilityDescription;
import org.apache.nifi.annotation.documentation.SeeAlso;
import org.apache.nifi.annotation.documentation.Tags;
import org.apache.nifi.annotation.lifecycle.OnDisabled;
import org.apache.nifi.annotation.lifecycle.OnEnabled;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.controller.AbstractControllerService;
import org.apache.nifi.controller.ConfigurationContext;
import org.apache.nifi.logging.ComponentLog;
import org.apache.nifi.processor.exception.ProcessException;
import org.apache.nifi.processor.util.StandardValidators;
import org.apache.nifi.serialization.RecordReader;
import org.apache.nifi.serialization.RecordReaderFactory;

/** Reads the flows out of FlowFiles that hold datagrams. Safe for all threads; each FlowFile has a reader of its own. */
@Tags({"netflow", "ipfix", "flow", "network", "v5", "v9", "pcap", "record", "reader"})
@CapabilityDescription(
        "Reads NetFlow v5, NetFlow v9 and IPFIX datagrams as flow records, from files, Kafka, ListenUDP or "
                + "captures. The records have the fields of ListenNetFlow. The service keeps templates from one "
                + "FlowFile to the next while it is enabled. A FlowFile without flows, with templates alone, does not "
                + "cause an error.")
@SeeAlso(value = ListenNetFlow.class, classNames = "org.aegisnet.processors.pairing.PairFlows")
public class NetFlowReader extends AbstractControllerService implements RecordReaderFactory {
    static final PropertyDescriptor FRAMING = new PropertyDescriptor.Builder()
            .name("Framing")
            .description("Format in which a FlowFile holds the datagrams")
            .required(true)
            .allowableValues(DatagramFraming.class)
            .defaultValue(DatagramFraming.SINGLE)
            .build();

    static final PropertyDescriptor EXPORTER_ATTRIBUTE = new PropertyDescriptor.Builder()
            .name("Exporter Attribute")
            .description(
                    "The attribute that holds the address of the exporter; ListenUDP writes udp.sender. Templates belong to their exporter: FlowFiles"
                            + " that lack the attribute share them, under the exporter 'unknown'. A capture says its exporters itself")
            .required(true)
            .defaultValue("udp.sender")
            .addValidator(StandardValidators.NON_BLANK_VALIDATOR)
            .build();

    static final PropertyDescriptor PROBLEM_POLICY = new PropertyDescriptor.Builder()
            .name("Problem Policy")
            .description(
                    "Treatment of a FlowFile with data that cannot be decoded, for example because its template is not known")
            .required(true)
            .allowableValues(ProblemPolicy.class)
            .defaultValue(ProblemPolicy.FAIL)
            .build();

    private static final List<PropertyDescriptor> PROPERTIES = Stream.of(
                    List.of(FRAMING, EXPORTER_ATTRIBUTE, PROBLEM_POLICY), DecodingProperties.ALL)
            .flatMap(List::stream)
            .toList();

    private static final String UNKNOWN = "unknown";

    private volatile Optional<Enabled> enabled = Optional.empty();

    /** Settings from the properties, and the exporter state that was learnt since the service was enabled. */
    private record Enabled(
            DatagramFraming framing,
            String exporterAttribute,
            ProblemPolicy policy,
            FlowRecords records,
            ExporterStateCache memory) {}

    @Override
    protected List<PropertyDescriptor> getSupportedPropertyDescriptors() {
        return PROPERTIES;
    }

    /** Begins with no template known. */
    @OnEnabled
    public void enable(final ConfigurationContext context) {
        enabled = Optional.of(new Enabled(
                context.getProperty(FRAMING).asAllowableValue(DatagramFraming.class),
                context.getProperty(EXPORTER_ATTRIBUTE).getValue(),
                context.getProperty(PROBLEM_POLICY).asAllowableValue(ProblemPolicy.class),
                DecodingProperties.flowRecords(context),
                new ExporterStateCache(
                        ElementRegistry.load(),
                        // RFC 7011, section 8.4: only a file or a stream may withdraw templates.
                        DecodingProperties.settings(context)
                                .withWithdrawals(context.getProperty(FRAMING).asAllowableValue(DatagramFraming.class)
                                        == DatagramFraming.SELF_DELIMITING))));
    }

    /** Forgets all templates. */
    @OnDisabled
    public void disable() {
        enabled = Optional.empty();
    }

    @Override
    public RecordReader createRecordReader(
            final Map<String, String> variables,
            final InputStream stream,
            final long inputLength,
            final ComponentLog logger)
            throws IOException {
        final Enabled current = enabled.orElseThrow(() -> new ProcessException("The NetFlowReader has been disabled"));
        final Exporter exporter = exporter(variables.get(current.exporterAttribute()));
        return new FlowRecordReader(
                current.framing().framing().open(stream, exporter, System.currentTimeMillis()),
                current.memory(),
                current.records(),
                current.policy(),
                logger);
    }

    /** ListenUDP writes addresses with a slash before them. */
    private static Exporter exporter(final String attribute) {
        final String text = attribute == null ? "" : attribute.strip();
        final String address = text.startsWith("/") ? text.substring(1) : text;
        return new Exporter(address.isBlank() ? UNKNOWN : address);
    }
}

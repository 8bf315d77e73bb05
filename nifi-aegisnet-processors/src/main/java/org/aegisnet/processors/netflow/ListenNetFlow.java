package org.aegisnet.processors.netflow;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.aegisnet.net.IpNetworks;
import org.aegisnet.netflow.decode.DecoderSettings;
import org.aegisnet.netflow.decode.FlowDecoder;
import org.aegisnet.netflow.element.ElementRegistry;
import org.aegisnet.netflow.snapshot.SnapshotFormat;
import org.aegisnet.processors.ScoreFlowAutoencoder;
import org.apache.nifi.annotation.behavior.InputRequirement;
import org.apache.nifi.annotation.behavior.Stateful;
import org.apache.nifi.annotation.behavior.SystemResource;
import org.apache.nifi.annotation.behavior.SystemResourceConsideration;
import org.apache.nifi.annotation.behavior.TriggerWhenAnyDestinationAvailable;
import org.apache.nifi.annotation.behavior.TriggerWhenEmpty;
import org.apache.nifi.annotation.behavior.WritesAttribute;
import org.apache.nifi.annotation.behavior.WritesAttributes;
import org.apache.nifi.annotation.documentation.CapabilityDescription;
import org.apache.nifi.annotation.documentation.MultiProcessorUseCase;
import org.apache.nifi.annotation.documentation.ProcessorConfiguration;
import org.apache.nifi.annotation.documentation.SeeAlso;
import org.apache.nifi.annotation.documentation.Tags;
import org.apache.nifi.annotation.documentation.UseCase;
import org.apache.nifi.annotation.lifecycle.OnRemoved;
import org.apache.nifi.annotation.lifecycle.OnScheduled;
import org.apache.nifi.annotation.lifecycle.OnShutdown;
import org.apache.nifi.annotation.lifecycle.OnStopped;
import org.apache.nifi.annotation.lifecycle.OnUnscheduled;
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.components.state.Scope;
import org.apache.nifi.context.PropertyContext;
import org.apache.nifi.logging.ComponentLog;
import org.apache.nifi.processor.AbstractSessionFactoryProcessor;
import org.apache.nifi.processor.DataUnit;
import org.apache.nifi.processor.ProcessContext;
import org.apache.nifi.processor.ProcessSessionFactory;
import org.apache.nifi.processor.Relationship;
import org.apache.nifi.processor.VerifiableProcessor;
import org.apache.nifi.processor.exception.ProcessException;
import org.apache.nifi.serialization.RecordSetWriterFactory;
import org.apache.nifi.ssl.SSLContextProvider;

/**
 * Listens for NetFlow v5, NetFlow v9 and IPFIX and makes records of the flows. The socket and its thread live from the time the processor is
 * scheduled until it is unscheduled. Datagrams that were received by then are written before the processor has stopped.
 */
@Tags({
    "netflow",
    "ipfix",
    "flow",
    "network",
    "udp",
    "tcp",
    "tls",
    "listen",
    "collector",
    "v5",
    "v9",
    "record",
    "router",
    "softflowd"
})
@CapabilityDescription(
        "Receives NetFlow v5, NetFlow v9 and IPFIX over UDP, or IPFIX over TCP and TLS, and writes the flows as "
                + "records. PairFlows, ScoreFlowAutoencoder and ClassifyFlowForest know their fields. Values that an "
                + "exporter does not send are null, never 0. Data that comes before its template waits for it; "
                + "templates survive a restart. Data that cannot be decoded leaves by unparsed with the reason, and "
                + "every loss is counted.")
@InputRequirement(InputRequirement.Requirement.INPUT_FORBIDDEN)
@TriggerWhenEmpty
@TriggerWhenAnyDestinationAvailable
@Stateful(
        scopes = Scope.LOCAL,
        description =
                "The templates, boot times and sampling rates of the exporters, so that a restart does not have to wait for templates. Local, because"
                        + " the datagrams of an exporter reach one node")
@WritesAttributes({
    @WritesAttribute(attribute = "record.count", description = "success, options: the number of records"),
    @WritesAttribute(
            attribute = "mime.type",
            description = "success, options: as the Record Writer gives it; unparsed: application/octet-stream"),
    @WritesAttribute(
            attribute = "netflow.exporters",
            description = "the exporters' addresses with commas between them, the first 100"),
    @WritesAttribute(
            attribute = "netflow.versions",
            description = "success, options: the versions with commas between them; 10 is IPFIX"),
    @WritesAttribute(
            attribute = "netflow.datagrams",
            description =
                    "success: how many datagrams were decoded since the FlowFile before; unparsed: how many datagrams or sets it holds"),
    @WritesAttribute(
            attribute = "netflow.exporter",
            description =
                    "unparsed: the sender's address; absent if a flood of junk made several senders share the FlowFile"),
    @WritesAttribute(
            attribute = "netflow.version",
            description = "unparsed: the version that the datagrams claim, if it is the same"),
    @WritesAttribute(
            attribute = "netflow.observation.domain",
            description = "unparsed: the observation domain, if headers could be read and it is the same"),
    @WritesAttribute(
            attribute = "netflow.set",
            description = "unparsed: the id of the set, if they are sets of the same id"),
    @WritesAttribute(
            attribute = "netflow.received",
            description = "unparsed: when the first datagram came, milliseconds since 1970"),
    @WritesAttribute(
            attribute = "netflow.error.kind",
            description =
                    "unparsed: the kind of problem, such as NO_TEMPLATE; several kinds, with commas, only if senders share the FlowFile"),
    @WritesAttribute(
            attribute = "netflow.error.offset",
            description = "unparsed: the position of the fault in the first datagram, in bytes"),
    @WritesAttribute(
            attribute = "netflow.error.message",
            description = "unparsed: the fault of the first datagram and its remedy, in a sentence")
})
@SystemResourceConsideration(
        resource = SystemResource.MEMORY,
        description =
                "Queue Size for datagrams that wait, and one batch of flows for each concurrent task, about 400 bytes a flow")
@SystemResourceConsideration(
        resource = SystemResource.NETWORK,
        description =
                "A UDP or TCP port. UDP has no flow control: datagrams that come faster than flows can be written are "
                        + "dropped and counted")
@SeeAlso(value = ScoreFlowAutoencoder.class, classNames = "org.aegisnet.processors.pairing.PairFlows")
@UseCase(
        description = "Collect NetFlow or IPFIX from routers, switches and probes",
        keywords = {"router", "collector", "netflow", "ipfix", "softflowd"},
        inputRequirement = InputRequirement.Requirement.INPUT_FORBIDDEN,
        configuration = """
                Set Bind Address to the address of the network that the exporters are in, and Port to where they send.
                Set Allowed Exporters to their addresses.
                As Record Writer, choose one whose Schema Access Strategy is Inherit Record Schema; an AvroRecordSetWriter is the fastest.
                Connect success to PairFlows, or to where the flows go; connect unparsed to a place where somebody looks.
                """)
@UseCase(
        description = "Take in the flows of many or busy exporters without loss",
        keywords = {"rate", "loss", "burst", "scale"},
        inputRequirement = InputRequirement.Requirement.INPUT_FORBIDDEN,
        configuration = """
                Set Concurrent Tasks to about half the processors of the machine: each task decodes and writes the flows of some of the exporters.
                As Record Writer, choose an AvroRecordSetWriter. Set Batch Size to 50000, so that there are fewer FlowFiles.
                Set Receive Buffer to 32 MB, and on Linux net.core.rmem_max to no less; set Queue Size to what a full connection may cost in heap.
                Watch the counters Datagrams Dropped by the Queue and Datagrams Dropped by the Kernel; they are 0 where nothing is lost.
                """)
@UseCase(
        description = "Keep everything that an exporter says of a flow, vendors' own elements included",
        keywords = {"enterprise", "element", "forensics", "archive"},
        inputRequirement = InputRequirement.Requirement.INPUT_FORBIDDEN,
        configuration = """
                Set Extras to Keep: elements without a field of their own come as texts in the field extras, by their IANA or vendor names.
                Leave Scale by Sampling at false; sampling_rate says by what a consumer may multiply.
                Connect options too: it holds the names of interfaces and applications, and statistics of the exporters.
                """)
@MultiProcessorUseCase(
        description = "Raise alerts on NetFlow: receive, pair, score",
        keywords = {"netflow", "ipfix", "anomaly", "alert"},
        configurations = {
            @ProcessorConfiguration(processorClass = ListenNetFlow.class, configuration = """
                            Set Port and Bind Address to where the exporters send, and Allowed Exporters to their addresses.
                            As Record Writer, choose an AvroRecordSetWriter whose Schema Write Strategy is Embed Avro Schema.
                            Connect success to PairFlows.
                            """),
            @ProcessorConfiguration(
                    processorClassName = "org.aegisnet.processors.pairing.PairFlows",
                    configuration = """
                            As Record Reader, choose an AvroReader whose Schema Access Strategy is Use Embedded Avro Schema; as Record Writer, the
                            same AvroRecordSetWriter.
                            Set Pairing Timeout a little longer than the inactive timeout of the exporters.
                            Connect success to ScoreFlowAutoencoder.
                            """),
            @ProcessorConfiguration(processorClass = ScoreFlowAutoencoder.class, configuration = """
                            As Record Reader, choose the same AvroReader; as Record Writer, one for the format that alerts need.
                            Connect suspicious to the alert, and unscored to a place where somebody looks.
                            """)
        })
public class ListenNetFlow extends AbstractSessionFactoryProcessor implements VerifiableProcessor {

    static final Relationship SUCCESS =
            new Relationship.Builder().name("success").description("The flows").build();

    static final Relationship OPTIONS = new Relationship.Builder()
            .name("options")
            .description("Options records of the exporters: sampling, names of interfaces and applications, statistics")
            .build();

    static final Relationship UNPARSED = new Relationship.Builder()
            .name("unparsed")
            .description(
                    "Datagrams, or sets with the header of their datagram, that could not be decoded. Those of one exporter and one "
                            + "reason share a FlowFile, each behind its length. The attribute netflow.error.message gives the reason")
            .build();

    private static final Set<Relationship> RELATIONSHIPS = Set.of(SUCCESS, OPTIONS, UNPARSED);

    private volatile Optional<NetFlowCollector> run = Optional.empty();
    private volatile Optional<ProcessSessionFactory> sessions = Optional.empty();

    @Override
    public Set<Relationship> getRelationships() {
        return RELATIONSHIPS;
    }

    @Override
    protected List<PropertyDescriptor> getSupportedPropertyDescriptors() {
        return ListenerProperties.ALL;
    }

    /**
     * Opens the socket and begins to receive.
     *
     * @throws ProcessException if the socket cannot be opened; NiFi shows the message and tries again
     */
    @OnScheduled
    public void startReceiving(final ProcessContext context) {
        final InetSocketAddress address = address(context);
        final ElementRegistry registry = ElementRegistry.load();
        final ReceiveCounts counts = new ReceiveCounts();
        final UnparsedOutlet outlet = new UnparsedOutlet(
                new UnparsedBudget(
                        context.getProperty(ListenerProperties.UNPARSED_RATE)
                                .asDataSize(DataUnit.B)
                                .longValue(),
                        System.nanoTime()),
                new DroppedCounts(counts),
                new EvictionCounts());
        final List<DecoderShard> shards = shards(context, registry, outlet);
        final TemplateStateStore templates = new TemplateStateStore(
                context.getStateManager(),
                new SnapshotFormat(registry),
                shards,
                getLogger(),
                transport(context) == Transport.UDP);
        templates.restore();
        final NetFlowListener listener = listener(context, address, shards, counts);
        final DecodedBatchWriter writer = new DecodedBatchWriter(
                context.getProperty(ListenerProperties.RECORD_WRITER).asControllerService(RecordSetWriterFactory.class),
                DecodingProperties.flowRecords(context),
                new OptionRecords(),
                outlet.budget(),
                transitUri(transport(context), listener.local()),
                getLogger());
        run = Optional.of(new NetFlowCollector(
                listener, writer, templates, outlet, !context.isAutoTerminated(OPTIONS), getLogger()));
        listener.start();
    }

    private static List<DecoderShard> shards(
            final ProcessContext context, final ElementRegistry registry, final UnparsedOutlet outlet) {
        final DecoderSettings properties = DecodingProperties.settings(context);
        final DecoderSettings defaults = transport(context) == Transport.TCP ? properties.withSessions() : properties;
        final DecoderSettings settings = defaults.withHeld(
                defaults.heldSets(),
                defaults.heldBytes(),
                Duration.ofMillis(
                        context.getProperty(ListenerProperties.TEMPLATE_WAIT).asTimePeriod(TimeUnit.MILLISECONDS)));
        final ByteBudget budget = new ByteBudget(context.getProperty(ListenerProperties.QUEUE_SIZE)
                .asDataSize(DataUnit.B)
                .longValue());
        final int batchSize = context.getProperty(ListenerProperties.BATCH_SIZE).asInteger();
        final Duration batchInterval = Duration.ofMillis(
                context.getProperty(ListenerProperties.BATCH_INTERVAL).asTimePeriod(TimeUnit.MILLISECONDS));
        final List<DecoderShard> shards = new ArrayList<>();
        for (int task = 0; task < Math.max(1, context.getMaxConcurrentTasks()); task++) {
            shards.add(new DecoderShard(budget, new FlowDecoder(registry, settings), batchSize, batchInterval, outlet));
        }
        return List.copyOf(shards);
    }

    private NetFlowListener listener(
            final ProcessContext context,
            final InetSocketAddress address,
            final List<DecoderShard> shards,
            final ReceiveCounts counts) {
        final int wanted = receiveBuffer(context);
        final String name = "ListenNetFlow[id=%s] receiver".formatted(getIdentifier());
        try {
            final NetFlowListener.Opener opener = transport(context) == Transport.UDP
                    ? ofListener -> DatagramReceiver.open(address, wanted, name, ofListener)
                    : ofListener -> StreamReceiver.open(address, connectionSettings(context), name, ofListener);
            final NetFlowListener listener =
                    new NetFlowListener(opener, allowedExporters(context), shards, counts, getLogger());
            if (listener.grantedBuffer() < wanted) {
                getLogger().warn(tooSmall(wanted, listener.grantedBuffer()));
            }
            return listener;
        } catch (final IOException e) {
            throw new ProcessException(cannotListen(address, e), e);
        }
    }

    private static Transport transport(final PropertyContext context) {
        return context.getProperty(ListenerProperties.TRANSPORT).asAllowableValue(Transport.class);
    }

    private static ConnectionSettings connectionSettings(final ProcessContext context) {
        final Optional<SSLContextProvider> tls =
                Optional.ofNullable(context.getProperty(ListenerProperties.SSL_CONTEXT_SERVICE)
                        .asControllerService(SSLContextProvider.class));
        return new ConnectionSettings(
                context.getProperty(ListenerProperties.MAXIMUM_CONNECTIONS).asInteger(),
                Duration.ofMillis(
                        context.getProperty(ListenerProperties.IDLE_TIMEOUT).asTimePeriod(TimeUnit.MILLISECONDS)),
                tls.map(SSLContextProvider::createContext),
                tls.isPresent()
                        && context.getProperty(ListenerProperties.CLIENT_CERTIFICATE)
                                .asBoolean());
    }

    private static Optional<IpNetworks> allowedExporters(final PropertyContext context) {
        return Optional.ofNullable(context.getProperty(ListenerProperties.ALLOWED_EXPORTERS)
                        .evaluateAttributeExpressions()
                        .getValue())
                .map(IpNetworks::parseSome);
    }

    private static int receiveBuffer(final PropertyContext context) {
        return context.getProperty(ListenerProperties.RECEIVE_BUFFER)
                .asDataSize(DataUnit.B)
                .intValue();
    }

    private static InetSocketAddress address(final PropertyContext context) {
        final String host = context.getProperty(ListenerProperties.BIND_ADDRESS)
                .evaluateAttributeExpressions()
                .getValue();
        final int port = context.getProperty(ListenerProperties.PORT)
                .evaluateAttributeExpressions()
                .asInteger();
        try {
            return new InetSocketAddress(InetAddress.getByName(host), port);
        } catch (final UnknownHostException e) {
            throw new ProcessException(
                    "Bind Address %s is not known. Give an address of this machine".formatted(host), e);
        }
    }

    private static String cannotListen(final InetSocketAddress address, final IOException cause) {
        return "Nothing can be received at %s:%d: %s. Choose another Port, or a Bind Address of this machine, or stop the program that listens there"
                .formatted(address.getAddress().getHostAddress(), address.getPort(), cause.getMessage());
    }

    private static String tooSmall(final int wanted, final int granted) {
        return "Receive Buffer is %d bytes, but the kernel grants %d; datagrams that come in a burst may be dropped. On Linux, raise net.core.rmem_max"
                .formatted(wanted, granted);
    }

    private static String transitUri(final Transport transport, final InetSocketAddress local) {
        final String host = local.getAddress().getHostAddress();
        return "%s://%s:%d"
                .formatted(
                        transport.getValue().toLowerCase(Locale.ROOT),
                        host.indexOf(':') < 0 ? host : "[" + host + "]",
                        local.getPort());
    }

    @Override
    public void onTrigger(final ProcessContext context, final ProcessSessionFactory sessionFactory) {
        sessions = Optional.of(sessionFactory);
        final NetFlowCollector current =
                run.orElseThrow(() -> new ProcessException("The socket has been closed; the processor is stopping"));
        if (current.work(sessionFactory, this::isScheduled, context.getAvailableRelationships())
                == NetFlowCollector.Next.YIELD) {
            context.yield();
        }
    }

    /** Closes the socket. Datagrams that were received by then are written when the last task has ended. */
    @OnUnscheduled
    public void stopReceiving() {
        run.ifPresent(NetFlowCollector::stopReceiving);
    }

    /** Writes what has come and is not yet written, and keeps the templates. */
    @OnStopped
    @OnRemoved
    @OnShutdown
    public void finish() {
        final Optional<NetFlowCollector> ended = run;
        run = Optional.empty();
        ended.ifPresent(NetFlowCollector::stopReceiving);
        ended.ifPresent(last -> last.finish(sessions));
    }

    @Override
    public List<ConfigVerificationResult> verify(
            final ProcessContext context, final ComponentLog verificationLogger, final Map<String, String> attributes) {
        return List.of(verifySocket(context));
    }

    private static ConfigVerificationResult verifySocket(final ProcessContext context) {
        final ConfigVerificationResult.Builder result =
                new ConfigVerificationResult.Builder().verificationStepName("Open the socket");
        try {
            final InetSocketAddress address = address(context);
            if (transport(context) == Transport.TCP) {
                StreamReceiver.probe(address);
                return result.outcome(ConfigVerificationResult.Outcome.SUCCESSFUL)
                        .explanation("Exporters can connect at %s".formatted(transitUri(Transport.TCP, address)))
                        .build();
            }
            final int wanted = receiveBuffer(context);
            final int granted = DatagramReceiver.probe(address, wanted);
            return granted < wanted
                    ? result.outcome(ConfigVerificationResult.Outcome.FAILED)
                            .explanation(tooSmall(wanted, granted))
                            .build()
                    : result.outcome(ConfigVerificationResult.Outcome.SUCCESSFUL)
                            .explanation("Datagrams can be received at %s with a buffer of %d bytes"
                                    .formatted(transitUri(Transport.UDP, address), granted))
                            .build();
        } catch (final IOException e) {
            return result.outcome(ConfigVerificationResult.Outcome.FAILED)
                    .explanation(cannotListen(address(context), e))
                    .build();
        } catch (final ProcessException e) {
            return result.outcome(ConfigVerificationResult.Outcome.FAILED)
                    .explanation(e.getMessage())
                    .build();
        }
    }
}

package org.aegisnet.processors.netflow;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.aegisnet.net.IpNetworks;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.components.ValidationContext;
import org.apache.nifi.components.ValidationResult;
import org.apache.nifi.components.Validator;
import org.apache.nifi.expression.ExpressionLanguageScope;
import org.apache.nifi.processor.util.StandardValidators;
import org.apache.nifi.serialization.RecordSetWriterFactory;
import org.apache.nifi.ssl.SSLContextProvider;

/** The properties of ListenNetFlow, in the order a user sees them. */
final class ListenerProperties {
    private static final int MAX_BATCH = 1_000_000;

    static final PropertyDescriptor PORT = new PropertyDescriptor.Builder()
            .name("Port")
            .description(
                    "The port that the exporters send to. 2055 is usual for NetFlow, 4739 for IPFIX; all versions may come to the same port")
            .required(true)
            .defaultValue("2055")
            .expressionLanguageSupported(ExpressionLanguageScope.ENVIRONMENT)
            .addValidator(StandardValidators.PORT_VALIDATOR)
            .build();

    static final PropertyDescriptor BIND_ADDRESS = new PropertyDescriptor.Builder()
            .name("Bind Address")
            .description(
                    "The local address to listen at. Only this machine reaches the default, because NetFlow does not prove its "
                            + "sender. Give the address of the exporters' network. 0.0.0.0 is all of IPv4, and :: is all of IPv4 and IPv6. "
                            + "Name the exporters in Allowed Exporters")
            .required(true)
            .defaultValue("127.0.0.1")
            .expressionLanguageSupported(ExpressionLanguageScope.ENVIRONMENT)
            .addValidator(StandardValidators.NON_BLANK_VALIDATOR)
            .build();

    static final PropertyDescriptor TRANSPORT = new PropertyDescriptor.Builder()
            .name("Transport")
            .description("How the exporters send")
            .required(true)
            .allowableValues(Transport.class)
            .defaultValue(Transport.UDP)
            .build();

    static final PropertyDescriptor SSL_CONTEXT_SERVICE = new PropertyDescriptor.Builder()
            .name("SSL Context Service")
            .description("The key and the trusted certificates for TLS. If it is empty, messages come over plain TCP")
            .required(false)
            .identifiesControllerService(SSLContextProvider.class)
            .dependsOn(TRANSPORT, Transport.TCP)
            .build();

    static final PropertyDescriptor CLIENT_CERTIFICATE = new PropertyDescriptor.Builder()
            .name("Client Certificate Required")
            .description(
                    "Whether an exporter must show a certificate that the SSL Context Service trusts, as RFC 7011 (section 11.3) asks")
            .required(true)
            .allowableValues("true", "false")
            .defaultValue("true")
            .dependsOn(SSL_CONTEXT_SERVICE)
            .build();

    static final PropertyDescriptor MAXIMUM_CONNECTIONS = new PropertyDescriptor.Builder()
            .name("Maximum Connections")
            .description(
                    "Maximum number of open connections. Further ones are closed at once and counted, and a bulletin reports them. "
                            + "Each takes a thread and up to 128 KB of heap")
            .required(true)
            .defaultValue("100")
            .addValidator(StandardValidators.createLongValidator(1, 10_000, true))
            .dependsOn(TRANSPORT, Transport.TCP)
            .build();

    static final PropertyDescriptor IDLE_TIMEOUT = new PropertyDescriptor.Builder()
            .name("Idle Timeout")
            .description(
                    "Maximum time in which a connection brings no whole message. It is then closed, and the exporter connects anew")
            .required(true)
            .defaultValue("1 hour")
            .addValidator(StandardValidators.createTimePeriodValidator(1, TimeUnit.SECONDS, 7, TimeUnit.DAYS))
            .dependsOn(TRANSPORT, Transport.TCP)
            .build();

    static final PropertyDescriptor ALLOWED_EXPORTERS = new PropertyDescriptor.Builder()
            .name("Allowed Exporters")
            .description(
                    "Addresses and ranges, with commas between them, that may send: 192.0.2.1, 198.51.100.0/24, 2001:db8::/32. "
                            + "Datagrams of others are counted and not decoded, and a bulletin names the senders. If it is empty, everybody "
                            + "may send")
            .required(false)
            .expressionLanguageSupported(ExpressionLanguageScope.ENVIRONMENT)
            .addValidator(new RangesValidator())
            .build();

    static final PropertyDescriptor RECORD_WRITER = new PropertyDescriptor.Builder()
            .name("Record Writer")
            .description("Writes the flows, and the options records if their relationship is connected")
            .identifiesControllerService(RecordSetWriterFactory.class)
            .required(true)
            .build();

    static final PropertyDescriptor BATCH_SIZE = new PropertyDescriptor.Builder()
            .name("Batch Size")
            .description(
                    "Number of flows that fill a FlowFile. The flows of a datagram stay together, so a FlowFile may hold some more")
            .required(true)
            .defaultValue("10000")
            .addValidator(StandardValidators.createLongValidator(1, MAX_BATCH, true))
            .build();

    static final PropertyDescriptor BATCH_INTERVAL = new PropertyDescriptor.Builder()
            .name("Batch Interval")
            .description("Maximum time for which the first flow of a FlowFile waits for others")
            .required(true)
            .defaultValue("1 sec")
            .addValidator(StandardValidators.createTimePeriodValidator(1, TimeUnit.MILLISECONDS, 1, TimeUnit.HOURS))
            .build();

    static final PropertyDescriptor RECEIVE_BUFFER = new PropertyDescriptor.Builder()
            .name("Receive Buffer")
            .description(
                    "The size of the kernel's buffer for datagrams that have arrived and have not been read. If the kernel gives "
                            + "less, a bulletin says so; on Linux, raise net.core.rmem_max then")
            .required(true)
            .defaultValue("4 MB")
            .addValidator(StandardValidators.createDataSizeBoundsValidator(64 * 1024, 1024 * 1024 * 1024))
            .build();

    static final PropertyDescriptor QUEUE_SIZE = new PropertyDescriptor.Builder()
            .name("Queue Size")
            .description(
                    "Maximum heap for datagrams that have been read and not yet decoded, for example while the outgoing connection "
                            + "is full. If the queue is full, further datagrams are dropped and counted")
            .required(true)
            .defaultValue("64 MB")
            .addValidator(StandardValidators.createDataSizeBoundsValidator(64 * 1024, 16L * 1024 * 1024 * 1024))
            .build();

    static final PropertyDescriptor TEMPLATE_WAIT = new PropertyDescriptor.Builder()
            .name("Template Wait")
            .description(
                    "Time for which data that came before its template waits for it, at most 1,000 sets and 4 MB; after that it goes "
                            + "to unparsed")
            .required(true)
            .defaultValue("1 min")
            .addValidator(StandardValidators.createTimePeriodValidator(0, TimeUnit.SECONDS, 1, TimeUnit.DAYS))
            .build();

    static final PropertyDescriptor UNPARSED_RATE = new PropertyDescriptor.Builder()
            .name("Unparsed Rate")
            .description(
                    "Maximum data that leaves by unparsed in a minute. The exporters whose flows have been decoded get this much, "
                            + "and all other senders together get as much again. Further data is dropped and counted, and a bulletin says so. "
                            + "So undecodable data cannot fill NiFi's repositories")
            .required(true)
            .defaultValue("10 MB")
            .addValidator(StandardValidators.createDataSizeBoundsValidator(64 * 1024, 1024 * 1024 * 1024))
            .build();

    static final List<PropertyDescriptor> ALL = Stream.of(
                    List.of(
                            RECORD_WRITER,
                            TRANSPORT,
                            PORT,
                            BIND_ADDRESS,
                            SSL_CONTEXT_SERVICE,
                            CLIENT_CERTIFICATE,
                            MAXIMUM_CONNECTIONS,
                            IDLE_TIMEOUT,
                            ALLOWED_EXPORTERS,
                            BATCH_SIZE,
                            BATCH_INTERVAL,
                            RECEIVE_BUFFER,
                            QUEUE_SIZE,
                            TEMPLATE_WAIT,
                            UNPARSED_RATE),
                    DecodingProperties.ALL)
            .flatMap(List::stream)
            .toList();

    private ListenerProperties() {}

    /** Accepts what {@link IpNetworks} can read. */
    private static final class RangesValidator implements Validator {
        @Override
        public ValidationResult validate(final String subject, final String input, final ValidationContext context) {
            final ValidationResult.Builder result =
                    new ValidationResult.Builder().subject(subject).input(input);
            try {
                IpNetworks.parseSome(context.newPropertyValue(input)
                        .evaluateAttributeExpressions()
                        .getValue());
                return result.valid(true).build();
            } catch (final IllegalArgumentException e) {
                return result.valid(false).explanation(e.getMessage()).build();
            }
        }
    }
}

package org.aegisnet.processors.netflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509TrustManager;
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.components.ConfigVerificationResult.Outcome;
import org.apache.nifi.controller.AbstractControllerService;
import org.apache.nifi.processor.VerifiableProcessor;
import org.apache.nifi.ssl.SSLContextProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of IPFIX over TCP and TLS, with sockets on loopback. */
class ListenNetFlowStreamTest {
    private static final byte[] TEMPLATE = message(set(2, 256, 2, 1, 4, 2, 4));
    private static final byte[] WITHDRAWAL = message(set(2, 256, 0));
    private static final char[] PASSWORD = "changeit".toCharArray();

    private ListenerRunner listener;

    @TempDir
    private Path folder;

    @BeforeEach
    void prepare() throws Exception {
        listener = new ListenerRunner().set(ListenerProperties.TRANSPORT, "TCP");
    }

    @AfterEach
    void stop() {
        listener.stop();
    }

    private static byte[] set(final int id, final int... shorts) {
        final byte[] set = new byte[4 + 2 * shorts.length];
        put(set, 0, id);
        put(set, 2, set.length);
        for (int index = 0; index < shorts.length; index++) {
            put(set, 4 + 2 * index, shorts[index]);
        }
        return set;
    }

    private static byte[] message(final byte[] set) {
        final byte[] message = new byte[16 + set.length];
        put(message, 0, 10);
        put(message, 2, message.length);
        put(message, 4, 0x6553);
        System.arraycopy(set, 0, message, 16, set.length);
        return message;
    }

    private static void put(final byte[] bytes, final int at, final int value) {
        bytes[at] = (byte) (value >>> 8);
        bytes[at + 1] = (byte) value;
    }

    private static byte[] flow(final int bytes) {
        return message(set(256, 0, bytes, 0, 1));
    }

    private Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), listener.port());
    }

    private static void send(final Socket socket, final byte[]... messages) throws IOException {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (final byte[] message : messages) {
            bytes.writeBytes(message);
        }
        socket.getOutputStream().write(bytes.toByteArray());
        socket.getOutputStream().flush();
    }

    /** Waits until the other end has closed the connection. */
    private static void awaitEnd(final Socket socket) throws IOException {
        socket.setSoTimeout(30_000);
        try {
            socket.getInputStream().readAllBytes();
        } catch (final SocketException reset) {
            assertTrue(socket.isConnected());
        }
    }

    @Test
    void messagesAreFramedByTheirLengthHoweverTheyArrive() throws Exception {
        listener.start();
        try (Socket exporter = connect()) {
            exporter.setTcpNoDelay(true);
            for (final byte single : TEMPLATE) {
                exporter.getOutputStream().write(single);
                exporter.getOutputStream().flush();
            }
            send(exporter, flow(7), flow(8));
            listener.triggerUntilFlows(2);
        }
        assertEquals(7, listener.flows().get(0).get("bytes_in").asInt());
        assertEquals("127.0.0.1", listener.flows().get(1).get("exporter").asText());
        assertEquals(3, listener.counted("Datagrams Received"));
        assertEquals(3, listener.counted("Datagrams Decoded"));
        assertEquals(1, listener.counted("Connections Accepted"));
    }

    @Test
    void templatesLiveAsLongAsTheConnectionAndMayBeWithdrawn() throws Exception {
        listener.start();
        try (Socket exporter = connect();
                Socket other = connect()) {
            send(exporter, TEMPLATE, flow(7), WITHDRAWAL, flow(8), TEMPLATE);
            listener.triggerUntilFlows(2);
            send(other, flow(9));
            listener.triggerUntilCounted("Sets Without Template", 2);
        }
        listener.triggerUntil(
                () -> listener.flowFiles(ListenNetFlow.UNPARSED).size() == 1, "the flow without a template of its own");
        assertEquals(1, listener.counted("Templates Withdrawn"));
        assertEquals(2, listener.flowCount());
        try (Socket again = connect()) {
            send(again, flow(10));
            listener.triggerUntilCounted("Sets Without Template", 3);
        }
        assertEquals(2, listener.flowCount());
    }

    @Test
    void bytesThatAreNoMessageEndTheConnectionAndAreTold() throws Exception {
        listener.start();
        try (Socket exporter = connect()) {
            send(exporter, TEMPLATE, flow(7), "GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            awaitEnd(exporter);
        }
        listener.triggerUntilFlows(1).triggerUntilCounted("Connections Ended by an Error", 1);
        listener.triggerUntil(() -> warns("a message claims version 18245"), "a bulletin");
    }

    private boolean warns(final String words) {
        return listener.runner().getLogger().getWarnMessages().stream()
                .anyMatch(warning -> String.format(warning.getMsg().replace("{}", "%s"), warning.getArgs())
                        .contains(words));
    }

    @Test
    void aConnectionThatEndsWithinAMessageIsTold() throws Exception {
        listener.start();
        try (Socket exporter = connect()) {
            send(exporter, TEMPLATE, Arrays.copyOf(flow(7), 20));
        }
        listener.triggerUntilCounted("Connections Ended by an Error", 1);
        listener.triggerUntil(() -> warns("the connection ended within a message"), "a bulletin");
    }

    @Test
    void silentConnectionsAreClosed() throws Exception {
        listener.set(ListenerProperties.IDLE_TIMEOUT, "1 sec").start();
        try (Socket exporter = connect()) {
            send(exporter, TEMPLATE, Arrays.copyOf(flow(7), 20));
            awaitEnd(exporter);
        }
        listener.triggerUntil(() -> warns("no whole message came within the Idle Timeout"), "a bulletin");
    }

    @Test
    void noMoreConnectionsAreOpenThanMayBe() throws Exception {
        listener.set(ListenerProperties.MAXIMUM_CONNECTIONS, "1").start();
        try (Socket exporter = connect()) {
            send(exporter, TEMPLATE, flow(7));
            listener.triggerUntilFlows(1);
            try (Socket surplus = connect()) {
                awaitEnd(surplus);
            }
            send(exporter, flow(8));
            listener.triggerUntilFlows(2);
        }
        listener.triggerUntilCounted("Connections Refused", 1);
    }

    @Test
    void connectionsOfExportersThatAreNotAllowedAreRefused() throws Exception {
        listener.set(ListenerProperties.ALLOWED_EXPORTERS, "192.0.2.1").start();
        try (Socket exporter = connect()) {
            awaitEnd(exporter);
        }
        listener.triggerUntilCounted("Connections Refused", 1);
    }

    @Test
    void anExporterWaitsWhileTheQueueIsFullAndNothingIsLost() throws Exception {
        final int flows = 2_000;
        listener.set(ListenerProperties.QUEUE_SIZE, "64 KB").start();
        try (Socket exporter = connect()) {
            final ByteArrayOutputStream stream = new ByteArrayOutputStream();
            try (DataOutputStream all = new DataOutputStream(stream)) {
                all.write(TEMPLATE);
                for (int flow = 0; flow < flows; flow++) {
                    all.write(flow(flow));
                }
            }
            final Thread sending = new Thread(() -> {
                try {
                    send(exporter, stream.toByteArray());
                } catch (final IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            sending.start();
            listener.triggerUntilFlows(flows);
            sending.join(30_000);
        }
        assertEquals(flows, listener.flowCount());
        assertEquals(0, listener.counted("Datagrams Dropped by the Queue"));
    }

    @Test
    void everySocketIsClosedWhenTheProcessorStops() throws Exception {
        listener.start();
        try (Socket exporter = connect()) {
            send(exporter, TEMPLATE, flow(7));
            listener.triggerUntilFlows(1);
            listener.stop();
            awaitEnd(exporter);
        }
        assertThrows(IOException.class, () -> connect().close());
        assertTrue(
                Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread ->
                                thread.getName().contains(listener.processor().getIdentifier())),
                "a thread is left");
    }

    @Test
    void verificationOpensTheSocket() {
        final ConfigVerificationResult result = ((VerifiableProcessor) listener.processor())
                .verify(listener.runner().getProcessContext(), listener.runner().getLogger(), Map.of())
                .getFirst();

        assertEquals(Outcome.SUCCESSFUL, result.getOutcome());
        assertEquals("Exporters can connect at tcp://127.0.0.1:" + listener.port(), result.getExplanation());
    }

    /** Service with a key that trusts itself. */
    private static final class OneKey extends AbstractControllerService implements SSLContextProvider {
        private final SSLContext context;

        private OneKey(final SSLContext context) {
            this.context = context;
        }

        @Override
        public SSLContext createContext() {
            return context;
        }

        @Override
        public Optional<X509ExtendedKeyManager> createKeyManager() {
            return Optional.empty();
        }

        @Override
        public X509TrustManager createTrustManager() {
            throw new UnsupportedOperationException();
        }
    }

    private SSLContext context(final boolean withKey)
            throws IOException, GeneralSecurityException, InterruptedException {
        final Path store = folder.resolve("key.p12");
        if (Files.notExists(store)) {
            final String keytool =
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
            final Process making = new ProcessBuilder(
                            keytool,
                            "-genkeypair",
                            "-alias",
                            "one",
                            "-keyalg",
                            "EC",
                            "-dname",
                            "CN=localhost",
                            "-ext",
                            "SAN=ip:127.0.0.1",
                            "-storepass",
                            new String(PASSWORD),
                            "-keystore",
                            store.toString())
                    .inheritIO()
                    .start();
            assertEquals(0, making.waitFor());
        }
        final KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD);
        final KeyManagerFactory ours = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        ours.init(keys, PASSWORD);
        final KeyStore certificates = KeyStore.getInstance(KeyStore.getDefaultType());
        certificates.load(null, null);
        certificates.setCertificateEntry("one", keys.getCertificate("one"));
        final TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(certificates);
        final SSLContext context = SSLContext.getInstance("TLS");
        context.init(withKey ? ours.getKeyManagers() : new KeyManager[0], trusted.getTrustManagers(), null);
        return context;
    }

    private void secure() throws Exception {
        listener.runner().addControllerService("tls", new OneKey(context(true)));
        listener.runner().enableControllerService(listener.runner().getControllerService("tls"));
        listener.set(ListenerProperties.SSL_CONTEXT_SERVICE, "tls").start();
    }

    private static void sendAndRead(final Socket exporter) throws IOException {
        send(exporter, TEMPLATE, flow(7));
        assertEquals(0, exporter.getInputStream().read());
    }

    @Test
    void messagesComeOverTls() throws Exception {
        secure();
        try (SSLSocket exporter = (SSLSocket)
                context(true).getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), listener.port())) {
            send(exporter, TEMPLATE, flow(7));
            listener.triggerUntilFlows(1);
        }
        assertEquals(7, listener.flows().getFirst().get("bytes_in").asInt());
    }

    @Test
    void withoutACertificateNobodySendsOverTls() throws Exception {
        secure();
        try (SSLSocket exporter = (SSLSocket)
                context(false).getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), listener.port())) {
            exporter.setSoTimeout(30_000);
            assertThrows(IOException.class, () -> sendAndRead(exporter));
        }
        try (Socket plain = new Socket()) {
            plain.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), listener.port()));
            send(plain, TEMPLATE, flow(7));
            awaitEnd(plain);
        }
        listener.triggerUntilCounted("Connections Ended by an Error", 2);
        assertEquals(0, listener.flowCount());
        listener.triggerUntil(() -> warns("TLS has failed: "), "a bulletin");
    }
}

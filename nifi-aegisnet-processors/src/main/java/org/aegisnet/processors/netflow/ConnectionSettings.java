package org.aegisnet.processors.netflow;

import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * Limits and security of the connections of exporters. Immutable.
 *
 * @param maxConnections how many may be open at once
 * @param idle after this time without a whole message a connection is closed
 * @param tls keys and certificates for TLS; empty for plain TCP
 * @param clientCertificate true if an exporter must show a certificate (RFC 7011, section 11.3); only with TLS
 */
record ConnectionSettings(int maxConnections, Duration idle, Optional<SSLContext> tls, boolean clientCertificate) {}

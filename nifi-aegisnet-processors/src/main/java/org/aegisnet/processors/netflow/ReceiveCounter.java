package org.aegisnet.processors.netflow;

/**
 * Counters of the listener, in addition to the decoders' counters. Every datagram that reaches the socket is received, and then rejected, dropped
 * or queued. Datagrams and sets that cannot be decoded may be dropped later.
 */
enum ReceiveCounter {
    RECEIVED("Datagrams Received"),
    REFUSED("Datagrams Refused by Allowed Exporters"),
    DROPPED_BY_QUEUE("Datagrams Dropped by the Queue"),
    DROPPED_BY_KERNEL("Datagrams Dropped by the Kernel"),
    CONNECTIONS_ACCEPTED("Connections Accepted"),
    CONNECTIONS_REFUSED("Connections Refused"),
    CONNECTIONS_BROKEN("Connections Ended by an Error"),
    UNPARSED_DROPPED("Unparsed Datagrams or Sets Dropped");

    private final String counterName;

    ReceiveCounter(final String counterName) {
        this.counterName = counterName;
    }

    /** The name of NiFi's counter. */
    String counterName() {
        return counterName;
    }
}
